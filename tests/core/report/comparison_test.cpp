#include "report/comparison.h"

#include "base/random.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using Verdict = FigureComparison::Verdict;

/// So many seconds around `perSecond`, each up to `spread` (a share) off.
RunRecord run(double perSecond, double spread, std::uint64_t seed, int seconds = 30)
{
    Random random(seed);
    RunRecord record;
    for (int i = 0; i < seconds; ++i) {
        TimelinePoint& point = record.timeline.emplace_back();
        point.second = i;
        point.phase = Phase::Measure;
        point.throughputPerSecond = perSecond * (1 + spread * (2 * random.unit() - 1));
        point.requests = static_cast<std::uint64_t>(point.throughputPerSecond);
        point.successes = point.requests;
        point.latency.emplace();
        point.latency->p50 = 1e6 / point.throughputPerSecond;
        point.latency->p95 = point.latency->p99 = 2 * point.latency->p50;
    }
    return record;
}

TEST(Comparison, FindsTheDifferenceAndItsSize)
{
    const auto found = compare(run(1000, 0.05, 1), run(1100, 0.05, 2), ComparedFigure::Throughput);
    EXPECT_EQ(found.verdict, Verdict::Clear);
    EXPECT_LT(found.low, 0.10);
    EXPECT_GT(found.high, 0.10);
    EXPECT_GT(found.low, 0.05);
    EXPECT_LT(found.high, 0.15);
    EXPECT_EQ(compare(run(1100, 0.05, 2), run(1000, 0.05, 1), ComparedFigure::P99).verdict,
        Verdict::Clear);
}

// A wrong "clear" is rare: the interval is meant to hold the truth 19 times of 20.
TEST(Comparison, RarelyFindsADifferenceWhereThereIsNone)
{
    int wrong = 0;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const auto found = compare(
            run(1000, 0.3, 2 * i + 1), run(1000, 0.3, 2 * i + 2), ComparedFigure::Throughput);
        wrong += found.verdict == Verdict::Clear ? 1 : 0;
    }
    EXPECT_LT(wrong, 30);
    EXPECT_GT(wrong, 0) << "an interval that always holds 0 says nothing";
}

// Slow waves in a run: neighbouring seconds tell the same twice, which is not twice the evidence.
TEST(Comparison, TrustsSecondsThatResembleEachOtherLess)
{
    RunRecord steady = run(1000, 0.3, 7, 120);
    RunRecord wave = steady;
    std::ranges::sort(wave.timeline, {}, &TimelinePoint::throughputPerSecond);
    const RunRecord other = run(1000, 0.01, 8, 120);
    const auto shuffled = compare(other, steady, ComparedFigure::Throughput);
    const auto waves = compare(other, wave, ComparedFigure::Throughput);
    EXPECT_GT(waves.high - waves.low, 1.5 * (shuffled.high - shuffled.low));
}

TEST(Comparison, SaysNothingAboutTooFewSeconds)
{
    const RunRecord brief = run(1000, 0.05, 1, kFewestComparedSeconds - 1);
    EXPECT_EQ(
        compare(brief, run(2000, 0.05, 2), ComparedFigure::Throughput).verdict, Verdict::Unknown);
    EXPECT_EQ(compare({}, {}, ComparedFigure::Median).verdict, Verdict::Unknown);
}

TEST(Comparison, LooksAtMeasuredSecondsOnly)
{
    RunRecord ramp = run(1000, 0.05, 1);
    for (int i = 0; i < 20; ++i) {
        TimelinePoint slow;
        slow.phase = i < 10 ? Phase::Spawn : Phase::Stop;
        slow.throughputPerSecond = 1;
        ramp.timeline.insert(ramp.timeline.begin(), slow);
    }
    TimelinePoint stub; // what was left of the last second
    stub.phase = Phase::Measure;
    stub.length = 0.01;
    stub.throughputPerSecond = 100'000;
    ramp.timeline.push_back(stub);
    const auto found = compare(run(1000, 0.05, 1), ramp, ComparedFigure::Throughput);
    EXPECT_EQ(found.verdict, Verdict::NoClearDifference);
}

TEST(Comparison, ComparesFailuresInSharesOfTheRequests)
{
    const RunRecord clean = run(1000, 0.05, 1);
    RunRecord failing = run(1000, 0.05, 2);
    for (TimelinePoint& point : failing.timeline)
        point.failures = point.requests / 50;
    const auto found = compare(clean, failing, ComparedFigure::FailureShare);
    EXPECT_EQ(found.verdict, Verdict::Clear);
    EXPECT_NEAR(found.low, 0.02, 0.002);
    EXPECT_EQ(
        compare(clean, clean, ComparedFigure::FailureShare).verdict, Verdict::NoClearDifference);
}

} // namespace
} // namespace cicada
