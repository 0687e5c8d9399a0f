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

} // namespace
} // namespace cicada
