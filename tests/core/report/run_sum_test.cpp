#include "report/run_sum.h"

#include "base/random.h"
#include "report/run_file.h"
#include "stats/summary.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace cicada {
namespace {

using namespace std::chrono_literals;

struct Distribution
{
    const char* name;
    std::function<double(Random&)> draw;
};

const Distribution kDistributions[] = {
    {"uniform", [](Random& random) { return 1e6 * random.unit(); }},
    {"exponential", [](Random& random) { return -300 * std::log(1 - random.unit()); }},
    {"heavy tail", [](Random& random) { return 80 / std::pow(1 - random.unit(), 1.2); }},
    {"two humps",
        [](Random& random) { return random.below(100) < 97 ? 250 + 60 * random.unit() : 2e6; }},
    {"constant", [](Random&) { return 2'049.0; }},
};

/// A run of `seconds` of one task, whose latencies are appended to `raw`.
RunRecord run(const std::string& startedAt, int seconds, std::size_t perSecond,
    const std::function<double(Random&)>& draw, Random& random, std::vector<double>& raw)
{
    Summary summary({{"Read", "READ", {"JSON.GET"}}}, false);
    for (int second = 0; second < seconds; ++second) {
        Interval interval;
        interval.phase = Phase::Measure;
        interval.start = second * 1s;
        interval.length = 1s;
        interval.users = 10;
        TaskStatistics& task = interval.tasks.emplace_back();
        task.commands.resize(1);
        for (std::size_t i = 0; i < perSecond; ++i) {
            const double value = std::floor(std::clamp(draw(random), 0.0, 3.6e9));
            raw.push_back(value);
            task.latency.record(static_cast<std::uint64_t>(value));
            task.serviceTime.record(static_cast<std::uint64_t>(value));
            task.commands[0].serviceTime.record(static_cast<std::uint64_t>(value));
        }
        task.requests = task.calls = task.commands[0].calls = perSecond;
        task.successes = perSecond - 1;
        task.failures = 1;
        interval.addFailure({0, "OOM", "no memory"});
        summary.add(interval);
    }
    RunRecord record;
    record.name = "run";
    record.state = "finished";
    record.startedAt = startedAt;
    record.profileJson = "{}";
    summary.fill(record);
    record.histograms = summary.histograms();
    // As read from a file: that is where runs to add come from.
    const auto read = runRecordFromJson(runFileJson(record));
    EXPECT_TRUE(read.ok());
    return *read;
}

constexpr const char* kNoon = "2026-11-23T12:00:00.000Z";
constexpr const char* kLater = "2026-11-23T12:10:00.000Z";

TEST(RunSum, HasThePercentilesOfAllRawValuesWithinAThousandth)
{
    for (const Distribution& distribution : kDistributions) {
        Random random(11);
        std::vector<double> raw;
        std::vector<RunRecord> runs;
        for (const std::size_t perSecond : {200U, 3000U, 17U})
            runs.push_back(run(kNoon, 3, perSecond, distribution.draw, random, raw));
        const auto sum = sumOfRuns(runs);
        ASSERT_TRUE(sum.ok());
        std::ranges::sort(raw);
        const LatencyFigures& found = *sum->totals.latency;
        for (const auto& [percent, value] : {std::pair(50.0, found.p50), std::pair(75.0, found.p75),
                 std::pair(90.0, found.p90), std::pair(95.0, found.p95), std::pair(99.0, found.p99),
                 std::pair(99.9, found.p99_9), std::pair(99.99, found.p99_99)}) {
            const auto rank = static_cast<std::size_t>(
                std::ceil(percent / 100 * static_cast<double>(raw.size()) * (1 - 1e-14)));
            EXPECT_NEAR(value, raw[rank - 1], raw[rank - 1] / 1000 + 1e-9)
                << distribution.name << ' ' << percent;
        }
        double total = 0;
        for (const double value : raw)
            total += value;
        EXPECT_DOUBLE_EQ(found.mean, total / static_cast<double>(raw.size()));
        EXPECT_EQ(found.min, raw.front());
        EXPECT_EQ(found.max, raw.back());
    }
}

TEST(RunSum, AddsCountsAndKeepsThemAddingUp)
{
    Random random(1);
    std::vector<double> raw;
    const auto draw = kDistributions[0].draw;
    const auto sum
        = sumOfRuns({run(kNoon, 4, 100, draw, random, raw), run(kLater, 6, 50, draw, random, raw)});
    ASSERT_TRUE(sum.ok());
    EXPECT_EQ(sum->totals.requests, 700U);
    EXPECT_EQ(sum->totals.failures, 10U);
    ASSERT_EQ(sum->tasks.size(), 1U);
    EXPECT_EQ(sum->tasks[0].commands.at(0).calls, 700U);
    ASSERT_EQ(sum->failures.size(), 1U);
    EXPECT_EQ(sum->failures[0].count, 10U);
    EXPECT_EQ(sum->failures[0].lastSecond, 605);
    std::uint64_t inTimeline = 0;
    for (const TimelinePoint& point : sum->timeline)
        inTimeline += point.requests;
    EXPECT_EQ(inTimeline, 700U);
    EXPECT_EQ(sum->histograms->latency().count(), 700U);
}

TEST(RunSum, OfRunsOneAfterTheOtherIsOverTheTimeOfBoth)
{
    Random random(1);
    std::vector<double> raw;
    const auto draw = kDistributions[0].draw;
    const auto sum = sumOfRuns(
        {run(kLater, 6, 100, draw, random, raw), run(kNoon, 4, 100, draw, random, raw)});
    ASSERT_TRUE(sum.ok());
    EXPECT_DOUBLE_EQ(sum->durationSeconds, 10);
    EXPECT_DOUBLE_EQ(sum->totals.throughputPerSecond, 99);
    EXPECT_EQ(sum->startedAt, kNoon);
    ASSERT_EQ(sum->timeline.size(), 10U);
    EXPECT_EQ(sum->timeline[4].second, 600);
    EXPECT_TRUE(sum->timeline[4].latency) << "one run alone measured this second";
}

TEST(RunSum, OfMachinesAtTheSameTimeAddsTheirRates)
{
    Random random(1);
    std::vector<double> raw;
    const auto draw = kDistributions[0].draw;
    const auto sum
        = sumOfRuns({run(kNoon, 5, 100, draw, random, raw), run(kNoon, 5, 200, draw, random, raw)});
    ASSERT_TRUE(sum.ok());
    EXPECT_DOUBLE_EQ(sum->durationSeconds, 5);
    EXPECT_DOUBLE_EQ(sum->totals.throughputPerSecond, 298);
    ASSERT_EQ(sum->timeline.size(), 5U);
    EXPECT_EQ(sum->timeline[2].requests, 300U);
    EXPECT_EQ(sum->timeline[2].users, 20U);
    EXPECT_DOUBLE_EQ(sum->timeline[2].throughputPerSecond, 298);
    EXPECT_FALSE(sum->timeline[2].latency);
}

TEST(RunSum, KeepsTasksApartThatAreNotTheSame)
{
    Random random(1);
    std::vector<double> raw;
    const auto draw = kDistributions[0].draw;
    RunRecord other = run(kLater, 2, 10, draw, random, raw);
    other.tasks[0].commands[0].command = "GET";
    const auto sum = sumOfRuns({run(kNoon, 2, 10, draw, random, raw), other});
    ASSERT_TRUE(sum.ok());
    ASSERT_EQ(sum->tasks.size(), 2U);
    EXPECT_EQ(sum->tasks[0].requests, 20U);
    EXPECT_EQ(sum->totals.requests, 40U);
}

TEST(RunSum, RefusesRunsWithoutHistograms)
{
    Random random(1);
    std::vector<double> raw;
    RunRecord old = run(kNoon, 2, 10, kDistributions[0].draw, random, raw);
    old.name = "old one";
    old.histograms.reset();
    const auto sum = sumOfRuns({old, old});
    ASSERT_FALSE(sum.ok());
    EXPECT_NE(sum.error().text.find("old one"), std::string::npos);
}

TEST(RunFileHistograms, AreRefusedWhereTheyDoNotBelongToTheTasks)
{
    Random random(1);
    std::vector<double> raw;
    nlohmann::json file = runFileJson(run(kNoon, 2, 10, kDistributions[0].draw, random, raw));
    nlohmann::json more = file;
    more["histograms"]["tasks"].push_back(more["histograms"]["tasks"][0]);
    EXPECT_FALSE(runRecordFromJson(more).ok());
    nlohmann::json broken = file;
    broken["histograms"]["tasks"][0]["latency"]["hdr"] = "HISTF";
    const auto read = runRecordFromJson(broken);
    ASSERT_FALSE(read.ok());
    EXPECT_NE(read.error().text.find("histograms.tasks[0].latency.hdr"), std::string::npos)
        << read.error().text;
    file["histograms"] = nullptr;
    EXPECT_TRUE(runRecordFromJson(file).ok()) << "an older file";
}

} // namespace
} // namespace cicada
