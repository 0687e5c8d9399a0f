#include "engine/generator_watch.h"

#include <gtest/gtest.h>

namespace cicada {

namespace {

using namespace std::chrono_literals;

Interval secondOf(Phase phase, std::uint64_t loopLag)
{
    Interval interval;
    interval.phase = phase;
    interval.length = 1s;
    interval.loopLag.record(loopLag);
    return interval;
}

GeneratorFigures figuresOf(const GeneratorWatch& watch)
{
    GeneratorFigures figures;
    watch.fill(figures);
    return figures;
}

TEST(GeneratorWatch, TellsTheShareOfTheBusiestWorker)
{
    GeneratorWatch watch(2);
    watch.add(0, secondOf(Phase::Measure, 10), 0.2);
    watch.add(0, secondOf(Phase::Measure, 10), 0.4);
    watch.add(1, secondOf(Phase::Measure, 10), 0.1);
    const GeneratorFigures figures = figuresOf(watch);
    ASSERT_EQ(figures.workers.size(), 2U);
    EXPECT_DOUBLE_EQ(figures.workers[0].cpuShare, 0.3);
    EXPECT_DOUBLE_EQ(figures.workers[1].cpuShare, 0.1);
    EXPECT_DOUBLE_EQ(figures.cpuShare, 0.3);
    EXPECT_DOUBLE_EQ(figures.cpuSeconds, 0.7);
}

TEST(GeneratorWatch, OnlyMeasuredTimeIsInTheShareButAllIsInCpuAndLag)
{
    GeneratorWatch watch(1);
    watch.add(0, secondOf(Phase::WarmUp, 900), 0.9);
    watch.add(0, secondOf(Phase::Measure, 10), 0.2);
    const GeneratorFigures figures = figuresOf(watch);
    EXPECT_DOUBLE_EQ(figures.cpuShare, 0.2);
    EXPECT_DOUBLE_EQ(figures.cpuSeconds, 1.1);
    EXPECT_GE(figures.workers[0].loopLagMax, 890);
}

TEST(GeneratorWatch, WithoutTlsThereAreNoHandshakesToTellOf)
{
    GeneratorWatch watch(1);
    watch.addLogIns({.client = 3});
    EXPECT_FALSE(figuresOf(watch).tls);
    watch.addLogIns({.client = 3, .tlsHandshakes = 3, .tlsResumptions = 2});
    watch.addLogIns({.client = 1, .tlsHandshakes = 1});
    ASSERT_TRUE(figuresOf(watch).tls);
    EXPECT_EQ(figuresOf(watch).tls->handshakes, 4U);
    EXPECT_EQ(figuresOf(watch).tls->resumptions, 2U);
}

TEST(GeneratorWatch, WithoutMeasuredTimeNoShareIsMadeUp)
{
    EXPECT_EQ(figuresOf(GeneratorWatch(1)).cpuShare, 0);
    EXPECT_TRUE(figuresOf(GeneratorWatch()).workers.empty());
}

} // namespace

} // namespace cicada
