#include "base/numbers.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace cicada {
namespace {

TEST(NumberFrom, TakesAWholeTextThatIsANumber)
{
    EXPECT_EQ(numberFrom<std::uint64_t>("0"), 0U);
    EXPECT_EQ(numberFrom<std::uint64_t>("18446744073709551615"), 18446744073709551615U);
    EXPECT_EQ(numberFrom<std::int64_t>("-3"), -3);
    EXPECT_EQ(numberFrom<double>("2.5e3"), 2500);
}

TEST(NumberFrom, RefusesWhatIsNoNumberOrMoreThanOneOrTooHigh)
{
    for (const char* text : {"", " 1", "1 ", "+1", "x", "1x", "1.5", "-1", "18446744073709551616"})
        EXPECT_FALSE(numberFrom<std::uint64_t>(text)) << text;
    for (const char* text : {"", "1,5", "fast", "1e999"})
        EXPECT_FALSE(numberFrom<double>(text)) << text;
}

} // namespace
} // namespace cicada
