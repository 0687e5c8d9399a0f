#include "profile/test_profile.h"

#include <gtest/gtest.h>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

TEST(WaitTime, ReadsEveryKind)
{
    EXPECT_EQ(WaitTime::parse("none")->kind, WaitTime::Kind::None);
    const WaitTime constant = WaitTime::parse("1s").value();
    EXPECT_EQ(constant.kind, WaitTime::Kind::Constant);
    EXPECT_EQ(constant.low, 1s);
    EXPECT_EQ(WaitTime::parse("constant:250ms")->low, 250ms);
    const WaitTime between = WaitTime::parse("between:1s:3s").value();
    EXPECT_EQ(between.kind, WaitTime::Kind::Between);
    EXPECT_EQ(between.low, 1s);
    EXPECT_EQ(between.high, 3s);
    const WaitTime pacing = WaitTime::parse("pacing:1m30s").value();
    EXPECT_EQ(pacing.kind, WaitTime::Kind::Pacing);
    EXPECT_EQ(pacing.low, 90s);
    const WaitTime rate = WaitTime::parse("rate:0.5").value();
    EXPECT_EQ(rate.kind, WaitTime::Kind::Rate);
    EXPECT_EQ(rate.perSecond, 0.5);
}

TEST(WaitTime, ItsTextIsReadBackTheSame)
{
    for (const char* text : {"none", "1s", "250ms", "between:0s:3s", "between:1s:1s",
             "pacing:1m30s", "rate:2", "rate:0.1", "rate:3.3333333333333335"}) {
        const auto wait = WaitTime::parse(text);
        ASSERT_TRUE(wait) << text;
        EXPECT_EQ(wait->text(), text);
    }
    EXPECT_EQ(WaitTime::parse("constant:1s")->text(), "1s");
}

TEST(WaitTime, RefusesWhatIsNone)
{
    for (const char* text :
        {"", "never", "none:1s", "-1s", "constant", "constant:", "between", "between:1s",
            "between:3s:1s", "between:1s:2s:3s", "pacing", "pacing:0s", "rate:", "rate:0",
            "rate:-1", "rate:nan", "rate:inf", "rate:1e400", "rate:2/s", "rate:1,5", "2000h"}) {
        const auto wait = WaitTime::parse(text);
        ASSERT_FALSE(wait) << text;
        EXPECT_EQ(wait.error().kind, ErrorKind::Invalid);
        EXPECT_NE(wait.error().text.find("must be \"none\""), std::string::npos)
            << wait.error().text;
    }
}

} // namespace
