#include "report/hdr_encoding.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cicada {
namespace {

// What the Python package hdrhistogram 0.10 writes of the values below.
constexpr const char* kOfPython
    = "HISTFAAAADN4nJNpmSzMwMAgxAABzFCaEURcm7yEwf4DRICJjekkP8tqASau/rgbLJff"
      "MDIBAM7JCdE=";

Histogram sample()
{
    Histogram histogram;
    const auto record = [&histogram](std::uint64_t value, int times) {
        for (; times > 0; --times)
            histogram.record(value);
    };
    record(0, 1);
    record(1, 3);
    record(2, 1);
    record(1000, 2);
    record(2047, 1);
    record(2048, 5);
    record(123'456, 300);
    record(3'599'999'999, 1);
    return histogram;
}

void expectSameSteps(const Histogram& a, const Histogram& b)
{
    EXPECT_EQ(a.encode(), b.encode());
}

TEST(HdrEncoding, ReadsWhatHdrHistogramItselfWrites)
{
    const Histogram expected = sample();
    const auto read = histogramOfHdrText(kOfPython, expected.exactFigures());
    ASSERT_TRUE(read);
    expectSameSteps(*read, expected);
}

TEST(HdrEncoding, IsReadBackWhole)
{
    Random random(7);
    for (const int count : {1, 2, 1000, 50'000}) {
        Histogram histogram;
        for (int i = 0; i < count; ++i)
            histogram.record(static_cast<std::uint64_t>(std::exp(22 * random.unit())));
        const auto read = histogramOfHdrText(hdrText(histogram), histogram.exactFigures());
        ASSERT_TRUE(read) << count;
        expectSameSteps(*read, histogram);
    }
}

TEST(HdrEncoding, HoldsCountsOfAnySize)
{
    for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{63}, std::uint64_t{64},
             std::uint64_t{1} << 31, (std::uint64_t{1} << 62)}) {
        const auto histogram = Histogram::of({{5, count}}, {.sum = 5 * count, .min = 5, .max = 5});
        if (!histogram) // 5 x 2^62 is no sum
            continue;
        const auto read = histogramOfHdrText(hdrText(*histogram), histogram->exactFigures());
        ASSERT_TRUE(read) << count;
        EXPECT_EQ(read->count(), count);
    }
}

TEST(HdrEncoding, LeavesOutWhatIsOverRangeAndTakesItBackBesideIt)
{
    Histogram histogram = sample();
    histogram.record(Histogram::kHighestMicroseconds + 1);
    EXPECT_EQ(hdrText(histogram), hdrText(sample()));
    const auto read = histogramOfHdrText(hdrText(histogram), histogram.exactFigures());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->overRange(), 1U);
    expectSameSteps(*read, histogram);
}

TEST(HdrEncoding, RefusesFiguresThatCannotBelongToTheCounts)
{
    Histogram::ExactFigures exact = sample().exactFigures();
    exact.max = 7;
    EXPECT_FALSE(histogramOfHdrText(kOfPython, exact));
}

TEST(HdrEncoding, SurvivesDamage)
{
    const std::string text = hdrText(sample());
    const Histogram::ExactFigures exact = sample().exactFigures();
    // Padding alone is not missed.
    for (std::size_t length = 0; length <= text.find_last_not_of('='); ++length)
        EXPECT_FALSE(histogramOfHdrText(text.substr(0, length), exact)) << length;
    Random random(3);
    for (int i = 0; i < 5000; ++i) {
        std::string damaged = text;
        damaged[random.below(damaged.size())] = static_cast<char>('A' + random.below(26));
        if (const auto read = histogramOfHdrText(damaged, exact))
            expectSameSteps(*read, sample());
    }
    EXPECT_FALSE(histogramOfHdrText(std::string(1'000'000, 'A'), exact));
}

} // namespace
} // namespace cicada
