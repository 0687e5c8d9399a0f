#include "redis/resp_encoder.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace cicada {

namespace {

std::string decimal(std::uint64_t value)
{
    std::string out;
    appendDecimal(out, value);
    return out;
}

} // namespace

TEST(RespEncoder, WritesEveryArgumentAsABulkStringOfItsByteLength)
{
    std::string out;
    appendCommand(out, std::array<std::string_view, 3>{"JSON.GET", "caf\u00E9", "$"});

    EXPECT_EQ(out, "*3\r\n$8\r\nJSON.GET\r\n$5\r\ncaf\u00E9\r\n$1\r\n$\r\n");
}

TEST(RespEncoder, AppendsBehindWhatIsThere)
{
    std::string out = "before";
    appendArrayHeader(out, 2);
    appendBulk(out, "x");

    EXPECT_EQ(out, "before*2\r\n$1\r\nx\r\n");
}

TEST(RespEncoder, KeepsEmptyAndBinaryArguments)
{
    std::string out;
    appendBulk(out, "");
    appendBulk(out, std::string_view("\r\n\0", 3));

    EXPECT_EQ(out, std::string("$0\r\n\r\n$3\r\n\r\n\0\r\n", 15));
}

TEST(RespEncoder, WritesNumbersFromZeroToTheLargest)
{
    EXPECT_EQ(decimal(0), "0");
    EXPECT_EQ(decimal(10), "10");
    EXPECT_EQ(decimal(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

} // namespace cicada
