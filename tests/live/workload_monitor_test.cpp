// What MONITOR shows of a run is what its profile says: which tasks, which keys, whose.
#include "engine/data_loader.h"
#include "support/finished_run.h"
#include "support/live_server.h"

#include <asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <numeric>

namespace cicada {
namespace {

constexpr std::uint64_t kKeys = 40;
constexpr std::uint64_t kUsers = 8;
constexpr std::uint64_t kRequests = 40'000;

/// A connection that listens to everything the server is told.
class Monitor
{
public:
    explicit Monitor(const Endpoint& endpoint)
        : m_stream(endpoint.host, std::to_string(endpoint.port))
    {
        m_stream << "MONITOR\r\n" << std::flush;
        std::string line;
        std::getline(m_stream, line);
        EXPECT_EQ(line, "+OK\r");
    }

    /// The arguments of all commands since the begin, up to the one that holds `last`.
    std::vector<std::vector<std::string>> commandsUntil(std::string_view last)
    {
        m_stream.expires_after(std::chrono::seconds(30));
        std::vector<std::vector<std::string>> commands;
        for (std::string line; std::getline(m_stream, line);) {
            if (line.find(last) != std::string::npos)
                return commands;
            // +1700000000.123456 [0 127.0.0.1:40000] "JSON.GET" "key" "$"
            std::vector<std::string> arguments;
            for (std::size_t open = line.find('"'); open != std::string::npos;) {
                const std::size_t close = line.find('"', open + 1);
                arguments.push_back(line.substr(open + 1, close - open - 1));
                open = line.find('"', close + 1);
            }
            if (!arguments.empty())
                commands.push_back(std::move(arguments));
        }
        ADD_FAILURE() << "MONITOR ended early: " << m_stream.error().message();
        return commands;
    }

private:
    asio::ip::tcp::iostream m_stream;
};

using Counts = std::vector<double>;

double sumOf(const Counts& counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

/// Pearson's statistic of counts against shares that add up to 1.
double chiSquare(const Counts& counts, const Counts& shares)
{
    const double all = sumOf(counts);
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
        sum += std::pow(counts[i] - all * shares[i], 2) / (all * shares[i]);
    return sum;
}

/// What chance exceeds once in 1,000,000 times: Wilson and Hilferty's approximation.
double criticalValue(std::size_t classes)
{
    constexpr double kDeviations = 4.753;
    const auto freedom = static_cast<double>(classes - 1);
    const double part = 2 / (9 * freedom);
    return freedom * std::pow(1 - part + kDeviations * std::sqrt(part), 3);
}

Counts evenShares(std::size_t classes)
{
    return Counts(classes, 1 / static_cast<double>(classes));
}

// i^-theta of the sum of all.
Counts zipfShares(double theta)
{
    Counts shares;
    for (std::uint64_t i = 1; i <= kKeys; ++i)
        shares.push_back(std::pow(static_cast<double>(i), -theta));
    const double all = sumOf(shares);
    for (double& share : shares)
        share /= all;
    return shares;
}

/// One data set and one task for each way to choose a key. The command says who sent it for which
/// key and task.
struct Choice
{
    const char* name;
    KeyChoice choice;
    double weight;
};

constexpr std::array kChoices{Choice{"uniform", KeyChoice::Uniform, 3},
    Choice{"zipf", KeyChoice::Zipf, 2}, Choice{"latest", KeyChoice::Latest, 2},
    Choice{"sequential", KeyChoice::Sequential, 1}, Choice{"own", KeyChoice::OwnSlice, 2.5}};

TestProfile profileOfAllChoices()
{
    TestProfile profile;
    profile.name = "Keys";
    for (const Choice& choice : kChoices) {
        DataSet dataSet;
        dataSet.name = choice.name;
        dataSet.prefix = std::string("cicada:") + choice.name + ":";
        dataSet.count = kKeys;
        TaskDefinition task;
        task.name = choice.name;
        task.type = "custom";
        task.dataSet = choice.name;
        task.weight = choice.weight;
        task.keyChoice = choice.choice;
        task.commands = {{"HSTRLEN {key}:absent {user}", "any"}, {"EXISTS {key}", ""}};
        profile.dataSets.push_back(std::move(dataSet));
        profile.tasks.push_back(std::move(task));
    }
    // A task that is left out by its weight.
    profile.tasks.push_back(profile.tasks.front());
    profile.tasks.back().name = "never";
    profile.tasks.back().weight = 0;
    profile.load.users = kUsers;
    profile.load.connections = kUsers;
    profile.load.threads = 2;
    profile.load.requests = kRequests;
    profile.load.seed = 4;
    return profile;
}

class WhatTheServerSees : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        const Sandbox sandbox = startedSandbox();
        const TestProfile profile = profileOfAllChoices();
        ASSERT_TRUE(validate(profile).empty());
        ASSERT_TRUE(prepareDataSets(sandbox.endpoint(), profile.dataSets, {}).ok());
        Monitor monitor(sandbox.endpoint());
        RunOptions options;
        options.prepare = false;
        options.keepData = true;
        const RunRecord record = finishedRun(profile, sandbox.endpoint(), options);
        ASSERT_EQ(record.totals.successes, kRequests);
        s_record = record;
        ASSERT_TRUE(connectedTo(sandbox.endpoint()).call({"ECHO", "that is all"}).ok());
        for (auto& command : monitor.commandsUntil("that is all"))
            take(command);
    }

