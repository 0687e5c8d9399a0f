#include "engine/machine_watch.h"

#include <gtest/gtest.h>

#include <string>

namespace cicada {

namespace {

const char* const kTwoCores = "cpu  250 10 140 1000 20 30 50 40 5 0\n"
                              "cpu0 125 5 70 500 10 15 25 20 5 0\n"
                              "cpu1 125 5 70 500 10 15 25 20 0 0\n"
                              "intr 5 1 2\nctxt 17\n";

/// A watch on a machine whose times the test gives.
class ScriptedWatch
{
public:
    void take(const std::optional<CpuTimes>& now, bool measures)
    {
        m_now = now;
        m_watch.take(measures);
    }

    std::optional<MachineFigures> figures() const { return m_watch.figures(); }

private:
    std::optional<CpuTimes> m_now;
    MachineWatch m_watch{[this] { return m_now; }};
};

CpuTimes at(double programs, double own, double idle)
{
    return {.cores = 2, .programs = programs, .idle = idle, .own = own};
}

} // namespace

TEST(CpuTimesText, IsReadAsTheManualOfProcStatSays)
{
    const auto times = CpuTimes::parse(kTwoCores, 100);
    ASSERT_TRUE(times);
    EXPECT_EQ(times->cores, 2);
    EXPECT_DOUBLE_EQ(times->programs, 4.0) << "user, nice and system; guests are within them";
    EXPECT_DOUBLE_EQ(times->idle, 10.2) << "waiting for a disk is idle, too";
    EXPECT_DOUBLE_EQ(times->interrupts, 0.8);
    EXPECT_DOUBLE_EQ(times->stolen, 0.4);
}

TEST(CpuTimesText, OfAnotherKindIsRefused)
{
    for (const char* text : {"", "cpu", "cpu \n", "cpu  1 2 3\ncpu0 1 2 3\n", "intr 1 2 3\n",
             "cpu  1 2 3 4 5 6 7 8\nintr 0\n", "cpu  1 2 x 4 5 6 7 8\ncpu0 1 2 3 4 5 6 7 8\n"})
        EXPECT_FALSE(CpuTimes::parse(text, 100)) << text;
    EXPECT_FALSE(CpuTimes::parse(kTwoCores, 0));
}

TEST(MachineWatch, TellsOnlyOfTheTimeThatMeasured)
{
    ScriptedWatch watch;
    watch.take(at(100, 10, 1000), false);
    watch.take(at(200, 20, 1000), true); // what came before was the spawn phase
    watch.take(at(201, 20.5, 1001), true);
    watch.take(at(203, 21.5, 1001), false);
    watch.take(at(300, 90, 1001), false); // the clean-up
    const auto figures = watch.figures();
    ASSERT_TRUE(figures);
    EXPECT_DOUBLE_EQ(figures->cores, 2);
    EXPECT_DOUBLE_EQ(figures->programs, 1.5) << "3 s of 4 s that two cores had";
    EXPECT_DOUBLE_EQ(figures->own, 0.75);
    EXPECT_DOUBLE_EQ(figures->idle, 0.5);
    EXPECT_DOUBLE_EQ(figures->others(), 0.75);
    EXPECT_FALSE(figures->isShort());
}

TEST(MachineWatch, ClaimsNothingOfAMomentOrWhereTheSystemDoesNotTell)
{
    ScriptedWatch watch;
    EXPECT_FALSE(watch.figures());
    watch.take(at(1, 0, 1), true);
    watch.take(at(1.1, 0, 1.2), true);
    EXPECT_FALSE(watch.figures()) << "0.3 s of two cores";
    watch.take(std::nullopt, true);
    watch.take(at(100, 0, 100), true);
    EXPECT_FALSE(watch.figures()) << "what was in the gap is not known";
}

TEST(MachineWatch, AsksTheSystemOnlyWhereItCounts)
{
    int asked = 0;
    MachineWatch watch([&asked] {
        ++asked;
        return std::optional(at(asked, 0, asked));
    });
    watch.take(false);
    watch.take(false);
    EXPECT_EQ(asked, 0) << "connecting, preparing, spawning";
    watch.take(true);
    watch.take(false); // ends the stretch
    EXPECT_EQ(asked, 2);
    watch.take(false);
    EXPECT_EQ(asked, 2) << "stopping";
}

TEST(MachineWatch, AClockThatGoesBackAddsNothing)
{
    ScriptedWatch watch;
    watch.take(CpuTimes{.cores = 1, .programs = 10, .stolen = 5, .idle = 10}, true);
    watch.take(CpuTimes{.cores = 1, .programs = 11, .stolen = 4.9, .idle = 11}, false);
    ASSERT_TRUE(watch.figures());
    EXPECT_EQ(watch.figures()->stolen, 0);
    EXPECT_DOUBLE_EQ(watch.figures()->idle, 0.5);
}

#ifdef __linux__
TEST(MachineWatch, ThisMachineHasCoresAndThisProcessUsesThem)
{
    const auto times = CpuTimes::now();
    ASSERT_TRUE(times);
    EXPECT_GE(times->cores, 1);
    EXPECT_GT(times->programs, 0);
    EXPECT_GT(times->own, 0);
}
#endif

} // namespace cicada
