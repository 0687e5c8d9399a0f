#include "engine/clock_watch.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using namespace std::chrono_literals;

class ClockWatchTest : public testing::Test
{
protected:
    ClockWatchTest() { m_watch.take(m_steady, m_system); }

    std::optional<ClockWatch::Note> after(
        std::chrono::nanoseconds steady, std::chrono::nanoseconds system)
    {
        return m_watch.take(m_steady += steady, m_system += system);
    }

    ClockWatch m_watch;
    std::chrono::nanoseconds m_steady = 1000s;
    std::chrono::nanoseconds m_system = 1'700'000'000s;
};

TEST_F(ClockWatchTest, SaysNothingWhileBothClocksGoOn)
{
    for (int i = 0; i < 100; ++i)
        EXPECT_FALSE(after(250ms, 250ms + 10us * (i % 3)));
    EXPECT_FALSE(after(1900ms, 1900ms)) << "a busy machine";
}

TEST_F(ClockWatchTest, NoticesThatTheClockWasSet)
{
    const auto ahead = after(250ms, 1h);
    ASSERT_TRUE(ahead);
    EXPECT_EQ(ahead->kind, "clock");
    EXPECT_NE(ahead->text.find("ahead"), std::string::npos);
    EXPECT_FALSE(after(250ms, 250ms)) << "it is told once";
    const auto back = after(250ms, -1h);
    ASSERT_TRUE(back);
    EXPECT_NE(back->text.find("set back by"), std::string::npos);
}

TEST_F(ClockWatchTest, NoticesASuspendInWhichTheSteadyClockStood)
{
    const auto note = after(260ms, 8h);
    ASSERT_TRUE(note);
    EXPECT_NE(note->text.find("suspended"), std::string::npos);
}

TEST_F(ClockWatchTest, NoticesThatTheProgramStoodStill)
{
    const auto note = after(5s, 5s);
    ASSERT_TRUE(note);
    EXPECT_EQ(note->kind, "stalled");
    EXPECT_NE(note->text.find("5"), std::string::npos);
    EXPECT_FALSE(after(250ms, 250ms));
}

} // namespace
} // namespace cicada
