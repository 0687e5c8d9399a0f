#include "stats/machine_figures.h"

#include <gtest/gtest.h>

namespace cicada {

TEST(MachineFigures, AreToldWithoutPartsThatAreNothing)
{
    EXPECT_EQ(
        machineUseText({.cores = 2, .programs = 1.45, .own = 0.42, .server = 0.98, .idle = 0.55}),
        "the server 0.98, this tool 0.42, other programs 0.05, idle 0.55 of 2 cores");
    EXPECT_EQ(machineUseText({.cores = 1,
                  .programs = 0.3,
                  .own = 0.3,
                  .interrupts = 0.1,
                  .stolen = 0.1,
                  .idle = 0.5}),
        "this tool 0.30, interrupts 0.10, other virtual machines 0.10, idle 0.50 of 1 core");
}

TEST(MachineFigures, OthersAreNeverLessThanNothing)
{
    // The kernel counts by ticks what processes know exactly.
    const MachineFigures figures{.cores = 2, .programs = 1.3, .own = 0.4, .server = 0.95};
    EXPECT_EQ(figures.others(), 0);
}

TEST(MachineFigures, InterruptsThatProcessesHoldAreNotToldTwice)
{
    EXPECT_EQ(machineUseText({.cores = 2,
                  .programs = 1.2,
                  .own = 0.43,
                  .server = 0.99,
                  .interrupts = 0.25,
                  .idle = 0.55}),
        "the server 0.99, this tool 0.43, interrupts 0.03, idle 0.55 of 2 cores");
}

TEST(MachineFigures, AMachineIsShortOfCpuWhenATenthOfItIsNotIdle)
{
    EXPECT_TRUE((MachineFigures{.cores = 4, .idle = 0.3}.isShort()));
    EXPECT_FALSE((MachineFigures{.cores = 4, .idle = 0.5}.isShort()));
    EXPECT_FALSE(MachineFigures{}.isShort()) << "nothing is known";
}

} // namespace cicada
