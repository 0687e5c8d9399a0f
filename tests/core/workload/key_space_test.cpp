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

TEST(KeySpace, GivesTheHeadOfZipfItsAnalyticShare)
{
    constexpr int kDraws = 1'000'000;
    constexpr std::uint64_t kKeys = 1000;
    for (const double theta : {0.5, 0.8, 0.99, 1.2}) {
        double zeta = 0;
        for (std::uint64_t i = 1; i <= kKeys; ++i)
            zeta += std::pow(static_cast<double>(i), -theta);
        const auto counts = countChoices(KeySpace(KeyChoice::Zipf, kKeys, theta), kDraws);
        for (std::size_t rank : {0U, 1U}) { // the method is exact for these two
            const double expected = kDraws * std::pow(static_cast<double>(rank + 1), -theta) / zeta;
            EXPECT_NEAR(static_cast<double>(counts[rank]), expected, 5 * std::sqrt(expected))
                << "theta " << theta << ", rank " << rank;
        }
        double head = 0;
        double expectedHead = 0;
        for (std::size_t rank = 0; rank < 100; ++rank) {
            head += static_cast<double>(counts[rank]);
            expectedHead += kDraws * std::pow(static_cast<double>(rank + 1), -theta) / zeta;
        }
        EXPECT_NEAR(head / expectedHead, 1, 0.05) << "theta " << theta;
    }
}

TEST(KeySpace, ComputesZipfOverABillionKeysAsOverTheSumOfAll)
{
    // 20,000 terms are partly summed, partly integrated; the share of the first key shows the sum.
    constexpr std::uint64_t kKeys = 20'000;
    double zeta = 0;
    for (std::uint64_t i = 1; i <= kKeys; ++i)
        zeta += std::pow(static_cast<double>(i), -0.99);
    const auto counts = countChoices(KeySpace(KeyChoice::Zipf, kKeys), 1'000'000);
    EXPECT_NEAR(static_cast<double>(counts[0]), 1e6 / zeta, 5 * std::sqrt(1e6 / zeta));
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