    // cicada:zipf:json:17 of EXISTS, or with `:absent` and the user behind it of HSTRLEN.
    static void take(const std::vector<std::string>& command)
    {
        if (command[0] != "EXISTS" && command[0] != "HSTRLEN")
            return;
        for (std::size_t i = 0; i < kChoices.size(); ++i) {
            const std::string prefix = std::string("cicada:") + kChoices[i].name + ":json:";
            if (!command[1].starts_with(prefix))
                continue;
            std::size_t key = kKeys;
            std::from_chars(
                command[1].data() + prefix.size(), command[1].data() + command[1].size(), key);
            ASSERT_LT(key, kKeys) << command[1];
            if (command[0] == "EXISTS")
                ++s_keys[i][key];
            else
                ++s_users[i].at(std::stoul(command[2]))[key];
        }
    }

    static const Counts& keysOf(KeyChoice choice)
    {
        return s_keys[static_cast<std::size_t>(indexOf(choice))];
    }

    static std::ptrdiff_t indexOf(KeyChoice choice)
    {
        return std::ranges::find(kChoices, choice, &Choice::choice) - kChoices.begin();
    }

    static inline std::array<Counts, kChoices.size()> s_keys = [] {
        std::array<Counts, kChoices.size()> all;
        all.fill(Counts(kKeys));
        return all;
    }();
    static inline std::array<std::array<Counts, kUsers>, kChoices.size()> s_users = [] {
        std::array<std::array<Counts, kUsers>, kChoices.size()> all;
        for (auto& users : all)
            users.fill(Counts(kKeys));
        return all;
    }();
    static inline RunRecord s_record;
};

TEST_F(WhatTheServerSees, IsEveryRequestOfEveryTask)
{
    for (std::size_t i = 0; i < kChoices.size(); ++i)
        EXPECT_EQ(sumOf(s_keys[i]), static_cast<double>(s_record.tasks[i].requests));
    EXPECT_EQ(s_record.tasks.size(), kChoices.size()) << "a task of weight 0 does not run";
}

TEST_F(WhatTheServerSees, HoldsTheWeights)
{
    Counts requests;
    Counts shares;
    double weights = 0;
    for (const Choice& choice : kChoices)
        weights += choice.weight;
    for (std::size_t i = 0; i < kChoices.size(); ++i) {
        requests.push_back(sumOf(s_keys[i]));
        shares.push_back(kChoices[i].weight / weights);
    }
    EXPECT_EQ(sumOf(requests), static_cast<double>(kRequests));
    EXPECT_LT(chiSquare(requests, shares), criticalValue(requests.size()));
    std::swap(shares[0], shares[4]); // 3 for 2.5: the test can fail
    EXPECT_GT(chiSquare(requests, shares), criticalValue(requests.size()));
}

TEST_F(WhatTheServerSees, SpreadsUniformKeysEvenly)
{
    EXPECT_LT(chiSquare(keysOf(KeyChoice::Uniform), evenShares(kKeys)), criticalValue(kKeys));
}

TEST_F(WhatTheServerSees, FollowsZipfsCurve)
{
    const Counts shares = zipfShares(0.99);
    Counts zipf = keysOf(KeyChoice::Zipf);
    Counts latest = keysOf(KeyChoice::Latest);
    std::ranges::reverse(latest);
    for (const Counts& counts : {zipf, latest}) {
        // The method is exact for the two most frequent keys and follows the curve behind them.
        const double all = sumOf(counts);
        EXPECT_LT(chiSquare({counts[0], counts[1], all - counts[0] - counts[1]},
                      {shares[0], shares[1], 1 - shares[0] - shares[1]}),
            criticalValue(3));
        double head = 0;
        double expected = 0;
        for (std::size_t i = 0; i < kKeys; ++i) {
            head += counts[i];
            expected += shares[i] * all;
            EXPECT_NEAR(head / expected, 1, 0.1) << "keys 0 to " << i;
        }
    }
}

TEST_F(WhatTheServerSees, GoesThroughSequentialKeysRoundAndRound)
{
    // Two threads share the keys: each takes every second one, at its own pace.
    const Counts& counts = keysOf(KeyChoice::Sequential);
    for (const std::size_t thread : {0U, 1U}) {
        double fewest = counts[thread];
        double most = counts[thread];
        for (std::size_t key = thread; key < kKeys; key += 2) {
            fewest = std::min(fewest, counts[key]);
            most = std::max(most, counts[key]);
        }
        EXPECT_GT(fewest, 0);
        EXPECT_LE(most - fewest, 1) << "no key comes again before all others did";
    }
}

TEST_F(WhatTheServerSees, KeepsEveryUserInItsOwnSlice)
{
    const auto& users = s_users[static_cast<std::size_t>(indexOf(KeyChoice::OwnSlice))];
    constexpr std::size_t kSlice = kKeys / kUsers;
    for (std::size_t user = 0; user < kUsers; ++user) {
        Counts own;
        for (std::size_t key = 0; key < kKeys; ++key) {
            if (key / kSlice == user)
                own.push_back(users[user][key]);
            else
                EXPECT_EQ(users[user][key], 0) << "user " << user << " at key " << key;
        }
        EXPECT_LT(chiSquare(own, evenShares(kSlice)), criticalValue(kSlice)) << "user " << user;
    }
}

} // namespace
} // namespace cicada
