#include "stats/summary.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

const std::vector<Summary::TaskName> kTasks{
    {"Whole document", "READ", {"JSON.GET"}},
    {"Update", "UPDATE", {"JSON.GET", "JSON.SET"}},
};

TaskStatistics statistics(std::uint64_t successes, std::uint64_t failures, std::uint64_t misses,
    std::size_t calls, Random& random)
{
    TaskStatistics task;
    task.requests = successes + failures + misses;
    task.successes = successes;
    task.failures = failures;
    task.misses = misses;
    task.calls = task.requests * calls;
    task.receivedBytes = task.requests * 1000;
    task.commands.resize(calls);
    for (std::uint64_t i = 0; i < task.requests; ++i)
        task.latency.record(100 + random.below(3'000));
    for (CallStatistics& call : task.commands)
        call.calls = task.requests;
    return task;
}

Interval interval(Phase phase, std::chrono::nanoseconds start, Random& random,
    std::chrono::nanoseconds length = 1s)
{
    Interval made;
    made.phase = phase;
    made.start = start;
    made.length = length;
    made.users = 10;
    made.tasks.push_back(statistics(random.below(5), random.below(2), random.below(2), 1, random));
    made.tasks.push_back(statistics(random.below(3), 1, 0, 2, random));
    made.callsSent["JSON.GET"] = made.requests();
    return made;
}

// 3 s of ramp, 2 s of warm-up, `measured` seconds, and a half second of stopping.
std::vector<Interval> run(int measured, std::uint64_t seed = 1)
{
    Random random(seed);
    std::vector<Interval> intervals;
    const auto addSeconds = [&](Phase phase, int count) {
        for (int i = 0; i < count; ++i)
            intervals.push_back(interval(phase, std::chrono::seconds(intervals.size()), random));
    };
    addSeconds(Phase::Spawn, 3);
    addSeconds(Phase::WarmUp, 2);
    addSeconds(Phase::Measure, measured);
    addSeconds(Phase::Stop, 1);
    intervals.back().length = 500ms;
    return intervals;
}

RunRecord summed(const std::vector<Interval>& intervals, bool includeRamp = false)
{
    Summary summary(kTasks, includeRamp);
    for (const Interval& part : intervals)
        summary.add(part);
    RunRecord record;
    summary.fill(record);
    return record;
}

template <typename Rows, typename Number>
std::uint64_t sumOf(const Rows& rows, Number number)
{
    std::uint64_t sum = 0;
    for (const auto& row : rows)
        sum += row.*number;
    return sum;
}

std::vector<TimelinePoint> ofPhase(const RunRecord& record, Phase phase)
{
    std::vector<TimelinePoint> points;
    std::copy_if(record.timeline.begin(), record.timeline.end(), std::back_inserter(points),
        [&](const TimelinePoint& point) { return point.phase == phase; });
    return points;
}

TEST(LatencyFigures, OfNothingAreNoData)
{
    EXPECT_FALSE(LatencyFigures::of(Histogram()));
}

TEST(LatencyFigures, AreThoseOfTheHistogram)
{
    Histogram histogram;
    for (std::uint64_t value = 1; value <= 1000; ++value)
        histogram.record(value);
    const auto figures = LatencyFigures::of(histogram);
    ASSERT_TRUE(figures);
    EXPECT_EQ(figures->min, 1);
    EXPECT_EQ(figures->mean, 500.5);
    EXPECT_EQ(figures->p50, 500);
    EXPECT_EQ(figures->p75, 750);
    EXPECT_EQ(figures->p90, 900);
    EXPECT_EQ(figures->p95, 950);
    EXPECT_EQ(figures->p99, 990);
    EXPECT_EQ(figures->p99_9, 999);
    EXPECT_EQ(figures->p99_99, 1000);
    EXPECT_EQ(figures->max, 1000);
}

TEST(Summary, OfNothingHasItsTasksAndNoFigures)
{
    const RunRecord record = summed({});
    ASSERT_EQ(record.tasks.size(), 2U);
    EXPECT_EQ(record.tasks[1].name, "Update");
    EXPECT_EQ(record.tasks[1].type, "UPDATE");
    ASSERT_EQ(record.tasks[1].commands.size(), 2U);
    EXPECT_EQ(record.tasks[1].commands[1].command, "JSON.SET");
    EXPECT_FALSE(record.totals.latency);
    EXPECT_EQ(record.totals.throughputPerSecond, 0);
    EXPECT_EQ(record.durationSeconds, 0);
    EXPECT_TRUE(record.timeline.empty());
}

TEST(Summary, TotalsAreTheMeasuredIntervalsAndNothingElse)
{
    const std::vector<Interval> intervals = run(20);
    std::uint64_t requests = 0;
    std::uint64_t successes = 0;
    Histogram latency;
    for (const Interval& part : intervals) {
        if (part.phase != Phase::Measure)
            continue;
        requests += part.requests();
        successes += part.successes();
        for (const TaskStatistics& task : part.tasks)
            latency.merge(task.latency);
    }

    const RunRecord record = summed(intervals);

    EXPECT_EQ(record.totals.requests, requests);
    EXPECT_EQ(record.totals.successes, successes);
    EXPECT_EQ(record.durationSeconds, 20);
    EXPECT_EQ(record.elapsedSeconds, 25.5);
    EXPECT_FALSE(record.totalsIncludeRamp);
    EXPECT_EQ(record.totals.throughputPerSecond, static_cast<double>(successes) / 20);
    EXPECT_EQ(record.totals.latency->mean, latency.mean());
    EXPECT_EQ(record.totals.latency->p99, static_cast<double>(latency.percentile(99)));
    EXPECT_EQ(record.totals.meanReplyBytes, 1000);
}

TEST(Summary, TasksAddUpToTheTotals)
{
    const RunRecord record = summed(run(20));
    EXPECT_GT(record.totals.requests, 0U);
    EXPECT_EQ(sumOf(record.tasks, &TaskRow::requests), record.totals.requests);
    EXPECT_EQ(sumOf(record.tasks, &TaskRow::successes), record.totals.successes);
    EXPECT_EQ(sumOf(record.tasks, &TaskRow::failures), record.totals.failures);
    EXPECT_EQ(sumOf(record.tasks, &TaskRow::misses), record.totals.misses);
    EXPECT_EQ(sumOf(record.tasks, &TaskRow::calls), record.totals.calls);
    EXPECT_EQ(record.totals.requests,
        record.totals.successes + record.totals.failures + record.totals.misses);
    for (const TaskRow& task : record.tasks)
        EXPECT_EQ(sumOf(task.commands, &CommandRow::calls), task.calls);
}

TEST(Summary, WithRampTotalsHoldEveryPhase)
{
    const std::vector<Interval> intervals = run(20);
    std::uint64_t requests = 0;
    for (const Interval& part : intervals)
        requests += part.requests();
    const RunRecord record = summed(intervals, true);
    EXPECT_EQ(record.totals.requests, requests);
    EXPECT_TRUE(record.totalsIncludeRamp);
    EXPECT_EQ(record.durationSeconds, 25.5);
    EXPECT_EQ(sumOf(record.timeline, &TimelinePoint::requests), record.totals.requests);
}

TEST(Summary, WithRampAStopThatOnlyWaitsIsNotMeasuredTime)
{
    std::vector<Interval> intervals = run(20);
    intervals.back().tasks.clear();
    EXPECT_EQ(summed(intervals, true).durationSeconds, 25);
}

TEST(Summary, CallsSentAreThoseOfAllPhases)
{
    const std::vector<Interval> intervals = run(4);
    std::uint64_t sent = 0;
    for (const Interval& part : intervals)
        sent += part.callsSent.at("JSON.GET");
    EXPECT_EQ(summed(intervals).integrity.callsSent.at("JSON.GET"), sent);
}

TEST(Summary, LoopLagIsThatOfAllPhases)
{
    std::vector<Interval> intervals = run(4);
    intervals.front().loopLag.record(900);
    intervals[6].loopLag.record(50);
    EXPECT_EQ(summed(intervals).generator.loopLagMax, 900);
}

TEST(Summary, AShortRunKeepsEverySecond)
{
    const std::vector<Interval> intervals = run(1000);
    const RunRecord record = summed(intervals);
    ASSERT_EQ(record.timeline.size(), intervals.size());
    EXPECT_EQ(record.timeline[7].second, 7);
    EXPECT_EQ(record.timeline[7].length, 1);
    EXPECT_EQ(record.timeline[7].requests, intervals[7].requests());
    EXPECT_EQ(record.timeline.back().phase, Phase::Stop);
    EXPECT_EQ(record.timeline.back().length, 0.5);
}

// One task and a single latency, or the test itself would take a day without optimisation.
Interval cheapInterval(Phase phase, int second, Random& random)
{
    Interval made;
    made.phase = phase;
    made.start = std::chrono::seconds(second);
    made.length = 1s;
    TaskStatistics& task = made.tasks.emplace_back();
    task.successes = random.below(1'000);
    task.failures = random.below(3);
    task.misses = random.below(3);
    task.requests = task.successes + task.failures + task.misses;
    task.latency.record(random.below(1'000));
    return made;
}

TEST(Summary, ADayLongRunStaysBoundedAndAddsUp)
{
    Random random(5);
    Summary summary({{"Read", "READ", {}}}, false);
    for (int i = 0; i < 90'000; ++i) {
        const Phase phase = i < 100 ? Phase::Spawn : i < 150 ? Phase::WarmUp : Phase::Measure;
        summary.add(cheapInterval(phase, i, random));
    }
    RunRecord record;
    summary.fill(record);

    EXPECT_LE(record.timeline.size(), Summary::kMaxTimelinePoints);
    EXPECT_GT(record.timeline.size(), Summary::kMaxTimelinePoints / 3);
    EXPECT_EQ(record.durationSeconds, 90'000 - 150);
    EXPECT_EQ(summary.latency(0).count(), 90'000U - 150);
    const auto measured = ofPhase(record, Phase::Measure);
    EXPECT_EQ(sumOf(measured, &TimelinePoint::requests), record.totals.requests);
    EXPECT_EQ(sumOf(measured, &TimelinePoint::successes), record.totals.successes);
    EXPECT_EQ(sumOf(measured, &TimelinePoint::failures), record.totals.failures);
    EXPECT_EQ(sumOf(measured, &TimelinePoint::misses), record.totals.misses);
    EXPECT_EQ(measured.front().second, 150) << "no point may reach over the border of two phases";
}

TEST(Summary, AThinnedTimelineHasNoGapAndNoOverlap)
{
    Random random(5);
    Summary summary(kTasks, false);
    std::chrono::nanoseconds start{0};
    for (int i = 0; i < 2'500; ++i) {
        const std::chrono::nanoseconds length = 1s + std::chrono::microseconds(random.below(4'000));
        summary.add(interval(i < 700 ? Phase::Spawn : Phase::Measure, start, random, length));
        start += length;
    }
    RunRecord record;
    summary.fill(record);
    double end = 0;
    for (const TimelinePoint& point : record.timeline) {
        EXPECT_NEAR(point.second, end, 1e-6);
        EXPECT_EQ(point.throughputPerSecond, static_cast<double>(point.successes) / point.length);
        end = point.second + point.length;
    }
    EXPECT_NEAR(end, record.elapsedSeconds, 1e-6);
}

TEST(Summary, AThinnedPointHasThePercentilesOfItsSeconds)
{
    Random random(5);
    Summary summary(kTasks, false);
    std::vector<Interval> intervals;
    for (int i = 0; i < 1'400; ++i) {
        intervals.push_back(interval(Phase::Measure, std::chrono::seconds(i), random));
        summary.add(intervals.back());
    }
    RunRecord record;
    summary.fill(record);
    ASSERT_LT(record.timeline.size(), intervals.size());
    std::size_t next = 0;
    for (const TimelinePoint& point : record.timeline) {
        Histogram latency;
        TaskStatistics update;
        for (const double end = point.second + point.length; next < intervals.size()
            && std::chrono::duration<double>(intervals[next].start).count() < end;
            ++next) {
            for (const TaskStatistics& task : intervals[next].tasks)
                latency.merge(task.latency);
            update.merge(intervals[next].tasks[1]);
        }
        ASSERT_TRUE(point.latency);
        EXPECT_EQ(point.latency->p95, static_cast<double>(latency.percentile(95)));
        EXPECT_EQ(point.latency->max, static_cast<double>(latency.max()));
        ASSERT_TRUE(point.tasks);
        ASSERT_EQ(point.tasks->size(), 2U);
        const PointFigures& figures = (*point.tasks)[1];
        EXPECT_EQ(figures.requests, update.requests);
        EXPECT_EQ(figures.failures, update.failures);
        EXPECT_EQ(
            figures.throughputPerSecond, static_cast<double>(update.successes) / point.length);
        EXPECT_EQ(figures.latency->p99, static_cast<double>(update.latency.percentile(99)));
        EXPECT_EQ((*point.tasks)[0].requests + figures.requests, point.requests);
    }
    EXPECT_EQ(next, intervals.size());
}

TEST(Summary, AThinnedPointKeepsWhatItHasBesideASecondWithoutTasks)
{
    Random random(5);
    Summary summary(kTasks, false);
    std::uint64_t requests = 0;
    for (int i = 0; i < 1'400; ++i) {
        Interval second = interval(Phase::Measure, std::chrono::seconds(i), random);
        if (i % 2 == 1)
            second.tasks.clear();
        requests += second.requests();
        summary.add(second);
    }
    RunRecord record;
    summary.fill(record);
    const TimelinePoint& thinned = record.timeline.front();
    ASSERT_EQ(thinned.length, 2);
    ASSERT_TRUE(thinned.tasks);
    EXPECT_TRUE(thinned.latency);
    EXPECT_TRUE(thinned.tasks->at(1).latency);
    EXPECT_EQ(thinned.tasks->at(1).throughputPerSecond,
        static_cast<double>(thinned.tasks->at(1).successes) / 2);
    EXPECT_EQ(thinned.tasks->at(0).requests + thinned.tasks->at(1).requests, thinned.requests);
    EXPECT_EQ(sumOf(record.timeline, &TimelinePoint::requests), requests);
}

TEST(Summary, APointOfOneTaskIsTheTaskItself)
{
    Random random(5);
    Summary summary({{"Read", "READ", {}}}, false);
    summary.add(cheapInterval(Phase::Measure, 0, random));
    RunRecord record;
    summary.fill(record);
    EXPECT_FALSE(record.timeline.front().tasks);
}

TEST(Summary, ManyTasksWithManyLatenciesStayBounded)
{
    // 400 tasks of some 1,000 distinct latencies each: a megabyte or so a second.
    Random random(5);
    Interval second;
    second.phase = Phase::Measure;
    second.length = 1s;
    std::vector<Summary::TaskName> names;
    for (int task = 0; task < 400; ++task) {
        names.push_back({"Task " + std::to_string(task), "READ", {}});
        TaskStatistics& statistics = second.tasks.emplace_back();
        for (int i = 0; i < 1'000; ++i)
            statistics.latency.record(1 + random.below(1'000'000));
        statistics.requests = statistics.successes = 1'000;
    }
    Summary summary(names, false);
    std::size_t encoded = 0;
    for (const TaskStatistics& task : second.tasks)
        encoded += task.latency.encode().size();
    const std::size_t fitting = Summary::kMaxTimelineBytes / encoded;
    const std::size_t seconds = fitting + 8;
    ASSERT_LT(seconds, 100U) << "else it is the number of points that is bounded";
    for (std::size_t i = 0; i < seconds; ++i) {
        second.start = std::chrono::seconds(i);
        summary.add(second);
    }
    RunRecord record;
    summary.fill(record);
    EXPECT_LE(record.timeline.size(), fitting + 1);
    EXPECT_GE(record.timeline.size(), fitting / 4);
    EXPECT_EQ(sumOf(record.timeline, &TimelinePoint::requests), seconds * 400 * 1'000);
}

TEST(Summary, FailuresAddUpToTheTotalsAndLoseNoneOfTheRamp)
{
    std::vector<Interval> intervals = run(5);
    for (Interval& part : intervals)
        part.failures.clear();
    intervals[0].addFailure({0, "refused", "nobody listens"}, 7);
    intervals[6].addFailure({0, "refused", "nobody listens"}, 2);
    intervals[8].addFailure({1, "OOM", "out of memory"}, 3);
    intervals[9].addFailure({1, "OOM", "out of memory"}, 1);

    const RunRecord record = summed(intervals);

    ASSERT_EQ(record.failures.size(), 2U);
    EXPECT_EQ(record.failures[0].task, "Whole document");
    EXPECT_EQ(record.failures[0].kind, "refused");
    EXPECT_EQ(record.failures[0].message, "nobody listens");
    EXPECT_EQ(record.failures[0].count, 2U);
    EXPECT_EQ(record.failures[0].countOutsideTotals, 7U);
    EXPECT_EQ(record.failures[0].firstSecond, 0);
    EXPECT_EQ(record.failures[0].lastSecond, 6);
    EXPECT_EQ(record.failures[1].task, "Update");
    EXPECT_EQ(record.failures[1].count, 4U);
    EXPECT_EQ(record.failures[1].firstSecond, 8);
    EXPECT_EQ(record.failures[1].lastSecond, 9);
}

TEST(Summary, KindsOfFailuresAreBoundedOverTheWholeRun)
{
    Random random(1);
    Summary summary(kTasks, false);
    for (int i = 0; i < 1'000; ++i) {
        Interval part = interval(Phase::Measure, std::chrono::seconds(i), random);
        part.addFailure({0, "E" + std::to_string(i), "text " + std::to_string(i)});
        summary.add(part);
    }
    RunRecord record;
    summary.fill(record);
    EXPECT_LE(record.failures.size(), 2 * Interval::kMaxFailureKinds + 1);
    EXPECT_EQ(sumOf(record.failures, &FailureRow::count), 1'000U);
}

TEST(Summary, GivesTheLatenciesOfATaskAndOfAll)
{
    Random random(1);
    Summary summary(kTasks, false);
    for (int i = 0; i < 10; ++i)
        summary.add(interval(Phase::Measure, std::chrono::seconds(i), random));
    EXPECT_GT(summary.latency(0).count(), 0U);
    EXPECT_EQ(summary.latency().count(), summary.latency(0).count() + summary.latency(1).count());
    EXPECT_EQ(summary.latency().sum(), summary.latency(0).sum() + summary.latency(1).sum());
}

TEST(Summary, ShowsWhatIsUnderWayInTheTotalsAndKeepsNothingOfIt)
{
    Random random(1);
    Summary summary(kTasks, false);
    summary.add(interval(Phase::Measure, 0s, random));
    RunRecord before;
    summary.fill(before);
    Interval begun = interval(Phase::Measure, 1s, random, 250ms);
    begun.addFailure({0, "reset", "gone"}, 3);

    RunRecord shown;
    summary.fill(shown, {begun});
    EXPECT_EQ(shown.totals.requests, before.totals.requests + begun.requests());
    EXPECT_EQ(shown.durationSeconds, 1.25);
    EXPECT_EQ(sumOf(shown.failures, &FailureRow::count), 3U);
    EXPECT_EQ(shown.timeline.size(), 1U) << "a part of a second is no second";
    ASSERT_TRUE(shown.underWay);
    EXPECT_EQ(shown.underWay->requests, begun.requests());
    EXPECT_EQ(shown.underWay->length, 0.25);

    RunRecord after;
    summary.fill(after);
    EXPECT_EQ(after.totals.requests, before.totals.requests);
    EXPECT_EQ(after.durationSeconds, 1);
    EXPECT_TRUE(after.failures.empty());
    EXPECT_FALSE(after.underWay);
}

} // namespace
