#include "report/generator_text.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

TEST(GeneratorText, SaysWhatOfALatencyIsTheToolsOwn)
{
    EXPECT_EQ(timingFloorSentence({52, 45}),
        "A PING took 52 us by this tool and 45 us by a plain blocking client on the same socket "
        "(medians): 7 us of each latency are this tool's own.");
    EXPECT_NE(timingFloorSentence({44, 45}).find("adds nothing that shows"), std::string::npos);
}

TEST(GeneratorText, SaysHowLongRequestsWaitedForAConnection)
{
    LatencyFigures wait;
    EXPECT_EQ(connectionWaitSentence(wait), "No request waited for a connection.");
    wait.p50 = 12;
    wait.p99 = 4'500;
    wait.max = 61'000;
    EXPECT_EQ(connectionWaitSentence(wait),
        "Waiting for a connection, a part of each latency: 12 us in the median, 4.5 ms at 99 %, "
        "61 ms at most.");
}

TEST(GeneratorText, SaysHowManyTlsHandshakesWereShortened)
{
    EXPECT_EQ(tlsSentence({1, 0}), "1 TLS handshake, none of which took up an earlier session.");
    EXPECT_EQ(tlsSentence({1'234, 1'200}),
        "1,234 TLS handshakes, 1,200 of which took up an earlier session.");
}

} // namespace
} // namespace cicada
