#include "engine/spawn_plan.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using Time = SpawnPlan::Time;

TEST(SpawnPlan, RampsUpAtItsRateAndStaysLevel)
{
    const SpawnPlan plan(Time{}, 0, 1000, 100);
    EXPECT_EQ(plan.usersAt(Time{}), 1U) << "the first begins at once";
    EXPECT_EQ(plan.usersAt(Time{} + 5s), 501U);
    EXPECT_EQ(plan.usersAt(Time{} + 10s), 1000U);
    EXPECT_EQ(plan.usersAt(Time{} + 1h), 1000U);
    EXPECT_EQ(plan.end(), Time{} + 10s);
}

TEST(SpawnPlan, RampsDownAsOrderlyAsUp)
{
    const SpawnPlan plan(Time{}, 1000, 200, 100);
    EXPECT_EQ(plan.usersAt(Time{}), 1000U);
    EXPECT_EQ(plan.usersAt(Time{} + 4s), 600U);
    EXPECT_EQ(plan.usersAt(Time{} + 8s), 200U);
    EXPECT_EQ(plan.usersAt(Time{} + 20s), 200U);
}

TEST(SpawnPlan, StartsAllAtOnceWithoutARate)
{
    const SpawnPlan plan(Time{}, 0, 50, 0);
    EXPECT_EQ(plan.usersAt(Time{}), 50U);
    EXPECT_EQ(plan.end(), Time{});
}

TEST(SpawnPlan, IsEvenWithinAnyTenthOfASecond)
{
    const SpawnPlan plan(Time{}, 0, 100'000, 10'000);
    for (int tenth = 0; tenth < 99; ++tenth) {
        const auto begin = Time{} + tenth * 100ms;
        EXPECT_NEAR(
            static_cast<double>(plan.usersAt(begin + 100ms) - plan.usersAt(begin)), 1000, 1);
    }
}

TEST(SpawnPlan, IsEvenWithinAnyTenthOfASecondOnTheWayDownToo)
{
    const SpawnPlan plan(Time{}, 100'000, 0, 10'000);
    for (auto begin = Time{}; begin + 100ms <= plan.end(); begin += 7ms)
        EXPECT_NEAR(
            static_cast<double>(plan.usersAt(begin) - plan.usersAt(begin + 100ms)), 1000, 1);
}

TEST(SpawnPlan, DueTimesAgreeWithTheNumberOfUsers)
{
    const SpawnPlan plan(Time{}, 0, 1000, 300);
    for (std::uint64_t user = 0; user < 1000; ++user)
        EXPECT_GE(plan.usersAt(plan.dueTime(user) + 1us), user + 1);
}

TEST(SpawnPlan, SharesOfAllWorkersAddUp)
{
    for (std::uint64_t users : {0ULL, 1ULL, 7ULL, 100ULL, 99'999ULL})
        for (std::uint64_t workers : {1ULL, 2ULL, 3ULL, 8ULL}) {
            std::uint64_t sum = 0;
            for (std::uint64_t worker = 0; worker < workers; ++worker)
                sum += SpawnPlan::share(users, worker, workers);
            EXPECT_EQ(sum, users);
        }
}

} // namespace
} // namespace cicada
