#include "server/plan_caps.h"

#include <gtest/gtest.h>

namespace cicada {

TEST(PlanCaps, RecognisesAPlanBySizeInAnyUnit)
{
    const struct
    {
        std::uint64_t maxMemory;
        std::uint64_t connections;
        std::uint64_t operations;
    } rows[] = {
        {30'000'000, 30, 100},
        {30ULL << 20, 30, 100},
        {250'000'000, 256, 1'000},
        {1'000'000'000, 1'024, 2'000},
        {1ULL << 30, 1'024, 2'000},
        {2'500'000'000, 2'500, 4'000},
        {5ULL << 30, 5'000, 8'000},
        {12ULL << 30, 10'000, 16'000},
    };

    for (const auto& row : rows) {
        const auto caps = planCapsFor(row.maxMemory);
        ASSERT_TRUE(caps.has_value()) << row.maxMemory;
        EXPECT_EQ(caps->connections, row.connections);
        EXPECT_EQ(caps->operationsPerSecond, row.operations);
    }
}

TEST(PlanCaps, SaysNothingOfOtherSizes)
{
    for (const std::uint64_t maxMemory :
        {0ULL, 10'000'000ULL, 100'000'000ULL, 4ULL << 30, 64ULL << 30})
        EXPECT_FALSE(planCapsFor(maxMemory).has_value()) << maxMemory;
}

} // namespace cicada
