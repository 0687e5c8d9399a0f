#include "stats/histogram.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

using namespace cicada;

namespace {

Histogram histogramOf(const std::vector<std::uint64_t>& values)
{
    Histogram histogram;
    for (const std::uint64_t value : values)
        histogram.record(value);
    return histogram;
}

std::vector<std::uint64_t> samples(std::size_t count, const std::function<double(Random&)>& draw)
{
    Random random(20'261'123);
    std::vector<std::uint64_t> values(count);
    for (std::uint64_t& value : values)
        value = static_cast<std::uint64_t>(std::clamp(draw(random), 0.0, 3.6e9));
    return values;
}

struct Distribution
{
    const char* name;
    std::function<double(Random&)> draw;
};

const std::vector<Distribution>& distributions()
{
    static const std::vector<Distribution> all{
        {"uniform", [](Random& random) { return 1e6 * random.unit(); }},
        {"exponential", [](Random& random) { return -300 * std::log(1 - random.unit()); }},
        {"heavy tail", [](Random& random) { return 80 / std::pow(1 - random.unit(), 1.2); }},
        {"two humps",
            [](Random& random) { return random.below(100) < 97 ? 250 + 60 * random.unit() : 2e6; }},
        {"constant", [](Random&) { return 2'049.0; }},
        {"all of the range", [](Random& random) { return std::exp(22 * random.unit()); }},
    };
    return all;
}

// The definition that percentile() states, on the raw values.
std::uint64_t nearestRank(const std::vector<std::uint64_t>& sorted, double percent)
{
    std::size_t rank = 1;
    while (100 * static_cast<double>(rank)
        < percent * static_cast<double>(sorted.size()) * (1 - 1e-14))
        ++rank;
    return sorted[rank - 1];
}

TEST(Histogram, IsEmptyAtFirst)
{
    const Histogram histogram;
    EXPECT_EQ(histogram.count(), 0U);
    EXPECT_EQ(histogram.min(), 0U);
    EXPECT_EQ(histogram.max(), 0U);
    EXPECT_EQ(histogram.mean(), 0);
    EXPECT_EQ(histogram.percentile(50), 0U);
    EXPECT_TRUE(histogram.steps().empty());
    EXPECT_EQ(histogram.encode(), "");
}

TEST(Histogram, PercentilesAreWithinAThousandthOfASortedList)
{
    for (const Distribution& distribution : distributions()) {
        std::vector<std::uint64_t> values = samples(50'000, distribution.draw);
        const Histogram histogram = histogramOf(values);
        std::sort(values.begin(), values.end());
        for (const double percent :
            {0.001, 1.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99, 100.0}) {
            const std::uint64_t expected = nearestRank(values, percent);
            const std::uint64_t found = histogram.percentile(percent);
            EXPECT_GE(found, expected) << distribution.name << ' ' << percent;
            EXPECT_LE(static_cast<double>(found - expected), static_cast<double>(expected) / 1000)
                << distribution.name << ' ' << percent;
        }
    }
}

TEST(Histogram, MeanMinimumAndMaximumAreExact)
{
    for (const Distribution& distribution : distributions()) {
        const std::vector<std::uint64_t> values = samples(10'000, distribution.draw);
        const Histogram histogram = histogramOf(values);
        const std::uint64_t sum = std::accumulate(values.begin(), values.end(), std::uint64_t{0});
        EXPECT_EQ(histogram.sum(), sum) << distribution.name;
        EXPECT_EQ(histogram.mean(), static_cast<double>(sum) / 10'000) << distribution.name;
        EXPECT_EQ(histogram.min(), *std::min_element(values.begin(), values.end()))
            << distribution.name;
        EXPECT_EQ(histogram.max(), *std::max_element(values.begin(), values.end()))
            << distribution.name;
        EXPECT_EQ(histogram.percentile(100), histogram.max()) << distribution.name;
    }
}

TEST(Histogram, IsExactBelow2048)
{
    for (std::uint64_t value = 0; value < 2048; ++value)
        ASSERT_EQ(histogramOf({value, 5000}).percentile(50), value);
}

TEST(Histogram, TakesTheNearestRankAndNotTheNext)
{
    std::vector<std::uint64_t> values(1000);
    std::iota(values.begin(), values.end(), 1);
    const Histogram histogram = histogramOf(values);
    EXPECT_EQ(histogram.percentile(99.9), 999U);
    EXPECT_EQ(histogram.percentile(99), 990U);
    EXPECT_EQ(histogram.percentile(50), 500U);
    EXPECT_EQ(histogram.percentile(0.1), 1U);
}

TEST(Histogram, KeepsEveryValueOfABorderInItsStep)
{
    for (unsigned bit = 10; bit < 32; ++bit) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        for (const std::uint64_t value : {power - 1, power, power + 1}) {
            if (value > Histogram::kHighestMicroseconds)
                continue;
            const auto steps = histogramOf({value}).steps();
            ASSERT_EQ(steps.size(), 1U);
            EXPECT_GE(steps[0].value, value);
            EXPECT_LE(
                static_cast<double>(steps[0].value - value), static_cast<double>(value) / 1000);
        }
    }
}

TEST(Histogram, MergeOfPartsEqualsTheWhole)
{
    for (const Distribution& distribution : distributions()) {
        const std::vector<std::uint64_t> values = samples(9'000, distribution.draw);
        Histogram parts[3];
        for (std::size_t i = 0; i < values.size(); ++i)
            parts[i % 3].record(values[i]);
        Histogram merged;
        for (const Histogram& part : parts)
            merged.merge(part);
        EXPECT_EQ(merged.encode(), histogramOf(values).encode()) << distribution.name;
    }
}

TEST(Histogram, CountsWhatIsOverRangeAndKeepsItsMaximum)
{
    constexpr std::uint64_t kDay = 86'400'000'000;
    Histogram histogram = histogramOf({10, Histogram::kHighestMicroseconds, kDay});
    EXPECT_EQ(histogram.overRange(), 1U);
    EXPECT_EQ(histogram.count(), 3U);
    EXPECT_EQ(histogram.max(), kDay);
    EXPECT_EQ(histogram.percentile(100), kDay);
    EXPECT_LT(histogram.percentile(66), kDay);

    histogram.merge(histogramOf({2 * kDay}));
    EXPECT_EQ(histogram.overRange(), 2U);
    EXPECT_EQ(histogram.steps().back().value, 2 * kDay);
    EXPECT_EQ(histogram.steps().back().count, 2U);
}

TEST(Histogram, StepsAddUpToTheCount)
{
    for (const Distribution& distribution : distributions()) {
        const Histogram histogram = histogramOf(samples(5'000, distribution.draw));
        std::uint64_t total = 0;
        std::uint64_t last = 0;
        for (const Histogram::Step& step : histogram.steps()) {
            EXPECT_TRUE(total == 0 || step.value > last);
            last = step.value;
            total += step.count;
        }
        EXPECT_EQ(total, histogram.count()) << distribution.name;
    }
}

TEST(Histogram, ClearForgetsEverything)
{
    Histogram histogram = histogramOf({1, 2'000'000, 4'000'000'000});
    histogram.clear();
    EXPECT_EQ(histogram.encode(), Histogram().encode());
    histogram.record(7);
    EXPECT_EQ(histogram.encode(), histogramOf({7}).encode());
}

TEST(Histogram, ACopyIsIndependentAndAMoveLeavesAnEmptyOne)
{
    Histogram original = histogramOf({5, 5'000});
    Histogram copy = original;
    copy.record(9);
    EXPECT_EQ(original.count(), 2U);
    EXPECT_EQ(copy.count(), 3U);

    const Histogram moved = std::move(original);
    EXPECT_EQ(moved.count(), 2U);
    original.record(1); // NOLINT(bugprone-use-after-move): that it may be used is the claim
    EXPECT_EQ(original.encode(), histogramOf({1}).encode());
}

TEST(HistogramEncoding, IsReadBackWhole)
{
    for (const Distribution& distribution : distributions()) {
        Histogram histogram = histogramOf(samples(3'000, distribution.draw));
        histogram.record(5'000'000'000);
        Histogram decoded;
        ASSERT_TRUE(Histogram::decode(histogram.encode(), decoded)) << distribution.name;
        EXPECT_EQ(decoded.encode(), histogram.encode()) << distribution.name;
        EXPECT_EQ(decoded.mean(), histogram.mean());
        EXPECT_EQ(decoded.percentile(99), histogram.percentile(99));
    }
    Histogram empty = histogramOf({1});
    EXPECT_TRUE(Histogram::decode("", empty));
    EXPECT_EQ(empty.count(), 0U);
}

TEST(HistogramEncoding, HoldsEdgesOfTheRange)
{
    for (const std::uint64_t value : {std::uint64_t{0}, Histogram::kHighestMicroseconds,
             Histogram::kHighestMicroseconds + 1, ~std::uint64_t{0}}) {
        Histogram decoded;
        EXPECT_TRUE(Histogram::decode(histogramOf({value}).encode(), decoded)) << value;
        EXPECT_EQ(decoded.max(), value);
    }
}

TEST(HistogramEncoding, RefusesEveryTruncation)
{
    const std::string text = histogramOf({3, 3, 900, 70'000, 70'000, 1'000'000}).encode();
    for (std::size_t length = 1; length < text.size(); ++length) {
        Histogram out = histogramOf({42});
        EXPECT_FALSE(Histogram::decode(text.substr(0, length), out)) << text.substr(0, length);
        EXPECT_EQ(out.encode(), histogramOf({42}).encode())
            << "a refused text must leave the histogram alone";
    }
}

TEST(HistogramEncoding, RefusesWhatItDidNotWrite)
{
    Histogram out;
    for (const char* text : {
             "x",
             "{}",
             "1",
             "1.1.1",
             "1.1.1.0",
             ",",
             "0.0.0.0",
             "1.1.1.0,2x",
             "1.1.1.0,2,",
             "1.1.1.0,,",
             "1.1.1.0,2 ",
             " 1.1.1.0,2",
             "1.1.1.0,02",
             "1.1.1.0,2.1",
             "1.1.1.0,2.0",
             "1.1.1.0,0",
             "1.1.1.0,-1",
             "1.1.1.0,3",
             "9.1.1.0,2",
             "1.2.1.0,2",
             "1.1.1.1,2",
             "1.1.1.0,2.zzzzzzzzzzzzzzzz",
             "1.1.1.0,zzzzzzzzzzzz",
             "zzzzzzzzzzzzzzzz.1.1.0,2",
             "1.1.1.0,2.3w5e11264sgsf,.2",
         })
        EXPECT_FALSE(Histogram::decode(text, out)) << text;
    ASSERT_TRUE(Histogram::decode("1.1.1.0,2", out)) << "the rows above vary this one";
    EXPECT_EQ(out.encode(), histogramOf({1}).encode());
}

TEST(HistogramEncoding, SurvivesRandomDamage)
{
    const std::string good = histogramOf(samples(300, distributions()[1].draw)).encode();
    Random random(3);
    for (int round = 0; round < 20'000; ++round) {
        std::string text = good;
        for (std::uint64_t hits = 1 + random.below(4); hits > 0; --hits)
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        Histogram out;
        ASSERT_TRUE(!Histogram::decode(text, out) || out.encode() == text) << text;
    }
}

} // namespace
