#include "stats/run_record.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

TEST(CallRows, TellTheFirstByteOfBigRepliesFromTheLast)
{
    TaskRow task;
    task.commands = {{.command = "SET", .calls = 3, .serviceTime = LatencyFigures{.p50 = 10}},
        {.command = "GET",
            .calls = 5,
            .serviceTime = LatencyFigures{.p50 = 90},
            .firstByte = LatencyFigures{.p50 = 20}}};
    const auto rows = callRows(task);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[1].command, "GET");
    EXPECT_EQ(rows[1].serviceTime->p50, 90);
    EXPECT_EQ(rows[2].command, "GET, to the first byte");
    EXPECT_EQ(rows[2].serviceTime->p50, 20);
    EXPECT_EQ(rows[2].calls, 5U);
}

} // namespace
} // namespace cicada
