#include "engine/arrival_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr std::uint64_t kPlenty = 1'000'000;

// The due times of all workers' requests before `end`.
std::vector<nanoseconds> dueTimes(
    const LoadShape& shape, Arrivals arrivals, std::uint64_t workers, nanoseconds end)
{
    std::vector<nanoseconds> times;
    for (std::uint64_t worker = 0; worker < workers; ++worker) {
        ArrivalQueue queue(shape, arrivals, {worker, workers}, kPlenty, 7 + worker);
        while (const auto due = queue.take(end - 1ns))
            times.push_back(*due);
    }
    std::ranges::sort(times);
    return times;
}

TEST(ArrivalQueue, SpreadsAnEvenPlanOverWorkersWithoutAGap)
{
    for (const std::uint64_t workers : {1U, 2U, 3U, 7U}) {
        const auto times = dueTimes(LoadShape::steady(1000), Arrivals::Even, workers, 2s);
        ASSERT_EQ(times.size(), 2000U) << workers;
        for (std::size_t i = 0; i < times.size(); ++i)
            EXPECT_EQ(times[i], nanoseconds(i * 1'000'000)) << workers;
    }
}

TEST(ArrivalQueue, FollowsAShapeToItsIntegral)
{
    const LoadShape ramp = LoadShape::ramp(0, 1000, 100); // 10 s, then level
    EXPECT_EQ(dueTimes(ramp, Arrivals::Even, 3, 10s).size(), 5000U);
    EXPECT_EQ(dueTimes(ramp, Arrivals::Even, 3, 12s).size(), 7000U);
}

TEST(ArrivalQueue, MakesAPoissonProcessOfAllWorkersTogether)
{
    const auto times = dueTimes(LoadShape::steady(1000), Arrivals::Poisson, 3, 100s);
    // 100,000 due, whose standard deviation is 316.
    EXPECT_NEAR(static_cast<double>(times.size()), 100'000, 1600);
    // Of exponential gaps a share of e^-x is longer than x times the mean, in any tenth of a run.
    for (const double x : {0.5, 1.0, 3.0}) {
        std::size_t longer = 0;
        for (std::size_t i = 1; i < times.size(); ++i)
            longer
                += std::chrono::duration<double, std::milli>(times[i] - times[i - 1]).count() > x;
        EXPECT_NEAR(
            static_cast<double>(longer) / static_cast<double>(times.size()), std::exp(-x), 0.01);
    }
}

TEST(ArrivalQueue, MakesAPoissonProcessOfAChangingRate)
{
    const LoadShape ramp = LoadShape::ramp(0, 1000, 10); // 100 s
    const auto times = dueTimes(ramp, Arrivals::Poisson, 2, 100s);
    const auto middle = std::ranges::lower_bound(times, nanoseconds(50s)) - times.begin();
    EXPECT_NEAR(static_cast<double>(middle), 12'500, 600) << "a quarter of them";
    EXPECT_NEAR(static_cast<double>(times.size()), 50'000, 1200);
}

TEST(ArrivalQueue, GivesTheOldestFirstWithTheTimeItWasDue)
{
    ArrivalQueue queue(LoadShape::steady(10), Arrivals::Even, {}, kPlenty, 1);
    queue.admit(1s); // due at 0, 0.1 ... 1.0
    EXPECT_EQ(queue.waiting(), 11U);
    EXPECT_EQ(queue.nextDue(), 0ns);
    EXPECT_EQ(queue.take(1s), 0ns);
    EXPECT_EQ(queue.take(1s), 100ms);
    EXPECT_EQ(queue.waiting(), 9U);
}

TEST(ArrivalQueue, DropsAndCountsWhatTheLimitLeavesNoRoomFor)
{
    ArrivalQueue queue(LoadShape::steady(1000), Arrivals::Even, {}, 100, 1);
    queue.admit(499ms); // 500 due
    EXPECT_EQ(queue.waiting(), 100U);
    const ArrivalQueue::Backlog backlog = queue.takeBacklog();
    EXPECT_EQ(backlog.most, 100U);
    EXPECT_EQ(backlog.dropped, 400U);
    EXPECT_EQ(queue.take(499ms), 0ns) << "the newest are dropped: the longest wait is shown";
    queue.admit(500ms);
    EXPECT_EQ(queue.takeBacklog().dropped, 0U) << "one has room again";
}

TEST(ArrivalQueue, CountsWhatIsLeftAtTheEnd)
{
    ArrivalQueue queue(LoadShape::steady(1000), Arrivals::Even, {}, kPlenty, 1);
    queue.admit(9ms);
    queue.dropAll(19ms);
    const ArrivalQueue::Backlog backlog = queue.takeBacklog();
    EXPECT_EQ(backlog.most, 20U);
    EXPECT_EQ(backlog.dropped, 20U);
    EXPECT_EQ(queue.nextDue(), 20ms);
}

TEST(ArrivalQueue, TurnsToANewRateWithoutARequestLostOrTwice)
{
    LoadShape shape = LoadShape::steady(100);
    ArrivalQueue queue(shape, Arrivals::Even, {}, kPlenty, 1);
    std::size_t taken = 0;
    while (queue.take(1s - 1ns))
        ++taken;
    EXPECT_EQ(taken, 100U);
    shape = shape.retargeted(1s, 0, 0);
    queue.setShape(shape);
    EXPECT_FALSE(queue.nextDue()) << "a rate of 0 asks for nothing";
    shape = shape.retargeted(5s, 1000, 0);
    queue.setShape(shape);
    EXPECT_EQ(queue.nextDue(), 5s);
    while (queue.take(6s - 1ns))
        ++taken;
    EXPECT_EQ(taken, 1100U);
}

TEST(ArrivalQueue, NeverComesWhereThereIsNoRate)
{
    ArrivalQueue queue(LoadShape(), Arrivals::Even, {}, kPlenty, 1);
    EXPECT_FALSE(queue.nextDue());
    queue.admit(1h);
    EXPECT_EQ(queue.waiting(), 0U);
}

} // namespace
} // namespace cicada
