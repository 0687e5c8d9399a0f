#include "server/server_sampler.h"

#include "server/server_info.h"
#include "support/live_server.h"
#include "support/process.h"

#include <gtest/gtest.h>

#include <csignal>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

} // namespace

TEST(ServerSampler, ReportsWhatTheServerDidEachSecond)
{
    const Sandbox server = startedPlain();
    Client client = connectedTo(server.endpoint());
    ServerSampler sampler(server.endpoint());
    sampler.start(Clock::now());

    std::uint64_t sent = 0;
    ASSERT_TRUE(comesTrue([&] {
        for (int i = 0; i < 50; ++i, ++sent)
            EXPECT_TRUE(client.call({"PING"}).ok());
        return sampler.samples().size() >= 2;
    }));

    const auto samples = sampler.samples();
    double counted = 0;
    for (const ServerSample& sample : samples) {
        EXPECT_GT(sample.memoryBytes, 100'000u);
        EXPECT_GE(sample.clients, 2u);
        EXPECT_GE(sample.cpuShare, 0);
        counted += sample.commandsPerSecond; // each is over about one second
    }
    EXPECT_GT(counted, 100);
    EXPECT_LT(counted, static_cast<double>(sent) + 100);
    EXPECT_NEAR(samples[0].second, 1.0, 0.5);
    EXPECT_NEAR(samples[1].second - samples[0].second, 1.0, 0.5);
}

TEST(ServerSampler, KnowsItsOwnCallsAsTheServerCountedThem)
{
    const Sandbox server = startedPlain();
    Client admin = connectedTo(server.endpoint());
    ASSERT_EQ(admin.call({"CONFIG", "SET", "requirepass", "pw"})->text, "OK");
    ASSERT_EQ(admin.call({"CONFIG", "RESETSTAT"})->text, "OK");
    Endpoint endpoint = server.endpoint();
    endpoint.password = "pw";
    endpoint.database = 1;
    ServerSampler sampler(endpoint);

    sampler.start(Clock::now());
    ASSERT_TRUE(comesTrue([&] { return !sampler.samples().empty(); }));
    sampler.stop();

    auto counted = readServerInfo(admin)->commandCalls();
    counted.erase("CONFIG");
    EXPECT_EQ(sampler.callsSent(), counted);
}

TEST(ServerSampler, ComesBackAfterALossByItself)
{
    auto server = std::make_unique<Sandbox>(startedPlain());
    Sandbox::Options samePort;
    samePort.port = server->endpoint().port;
    samePort.withJson = false;
    ServerSampler sampler(server->endpoint());
    sampler.start(Clock::now());
    ASSERT_TRUE(comesTrue([&] { return !sampler.samples().empty(); }));

    server.reset();
    const double lost = sampler.samples().back().second;
    const Sandbox again = startedSandbox(samePort);

    EXPECT_TRUE(comesTrue([&] { return sampler.samples().back().second > lost + 1.5; }, 15'000));
    EXPECT_GE(sampler.samples().back().commandsPerSecond, 0);
}

TEST(ServerSampler, StopsWithinASecondEvenIfTheServerIsFrozen)
{
    const Sandbox server = startedPlain();
    ServerSampler sampler(server.endpoint());
    sampler.start(Clock::now());
    ASSERT_TRUE(comesTrue([&] { return !sampler.samples().empty(); }));
    kill(static_cast<pid_t>(server.processId()), SIGSTOP);
    const std::uint64_t asked = sampler.callsSent()["INFO"];
    ASSERT_TRUE(comesTrue([&] { return sampler.callsSent()["INFO"] > asked; }));

    const auto start = Clock::now();
    sampler.stop();

    EXPECT_LT(Clock::now() - start, 1s);
    kill(static_cast<pid_t>(server.processId()), SIGCONT);
}

TEST(ServerSampler, StopsAtOnceWhileItWaits)
{
    Endpoint nowhere;
    nowhere.port = freePort();
    const auto start = Clock::now();
    {
        ServerSampler sampler(nowhere);
        sampler.start(start);
    }
    EXPECT_LT(Clock::now() - start, 900ms);
}

} // namespace cicada
