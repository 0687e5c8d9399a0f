// What of a latency is the tool's own, and the first byte of a big reply beside its last.
#include "engine/timing_floor.h"

#include "support/certificates.h"
#include "support/finished_run.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace cicada {
namespace {

std::optional<TimingFloor> floorOf(const Endpoint& endpoint)
{
    Connection::Setup setup;
    setup.endpoint = endpoint;
    if (endpoint.tls.enabled)
        setup.tls = *TlsContext::make(endpoint);
    const std::atomic<bool> cancel{false};
    return measureTimingFloor(setup, cancel);
}

void expectPlausible(const std::optional<TimingFloor>& floor)
{
    ASSERT_TRUE(floor);
    EXPECT_GT(floor->engine, 1);
    EXPECT_GT(floor->blocking, 1);
    EXPECT_LT(floor->engine, 20 * floor->blocking) << "a round trip, not a wait";
    EXPECT_LT(floor->blocking, 20 * floor->engine);
}

TEST(TimingFloor, IsMeasuredOverEveryKindOfSocket)
{
    TestAuthority authority;
    const TestAuthority::Files files = authority.issue("server", "IP:127.0.0.1");
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("s")).toStdString();
    const std::uint16_t port = freePort();
    const Sandbox server = startedPlain({"--unixsocket", path, "--tls-port", std::to_string(port),
        "--tls-cert-file", files.certificate, "--tls-key-file", files.key, "--tls-ca-cert-file",
        authority.file(), "--tls-auth-clients", "no"});
    expectPlausible(floorOf(server.endpoint()));
    Endpoint local;
    local.transport = Endpoint::Transport::Unix;
    local.unixPath = path;
    expectPlausible(floorOf(local));
    Endpoint tls;
    tls.port = port;
    tls.tls.enabled = true;
    tls.tls.caFile = authority.file();
    expectPlausible(floorOf(tls));
}

TEST(TimingFloor, IsNotThereWhereNobodyAnswers)
{
    const SilentServer server;
    Endpoint endpoint;
    endpoint.port = server.port();
    endpoint.connectTimeout = std::chrono::milliseconds(200);
    EXPECT_FALSE(floorOf(endpoint));
    endpoint.port = freePort();
    EXPECT_FALSE(floorOf(endpoint));
}

TEST(TimingFloor, IsPartOfEveryRunAndNotOfItsCounts)
{
    const Sandbox server = startedPlain();
    TestProfile profile = commandsProfile({"PING"}, 4, 2000);
    profile.load.threads = 2;
    const RunRecord record = finishedRun(profile, server.endpoint());
    expectPlausible(record.generator.floor);
    EXPECT_EQ(record.generator.workers.size(), 2U);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
}

TEST(FirstByte, OfABigReplyComesBeforeItsLast)
{
    const Sandbox server = startedPlain();
    Client client = connectedTo(server.endpoint());
    ASSERT_EQ(client.call({"SET", "big", std::string(20'000'000, 'x')})->text, "OK");
    ASSERT_EQ(client.call({"SET", "small", "x"})->text, "OK");
    const RunRecord record
        = finishedRun(commandsProfile({"GET big", "GET small"}, 1, 100), server.endpoint());
    EXPECT_EQ(record.totals.failures, 0U);
    for (const TaskRow& task : record.tasks) {
        ASSERT_EQ(task.commands.size(), 1U);
        const CommandRow& call = task.commands.front();
        EXPECT_EQ(call.firstByte.has_value(), task.receivedBytes / task.requests > 1000)
            << task.name;
        if (call.firstByte) {
            // The server copies all of the value before it sends any: most of the time is that.
            EXPECT_LT(call.firstByte->p50, 0.95 * call.serviceTime->p50);
            EXPECT_LE(call.firstByte->max, call.serviceTime->max);
        }
    }
}

} // namespace
} // namespace cicada
