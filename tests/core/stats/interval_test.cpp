#include "stats/interval.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

TaskStatistics request(std::uint64_t microseconds)
{
    TaskStatistics task;
    task.requests = task.successes = 1;
    task.calls = 2;
    task.sentBytes = 30;
    task.receivedBytes = 100;
    task.latency.record(microseconds);
    task.commands.resize(2);
    task.commands[1].calls = 1;
    task.commands[1].serviceTime.record(microseconds / 2);
    return task;
}

Interval second(std::chrono::seconds start, std::uint64_t microseconds)
{
    Interval interval;
    interval.phase = Phase::Measure;
    interval.start = start;
    interval.length = 1s;
    interval.users = 5;
    interval.connections = 3;
    interval.inFlight = 2;
    interval.tasks.push_back(request(microseconds));
    interval.callsSent["JSON.GET"] = 2;
    return interval;
}

TEST(PhaseName, IsThatOfTheRunFile)
{
    EXPECT_EQ(phaseName(Phase::Spawn), "spawn");
    EXPECT_EQ(phaseName(Phase::WarmUp), "warmup");
    EXPECT_EQ(phaseName(Phase::Measure), "measure");
    EXPECT_EQ(phaseName(Phase::Pause), "pause");
    EXPECT_EQ(phaseName(Phase::Stop), "stop");
}

TEST(TaskStatistics, MergeAddsEveryCountAndEveryCall)
{
    TaskStatistics task = request(100);
    task.merge(request(300));
    EXPECT_EQ(task.requests, 2U);
    EXPECT_EQ(task.successes, 2U);
    EXPECT_EQ(task.calls, 4U);
    EXPECT_EQ(task.sentBytes, 60U);
    EXPECT_EQ(task.receivedBytes, 200U);
    EXPECT_EQ(task.latency.sum(), 400U);
    ASSERT_EQ(task.commands.size(), 2U);
    EXPECT_EQ(task.commands[1].calls, 2U);
    EXPECT_EQ(task.commands[1].serviceTime.sum(), 200U);
}

TEST(TaskStatistics, MergeIntoAnEmptyOneTakesOverItsCalls)
{
    TaskStatistics task;
    task.merge(request(100));
    EXPECT_EQ(task.commands.size(), 2U);
}

TEST(Interval, WorkersOfOneSecondAddUp)
{
    Interval all;
    all.mergeWorker(second(7s, 100));
    all.mergeWorker(second(7s, 200));
    EXPECT_EQ(all.phase, Phase::Measure);
    EXPECT_EQ(all.start, 7s);
    EXPECT_EQ(all.length, 1s);
    EXPECT_EQ(all.users, 10U);
    EXPECT_EQ(all.connections, 6U);
    EXPECT_EQ(all.inFlight, 4U);
    EXPECT_EQ(all.requests(), 2U);
    EXPECT_EQ(all.successes(), 2U);
    EXPECT_EQ(all.callsSent.at("JSON.GET"), 4U);
}

TEST(Interval, TheNextSecondLengthensItAndBringsItsOwnUsers)
{
    Interval all = second(7s, 100);
    Interval next = second(8s, 200);
    next.users = 9;
    next.inFlight = 0;
    all.mergeNext(next);
    EXPECT_EQ(all.start, 7s);
    EXPECT_EQ(all.length, 2s);
    EXPECT_EQ(all.users, 9U);
    EXPECT_EQ(all.connections, 3U);
    EXPECT_EQ(all.inFlight, 0U);
    EXPECT_EQ(all.requests(), 2U);
    EXPECT_EQ(all.tasks[0].latency.sum(), 300U);
}

TEST(Interval, FailuresOfOneCauseAreOneRow)
{
    Interval interval;
    interval.addFailure({0, "timeout", "no reply"});
    interval.addFailure({0, "timeout", "no reply"}, 4);
    interval.addFailure({1, "timeout", "no reply"});
    EXPECT_EQ(interval.failures.size(), 2U);
    EXPECT_EQ(interval.failures.at({0, "timeout", "no reply"}), 5U);
}

std::uint64_t failuresIn(const Interval& interval)
{
    return std::accumulate(interval.failures.begin(), interval.failures.end(), std::uint64_t{0},
        [](std::uint64_t sum, const auto& row) { return sum + row.second; });
}

TEST(Interval, BeyondTheLimitMessagesAreCountedTogether)
{
    Interval interval;
    for (int i = 0; i < 1000; ++i)
        interval.addFailure({0, "ERR", "message " + std::to_string(i)});
    EXPECT_EQ(interval.failures.size(), Interval::kMaxFailureKinds + 1);
    EXPECT_EQ(interval.failures.at({0, "ERR", "(other)"}), 1000 - Interval::kMaxFailureKinds);
}

TEST(Interval, AServerThatInventsErrorWordsCannotGrowTheTable)
{
    Interval interval;
    for (int i = 0; i < 10'000; ++i)
        interval.addFailure({0, "WORD" + std::to_string(i), "message " + std::to_string(i)});
    EXPECT_LE(interval.failures.size(), 2 * Interval::kMaxFailureKinds + 1);
    EXPECT_EQ(failuresIn(interval), 10'000U);

    Interval merged = interval;
    merged.mergeNext(interval);
    EXPECT_LE(merged.failures.size(), 2 * Interval::kMaxFailureKinds + 1);
    EXPECT_EQ(failuresIn(merged), 20'000U);
}

} // namespace
