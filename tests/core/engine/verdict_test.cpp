#include "engine/verdict.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

// Ten measured seconds in which the server used `serverShare` of a core.
RunRecord measured(double serverShare, double toolShare, double loopLagMicroseconds)
{
    RunRecord record;
    record.totals.requests = record.totals.successes = 1000;
    for (int second = 0; second < 10; ++second) {
        TimelinePoint point;
        point.second = second;
        point.phase = Phase::Measure;
        record.timeline.push_back(point);
        ServerSample sample;
        sample.second = second + 1;
        sample.cpuShare = serverShare;
        record.serverSamples.push_back(sample);
    }
    record.generator.cpuShare = toolShare;
    record.generator.loopLagP99 = loopLagMicroseconds;
    return record;
}

TEST(Verdict, NamesTheSideThatWasAtItsLimit)
{
    const struct
    {
        double serverShare, toolShare, lag;
        const char* begin;
    } rows[] = {
        {0.97, 0.50, 100, "Bound by the server"},
        {0.50, 0.97, 100, "Bound by this tool"},
        {0.97, 0.97, 50'000, "Bound by the server"},
        {0.40, 0.30, 100, "Neither side was at its limit"},
        // Both had idle time by their own account, and yet the tool's loop came late.
        {0.40, 0.30, 50'000, "Bound by the machine this tool ran on"},
    };

    for (const auto& row : rows)
        EXPECT_EQ(
            verdictOf(measured(row.serverShare, row.toolShare, row.lag)).rfind(row.begin, 0), 0U)
            << row.begin;
}

TEST(Verdict, NamesWhatKeptTheCoresBusyWhereNoneWasIdle)
{
    RunRecord record = measured(0.40, 0.30, 100);
    record.generator.machine
        = MachineFigures{.cores = 2, .programs = 1.95, .own = 0.35, .server = 0.4, .idle = 0.05};
    EXPECT_EQ(verdictOf(record),
        "The machine this tool ran on had no core idle: the server 0.40, this tool 0.35, other "
        "programs 1.20, idle 0.05 of 2 cores.");
    const auto warnings = generatorWarnings(record.generator, std::nullopt);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0],
        "No core was idle while other programs used 1.20 of this machine's 2 cores: the figures "
        "hold that disturbance.");

    record.generator.machine->idle = 0.9;
    EXPECT_EQ(verdictOf(record).find("Neither side"), 0U) << "there was a core to be had";
    EXPECT_TRUE(generatorWarnings(record.generator, std::nullopt).empty());
    record.generator.machine->idle = 0.05;
    record.generator.machine->programs = 0.8;
    EXPECT_TRUE(generatorWarnings(record.generator, std::nullopt).empty()) << "no others";
}

TEST(Verdict, NamesTheConnectionsWhereRequestsWaitForThemMost)
{
    RunRecord record = measured(0.40, 0.30, 100);
    record.totals.latency = LatencyFigures{.p50 = 800};
    record.totals.connectionWait = LatencyFigures{.p50 = 600};
    EXPECT_EQ(verdictOf(record),
        "Bound by the connections: of a latency of 0.8 ms (medians) 0.6 ms were waiting for a free "
        "one; the server used 40 % of a core and this tool's busiest thread used 30 % of a core. "
        "More connections would send more.");
    record.totals.connectionWait->p50 = 300;
    EXPECT_EQ(verdictOf(record).find("Neither side"), 0U);
    record = measured(0.97, 0.30, 100);
    record.totals.latency = LatencyFigures{.p50 = 800};
    record.totals.connectionWait = LatencyFigures{.p50 = 600};
    EXPECT_EQ(verdictOf(record).find("Bound by the server"), 0U) << "more would not help";
}

TEST(Verdict, WarnsWhereTheHypervisorTookCpu)
{
    GeneratorFigures generator;
    generator.machine = MachineFigures{.cores = 2, .stolen = 0.3, .idle = 1};
    const auto warnings = generatorWarnings(generator, std::nullopt);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0],
        "Other virtual machines took 0.30 of this machine's 2 cores: the figures hold that "
        "disturbance.");
    generator.machine = MachineFigures{.cores = 1, .stolen = 0.3, .idle = 0.5};
    EXPECT_EQ(generatorWarnings(generator, std::nullopt).at(0),
        "Other virtual machines took 0.30 of this machine's 1 core: the figures hold that "
        "disturbance.");
    generator.machine = MachineFigures{.cores = 2, .stolen = 0.3, .idle = 1};
    generator.machine->stolen = 0.05;
    EXPECT_TRUE(generatorWarnings(generator, std::nullopt).empty());
}

TEST(Verdict, SaysFirstThatTheTargetWasLost)
{
    RunRecord record = measured(0.4, 0.3, 100);
    record.events.push_back({20.54, "lost", "all connections lost: reset"});
    EXPECT_EQ(verdictOf(record),
        "The target was lost 20.5 s after the start: the figures hold the outage and its "
        "failures.");
}

TEST(Verdict, SaysFromWhenToWhenAnOutageWas)
{
    RunRecord record = measured(0.4, 0.3, 100);
    record.events.push_back({2, "memory", "unknown"});
    record.events.push_back({4, "silent", "no request ended"});
    EXPECT_EQ(
        verdictOf(record), "From 4 s to the end, no request ended: the figures hold that outage.");
    record.events.push_back({6, "answers", "requests end again"});
    EXPECT_EQ(verdictOf(record),
        "Between 4 s and 6 s after the start, no request ended: the figures hold that outage.");
}

TEST(Verdict, ClaimsNothingWhereNothingWasMeasured)
{
    RunRecord record = measured(0.4, 0.3, 100);
    record.totals.successes = 0;
    EXPECT_EQ(verdictOf(record), "No request succeeded: see the failures.");
    record.totals.requests = 0;
    EXPECT_EQ(verdictOf(record), "No request was completed in the measured window.");
}

TEST(Verdict, WarnsOfABusyOrLateTool)
{
    GeneratorFigures generator;
    EXPECT_TRUE(generatorWarnings(generator, std::nullopt).empty());
    generator.cpuShare = 0.95;
    generator.loopLagP99 = 20'000;
    EXPECT_EQ(generatorWarnings(generator, std::nullopt).size(), 2U);
}

TEST(Verdict, NamesTheThreadWhoseLagIsALargePartOfTheLatencies)
{
    GeneratorFigures generator;
    generator.workers = {{0.3, 200, 900}, {0.4, 1500, 9000}};
    const auto warnings = generatorWarnings(generator, LatencyFigures{.p99 = 4000});
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("Thread 2"), std::string::npos) << warnings[0];
    EXPECT_TRUE(generatorWarnings(generator, LatencyFigures{.p99 = 20'000}).empty())
        << "a small part of it";
    generator.workers[1].loopLagP99 = 900;
    EXPECT_TRUE(generatorWarnings(generator, LatencyFigures{.p99 = 1000}).empty())
        << "as small as a timer's own";
}

} // namespace
} // namespace cicada
