#include "workload/key_space.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace cicada {
namespace {

std::vector<std::uint64_t> countChoices(const KeySpace& keys, int draws)
{
    Random random(7);
    KeySpace::Position position;
    std::vector<std::uint64_t> counts(keys.count());
    for (int i = 0; i < draws; ++i)
        ++counts.at(keys.choose(random, position, 0, 1));
    return counts;
}

TEST(KeySpace, SpreadsUniformChoicesEvenly)
{
    constexpr int kDraws = 100'000;
    const auto counts = countChoices(KeySpace(KeyChoice::Uniform, 100), kDraws);
    double chiSquare = 0;
    for (const std::uint64_t count : counts)
        chiSquare += std::pow(static_cast<double>(count) - kDraws / 100.0, 2) / (kDraws / 100.0);
    EXPECT_LT(chiSquare, 148.2); // 99 degrees of freedom, p = 0.001
}

// Chi-square against share(rank) ~ rank^-theta: every one of the first 50 ranks, then bins that
// double, so that neither the head nor the tail can hide behind the other.
double chiSquareOfZipf(const std::vector<std::uint64_t>& counts, double theta, int& freedom)
{
    double draws = 0;
    double zeta = 0;
    for (std::size_t rank = 1; rank <= counts.size(); ++rank) {
        draws += static_cast<double>(counts[rank - 1]);
        zeta += std::pow(static_cast<double>(rank), -theta);
    }
    double chiSquare = 0;
    freedom = -1;
    for (std::size_t begin = 1; begin <= counts.size();) {
        const std::size_t end = std::min(counts.size(), begin < 50 ? begin : 2 * begin);
        double expected = 0;
        double seen = 0;
        for (std::size_t rank = begin; rank <= end; ++rank) {
            expected += draws * std::pow(static_cast<double>(rank), -theta) / zeta;
            seen += static_cast<double>(counts[rank - 1]);
        }
        chiSquare += std::pow(seen - expected, 2) / expected;
        ++freedom;
        begin = end + 1;
    }
    return chiSquare;
}

TEST(KeySpace, FollowsTheAnalyticCurveOfZipf)
{
    for (const std::uint64_t keys : {60U, 1000U, 50'000U}) {
        for (const double theta : {0.3, 0.8, 0.99, 1.0, 1.2, 2.0}) {
            int freedom = 0;
            const double chiSquare = chiSquareOfZipf(
                countChoices(KeySpace(KeyChoice::Zipf, keys, theta), 1'000'000), theta, freedom);
            // p about 1e-5 by Wilson and Hilferty's approximation, one-sided z = 4.26.
            const double spread = 2.0 / (9.0 * freedom);
            const double limit = freedom * std::pow(1 - spread + 4.26 * std::sqrt(spread), 3);
            EXPECT_LT(chiSquare, limit) << keys << " keys, theta " << theta;
        }
    }
}

TEST(KeySpace, ItsZipfTestWouldSeeAnotherTheta)
{
    int freedom = 0;
    const auto counts = countChoices(KeySpace(KeyChoice::Zipf, 1000, 0.97), 1'000'000);
    EXPECT_GT(chiSquareOfZipf(counts, 0.99, freedom), 500);
}

TEST(KeySpace, ReachesTheTailOfABillionKeys)
{
    const KeySpace huge(KeyChoice::Zipf, 1'000'000'000);
    Random random(1);
    KeySpace::Position position;
    std::uint64_t highest = 0;
    for (int i = 0; i < 10'000; ++i)
        highest = std::max(highest, huge.choose(random, position, 0, 1));
    EXPECT_LT(highest, huge.count());
    EXPECT_GT(highest, 100'000'000U);
}

TEST(KeySpace, MirrorsZipfForTheLatestKeys)
{
    const auto zipf = countChoices(KeySpace(KeyChoice::Zipf, 50), 10'000);
    auto latest = countChoices(KeySpace(KeyChoice::Latest, 50), 10'000);
    EXPECT_EQ(zipf, std::vector(latest.rbegin(), latest.rend()));
}

TEST(KeySpace, WalksAllKeysInOrderAndBeginsAgain)
{
    const KeySpace keys(KeyChoice::Sequential, 3);
    Random random(1);
    KeySpace::Position position;
    std::vector<std::uint64_t> chosen;
    for (int i = 0; i < 7; ++i)
        chosen.push_back(keys.choose(random, position, 0, 1));
    EXPECT_EQ(chosen, (std::vector<std::uint64_t>{0, 1, 2, 0, 1, 2, 0}));
}

TEST(KeySpace, SharesTheSequenceAmongWorkers)
{
    const KeySpace keys(KeyChoice::Sequential, 100);
    Random random(1);
    std::multiset<std::uint64_t> chosen;
    for (std::uint64_t worker = 0; worker < 4; ++worker) {
        KeySpace::Position position{.next = 0, .worker = worker, .workers = 4};
        for (int i = 0; i < 25; ++i)
            chosen.insert(keys.choose(random, position, 0, 1));
    }
    EXPECT_EQ(std::set(chosen.begin(), chosen.end()).size(), 100U);
    EXPECT_EQ(chosen.size(), 100U);
}

TEST(KeySpace, KeepsEveryUserInsideItsOwnSlice)
{
    const KeySpace keys(KeyChoice::OwnSlice, 1000);
    Random random(1);
    KeySpace::Position position;
    std::set<std::uint64_t> seen;
    for (std::uint64_t user = 0; user < 7; ++user) {
        for (int i = 0; i < 5000; ++i) {
            const std::uint64_t key = keys.choose(random, position, user, 7);
            EXPECT_GE(key, user * 1000 / 7);
            EXPECT_LT(key, (user + 1) * 1000 / 7);
            seen.insert(key);
        }
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(KeySpace, StaysInRangeWithFewKeysAndManyUsers)
{
    Random random(1);
    KeySpace::Position position;
    for (const KeyChoice choice : {KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
             KeyChoice::Sequential, KeyChoice::OwnSlice}) {
        for (const std::uint64_t count : {1U, 2U, 3U}) {
            for (const double theta : {0.01, 0.99, 1.0, 3.0}) {
                const KeySpace keys(choice, count, theta);
                for (std::uint64_t user = 0; user < 200; ++user)
                    EXPECT_LT(keys.choose(random, position, user, 100), count);
            }
        }
    }
}

TEST(KeySpace, ReadsTheNamesItWrites)
{
    for (const KeyChoice choice : {KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
             KeyChoice::Sequential, KeyChoice::OwnSlice})
        EXPECT_EQ(keyChoiceFromName(keyChoiceName(choice)), choice);
    EXPECT_EQ(keyChoiceFromName("zip"), std::nullopt);
}

} // namespace
} // namespace cicada
