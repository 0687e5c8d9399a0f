#include "engine/interval_merger.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using namespace std::chrono_literals;

Interval interval(Phase phase, std::chrono::nanoseconds start, std::uint64_t requests,
    std::chrono::nanoseconds length = 1s)
{
    Interval made;
    made.phase = phase;
    made.start = start;
    made.length = length;
    made.users = 7;
    made.tasks.resize(1);
    made.tasks[0].requests = made.tasks[0].successes = requests;
    return made;
}

TEST(IntervalMerger, WaitsUntilEveryWorkerHasDelivered)
{
    IntervalMerger merger(2);
    merger.add(0, interval(Phase::Measure, 0s, 10));
    EXPECT_TRUE(merger.takeComplete().empty());
    merger.add(1, interval(Phase::Measure, 1ms, 5));
    const auto complete = merger.takeComplete();
    ASSERT_EQ(complete.size(), 1U);
    EXPECT_EQ(complete[0].requests(), 15U);
}

TEST(IntervalMerger, KeepsTheOrderWhenOneWorkerRunsAhead)
{
    IntervalMerger merger(2);
    for (int second = 0; second < 3; ++second)
        merger.add(0, interval(Phase::Measure, std::chrono::seconds(second), 1));
    merger.add(1, interval(Phase::Measure, 0s, 1));
    EXPECT_EQ(merger.takeComplete().size(), 1U);
    merger.add(1, interval(Phase::Measure, 1s, 1));
    merger.add(1, interval(Phase::Measure, 2s, 1));
    const auto complete = merger.takeComplete();
    ASSERT_EQ(complete.size(), 2U);
    EXPECT_LT(complete[0].start, complete[1].start);
}

TEST(IntervalMerger, DoesNotMixPhasesOfOneSecond)
{
    IntervalMerger merger(1);
    merger.add(0, interval(Phase::WarmUp, 2s, 1));
    merger.add(0, interval(Phase::Measure, 2s + 500ms, 2));
    merger.end(0);
    const auto complete = merger.takeComplete();
    ASSERT_EQ(complete.size(), 2U);
    EXPECT_EQ(complete[0].phase, Phase::WarmUp);
    EXPECT_EQ(complete[1].requests(), 2U);
}

TEST(IntervalMerger, LosesNothingWhenAWorkerEndsEarly)
{
    IntervalMerger merger(2);
    merger.add(0, interval(Phase::Measure, 0s, 1));
    merger.end(0);
    merger.add(1, interval(Phase::Measure, 0s, 1));
    merger.add(1, interval(Phase::Measure, 1s, 1));
    merger.end(1);
    std::uint64_t requests = 0;
    for (const Interval& one : merger.takeComplete())
        requests += one.requests();
    EXPECT_EQ(requests, 3U);
}

TEST(IntervalMerger, MakesASecondOfItsPartsAndShowsThemBefore)
{
    IntervalMerger merger(2);
    for (int part = 0; part < 3; ++part) {
        merger.add(0, interval(Phase::Measure, part * 250ms, 1, 250ms));
        merger.add(1, interval(Phase::Measure, part * 250ms, 10, 250ms));
        EXPECT_TRUE(merger.takeComplete().empty()) << part;
        ASSERT_EQ(merger.underWay().size(), 1U);
        EXPECT_EQ(merger.underWay()[0].requests(), 11U * static_cast<unsigned>(part + 1));
        EXPECT_EQ(merger.underWay()[0].length, (part + 1) * 250ms);
    }
    merger.add(0, interval(Phase::Measure, 750ms, 1, 251ms));
    EXPECT_TRUE(merger.takeComplete().empty()) << "the other one's last quarter is missing";
    merger.add(1, interval(Phase::Measure, 750ms, 10, 250ms));
    const auto complete = merger.takeComplete();
    ASSERT_EQ(complete.size(), 1U);
    EXPECT_EQ(complete[0].requests(), 44U);
    EXPECT_EQ(complete[0].length, 1001ms) << "parts follow one another, workers stand side by side";
    EXPECT_EQ(complete[0].users, 14U);
    EXPECT_TRUE(merger.underWay().empty());
}

TEST(IntervalMerger, EndsASecondThatAPhaseCutShortWhenTheNextPhaseBegins)
{
    IntervalMerger merger(1);
    merger.add(0, interval(Phase::WarmUp, 0s, 1, 250ms));
    merger.add(0, interval(Phase::WarmUp, 250ms, 1, 100ms));
    EXPECT_TRUE(merger.takeComplete().empty());
    merger.add(0, interval(Phase::Measure, 350ms, 1, 150ms));
    const auto complete = merger.takeComplete();
    ASSERT_EQ(complete.size(), 1U);
    EXPECT_EQ(complete[0].phase, Phase::WarmUp);
    EXPECT_EQ(complete[0].length, 350ms);
}

TEST(IntervalMerger, KeepsAPauseBetweenWhatCameBeforeAndAfterIt)
{
    IntervalMerger merger(2);
    const auto ofTurn = [](unsigned turn, Phase phase, std::chrono::nanoseconds start) {
        Interval made = interval(phase, start, 1, 250ms);
        made.turn = turn;
        return made;
    };
    const auto deliver = [&](std::size_t worker) {
        merger.add(worker, ofTurn(0, Phase::Measure, 5000ms));
        merger.add(worker, ofTurn(1, Phase::Pause, 5250ms));
        merger.add(worker, ofTurn(2, Phase::Measure, 5500ms));
        merger.add(worker, ofTurn(2, Phase::Stop, 5750ms));
        merger.end(worker);
    };
    deliver(0);
    deliver(1);
    const auto complete = merger.takeComplete();
    ASSERT_EQ(complete.size(), 4U);
    for (std::size_t i = 0; i < complete.size(); ++i) {
        EXPECT_EQ(complete[i].start, 5000ms + i * 250ms);
        EXPECT_EQ(complete[i].requests(), 2U);
    }
    EXPECT_EQ(complete[1].phase, Phase::Pause);
    EXPECT_EQ(complete[2].phase, Phase::Measure);
}

} // namespace
} // namespace cicada
