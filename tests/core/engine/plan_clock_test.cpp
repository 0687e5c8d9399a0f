#include "engine/plan_clock.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using Time = PlanClock::Time;

constexpr Time at(std::chrono::nanoseconds time)
{
    return Time{} + time;
}

TEST(PlanClock, GoesWithRealTimeUntilItPauses)
{
    const PlanClock clock;
    EXPECT_EQ(clock.planTime(at(5s)), at(5s));
    EXPECT_EQ(clock.realTime(at(5s)), at(5s));
    EXPECT_EQ(clock.paused(at(5s)), 0s);
    EXPECT_EQ(clock.turns(), 0U);
}

TEST(PlanClock, StandsStillInAPause)
{
    PlanClock clock;
    clock.pause(at(10s));
    EXPECT_TRUE(clock.isPaused());
    EXPECT_EQ(clock.planTime(at(10s)), at(10s));
    EXPECT_EQ(clock.planTime(at(17s)), at(10s));
    EXPECT_EQ(clock.paused(at(17s)), 7s);
}

TEST(PlanClock, ShiftsWhatIsDueByAllPauses)
{
    PlanClock clock;
    clock.pause(at(10s));
    clock.resume(at(17s));
    clock.pause(at(20s));
    clock.resume(at(21s));
    EXPECT_FALSE(clock.isPaused());
    EXPECT_EQ(clock.planTime(at(30s)), at(22s));
    EXPECT_EQ(clock.realTime(at(22s)), at(30s));
    EXPECT_EQ(clock.paused(at(30s)), 8s);
    EXPECT_EQ(clock.turns(), 4U);
}

TEST(PlanClock, KeepsForEver)
{
    PlanClock clock;
    clock.pause(at(1s));
    clock.resume(at(2s));
    EXPECT_EQ(clock.realTime(Time::max()), Time::max());
}

TEST(PlanClock, TakesASecondPauseOrResumptionForNothing)
{
    PlanClock clock;
    clock.pause(at(10s));
    clock.pause(at(12s));
    EXPECT_EQ(clock.planTime(at(15s)), at(10s));
    clock.resume(at(15s));
    clock.resume(at(18s));
    EXPECT_EQ(clock.paused(at(20s)), 5s);
    EXPECT_EQ(clock.turns(), 2U);
}

} // namespace
} // namespace cicada
