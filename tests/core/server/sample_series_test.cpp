#include "server/sample_series.h"

#include <gtest/gtest.h>

namespace cicada {

namespace {

ServerSample sampleAt(double second)
{
    return {.second = second,
        .cpuShare = second,
        .commandsPerSecond = 2 * second,
        .memoryBytes = 1000,
        .clients = 7};
}

} // namespace

TEST(SampleSeries, KeepsEverySampleWhileThereIsRoom)
{
    SampleSeries series(4);
    for (int second = 0; second < 4; ++second)
        series.add(sampleAt(second));

    ASSERT_EQ(series.samples().size(), 4u);
    EXPECT_DOUBLE_EQ(series.samples()[3].second, 3);
}

TEST(SampleSeries, AveragesNeighboursWhenFull)
{
    SampleSeries series(4);
    for (int second = 0; second < 5; ++second)
        series.add(sampleAt(second));

    ASSERT_EQ(series.samples().size(), 3u); // 0+1, 2+3, 4
    EXPECT_DOUBLE_EQ(series.samples()[1].second, 2);
    EXPECT_DOUBLE_EQ(series.samples()[1].cpuShare, 2.5);
    EXPECT_DOUBLE_EQ(series.samples()[1].commandsPerSecond, 5);
    EXPECT_EQ(series.samples()[1].memoryBytes, 1000u);
    EXPECT_EQ(series.samples()[1].clients, 7u);
}

TEST(SampleSeries, StaysBoundedAndInOrderHoweverLongTheRun)
{
    SampleSeries series;
    for (int second = 0; second < 100'000; ++second)
        series.add(sampleAt(second));

    const auto& samples = series.samples();
    EXPECT_LE(samples.size(), SampleSeries::kCapacity);
    EXPECT_GE(samples.size(), SampleSeries::kCapacity / 2);
    for (std::size_t i = 1; i < samples.size(); ++i)
        ASSERT_LT(samples[i - 1].second, samples[i].second);
    EXPECT_NEAR(samples[100].cpuShare, samples[100].second, 128);
}

TEST(SampleSeries, AveragesOnlyWhatCameBeforeAGap)
{
    SampleSeries series(4);
    for (int second = 0; second < 6; ++second)
        series.add(
            sampleAt(second)); // from the fifth on two become one, so 5 waits for its neighbour
    series.endStretch();
    series.add(sampleAt(100));
    series.add(sampleAt(101));

    EXPECT_DOUBLE_EQ(series.samples().back().second, 100);
    EXPECT_DOUBLE_EQ(series.samples().back().cpuShare, 100.5);
}

} // namespace cicada
