// What a real server does to a run, each asked of a real one: the run goes on, every request is
// counted, and the outage can be seen on the time axis.
#include "engine/load_test.h"
#include "support/certificates.h"
#include "support/finished_run.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QTimer>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

namespace cicada {
namespace {

using namespace std::chrono_literals;

std::uint64_t failuresOf(const RunRecord& record, const std::string& kind)
{
    std::uint64_t count = 0;
    for (const FailureRow& row : record.failures)
        count += row.kind == kind ? row.count : 0;
    return count;
}

bool hasEvent(const RunRecord& record, const std::string& kind)
{
    return std::ranges::any_of(
        record.events, [&](const RunEvent& event) { return event.kind == kind; });
}

/// A run of `command` for 4 s, in which the server fails from about 1 s on and is mended at 3 s.
class ServerFault : public testing::Test
{
protected:
    static constexpr int kFails = 1000, kMended = 3000;

    RunRecord run(const Endpoint& endpoint, const std::string& command,
        const std::function<void(Client&)>& fail, const std::function<void(Client&)>& mend,
        std::uint64_t users = 10)
    {
        TestProfile profile = commandsProfile({command}, users, 0);
        profile.load.duration = 4s;
        profile.load.stopTimeout = 1s;
        profile.load.connections = users;
        profile.load.wait = *WaitTime::parse("2ms");
        Client admin = connectedTo(m_admin.value_or(endpoint));
        EXPECT_EQ(admin.call({"SET", "key", "value"})->text, "OK");
        return finishedRun(profile, endpoint, {}, [&](LoadTest& test) {
            QTimer::singleShot(kFails, &test, [&] { fail(admin); });
            QTimer::singleShot(kMended, &test, [&] { mend(admin); });
        });
    }

    /// Finished, adds up, failed only by `kind`, and works again at its end.
    void expectAnOutageBy(const RunRecord& record, const std::string& kind)
    {
        EXPECT_EQ(record.state, "finished") << record.abortReason;
        expectIdentities(record);
        EXPECT_GT(failuresOf(record, kind), 0U);
        for (const FailureRow& row : record.failures)
            EXPECT_TRUE(row.kind == kind || row.kind == "reset") << row.kind << row.message;
        const auto last = std::find_if(record.timeline.rbegin(), record.timeline.rend(),
            [](const TimelinePoint& point) { return point.phase == Phase::Measure; });
        EXPECT_GT(last->successes, 0U) << "it is mended";
        EXPECT_TRUE(std::ranges::any_of(
            record.events, [](const RunEvent& event) { return event.beginsOutage(); }));
        EXPECT_TRUE(std::ranges::any_of(
            record.events, [](const RunEvent& event) { return event.endsOutage(); }));
    }

    std::optional<Endpoint> m_admin; ///< where it is not the run's own way
};

void say(Client& client, std::initializer_list<std::string_view> command)
{
    const auto reply = client.call(command);
    ASSERT_TRUE(reply) << reply.error().text;
    EXPECT_NE(reply->type, Reply::Type::Error) << *command.begin() << ": " << reply->text;
}

TEST_F(ServerFault, AReplicaRefusesWrites)
{
    const Sandbox server = startedPlain();
    const std::string nobody = std::to_string(freePort());
    expectAnOutageBy(run(
                         server.endpoint(), "SET key value",
                         [&](Client& admin) { say(admin, {"REPLICAOF", "127.0.0.1", nobody}); },
                         [](Client& admin) { say(admin, {"REPLICAOF", "NO", "ONE"}); }),
        "READONLY");
}

TEST_F(ServerFault, MemoryRunsOut)
{
    const Sandbox server = startedPlain();
    expectAnOutageBy(run(
                         server.endpoint(), "SET key value",
                         [](Client& admin) { say(admin, {"CONFIG", "SET", "maxmemory", "1"}); },
                         [](Client& admin) { say(admin, {"CONFIG", "SET", "maxmemory", "0"}); }),
        "OOM");
}

TEST_F(ServerFault, SnapshotsCannotBeWritten)
{
    const Sandbox server = startedPlain();
    Client client = connectedTo(server.endpoint());
    // A folder where the file must go: root may write into any folder, but not over this one.
    const std::filesystem::path inTheWay = setting(client, "dir") + "/dump.rdb";
    expectAnOutageBy(run(
                         server.endpoint(), "SET key value",
                         [&](Client& admin) {
                             std::filesystem::create_directory(inTheWay);
                             std::ofstream(inTheWay / "full") << "x";
                             say(admin, {"CONFIG", "SET", "save", "9000 1"});
                             say(admin, {"BGSAVE"});
                         },
                         [](Client& admin) {
                             say(admin, {"CONFIG", "SET", "stop-writes-on-bgsave-error", "no"});
                         }),
        "MISCONF");
}

TEST_F(ServerFault, AScriptKeepsTheServerBusy)
{
    const Sandbox server = startedPlain({"--lua-time-limit", "20"});
    std::thread script;
    const RunRecord record = run(
        server.endpoint(), "GET key",
        [&](Client&) {
            script = std::thread([endpoint = server.endpoint()] {
                auto client = Client::connect(endpoint);
                if (client)
                    (void)client->call({"EVAL", "while true do end", "0"});
            });
        },
        [](Client& admin) { say(admin, {"SCRIPT", "KILL"}); });
    script.join();
    expectAnOutageBy(record, "BUSY");
}

TEST_F(ServerFault, AUserLosesItsRights)
{
    const Sandbox server = startedPlain();
    Client client = connectedTo(server.endpoint());
    say(client, {"ACL", "SETUSER", "app", "on", ">geheim", "~*", "+@all"});
    m_admin = server.endpoint();
    Endpoint endpoint = server.endpoint();
    endpoint.user = "app";
    endpoint.password = "geheim";
    expectAnOutageBy(run(
                         endpoint, "GET key",
                         [](Client& admin) { say(admin, {"ACL", "SETUSER", "app", "-get"}); },
                         [](Client& admin) { say(admin, {"ACL", "SETUSER", "app", "+get"}); }),
        "NOPERM");
}

TEST_F(ServerFault, ThePasswordIsRotated)
{
    const Sandbox server = startedPlain();
    Client client = connectedTo(server.endpoint());
    say(client, {"ACL", "SETUSER", "app", "on", ">geheim", "~*", "+@all"});
    m_admin = server.endpoint();
    Endpoint endpoint = server.endpoint();
    endpoint.user = "app";
    endpoint.password = "geheim";
    const RunRecord record = run(
        endpoint, "GET key",
        [](Client& admin) {
            say(admin, {"ACL", "SETUSER", "app", "resetpass", ">anders"});
            say(admin, {"CLIENT", "KILL", "USER", "app"});
        },
        [](Client& admin) { say(admin, {"ACL", "SETUSER", "app", ">geheim"}); });
    expectAnOutageBy(record, "auth");
    for (const FailureRow& row : record.failures)
        EXPECT_EQ(row.message.find("geheim"), std::string::npos);
}

TEST_F(ServerFault, TheCertificateExpires)
{
    TestAuthority authority;
    const TestAuthority::Files good = authority.issue("server", "IP:127.0.0.1");
    const TestAuthority::Files expired = authority.issue("old", "IP:127.0.0.1", -1h);
    const std::uint16_t port = freePort();
    const Sandbox server = startedPlain(
        {"--tls-port", std::to_string(port), "--tls-cert-file", good.certificate, "--tls-key-file",
            good.key, "--tls-ca-cert-file", authority.file(), "--tls-auth-clients", "no"});
    m_admin = server.endpoint();
    Endpoint endpoint;
    endpoint.port = port;
    endpoint.tls.enabled = true;
    endpoint.tls.caFile = authority.file();
    const auto present = [](Client& admin, const TestAuthority::Files& files) {
        say(admin,
            {"CONFIG", "SET", "tls-cert-file", files.certificate, "tls-key-file", files.key});
    };
    expectAnOutageBy(run(
                         endpoint, "GET key",
                         [&](Client& admin) {
                             present(admin, expired);
                             say(admin, {"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
                         },
                         [&](Client& admin) { present(admin, good); }),
        "tls");
}

TEST_F(ServerFault, NoMoreClientsAreLetIn)
{
    const Sandbox server = startedPlain();
    const RunRecord record = run(
        server.endpoint(), "GET key",
        [](Client& admin) {
            say(admin, {"CONFIG", "SET", "maxclients", "10"});
            say(admin, {"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
        },
        [](Client& admin) { say(admin, {"CONFIG", "SET", "maxclients", "1000"}); }, 30);
    EXPECT_EQ(record.state, "finished");
    expectIdentities(record);
    const auto fewest = std::ranges::min_element(record.timeline, {}, &TimelinePoint::connections);
    EXPECT_LT(fewest->connections, 10U) << "the loss is in the timeline";
    EXPECT_GT(record.totals.successes, 0U);
}

TEST_F(ServerFault, NoMoreClientsAreLetInAtTheStart)
{
    const Sandbox server = startedPlain({"--maxclients", "10"});
    TestProfile profile = commandsProfile({"PING"}, 50, 100);
    profile.load.connections = 50;
    const RunRecord record = finishedRun(profile, server.endpoint());
    EXPECT_EQ(record.state, "aborted");
    EXPECT_NE(record.abortReason.find("lets in 10 clients (maxclients)"), std::string::npos)
        << record.abortReason;
}

TEST_F(ServerFault, TheServerLoadsItsData)
{
    const Sandbox server = startedPlain({"--enable-debug-command", "yes"});
    Client client = connectedTo(server.endpoint());
    say(client, {"DEBUG", "POPULATE", "1000"});
    say(client, {"CONFIG", "SET", "key-load-delay", "2000"});
    say(client, {"CONFIG", "SET", "loading-process-events-interval-bytes", "1024"});
    std::thread loading;
    const RunRecord record = run(
        server.endpoint(), "GET key",
        [&](Client&) {
            loading = std::thread([endpoint = server.endpoint()] {
                auto other = Client::connect(endpoint);
                if (other)
                    (void)other->call({"DEBUG", "RELOAD"});
            });
        },
        [](Client&) {});
    loading.join();
    expectAnOutageBy(record, "LOADING");
}

#ifdef CICADA_SANITIZED
constexpr double kRequestsPerSecond = 2000; // else catching up would take long, and count too
#else
constexpr double kRequestsPerSecond = 10'000;
#endif

/// 2 s of 10 without an answer, by requests that come whatever the server does. A machine that
/// other programs keep busy catches up late, which says nothing of the figures: one calm run of
/// three decides. A tool that leaves requests out would be too low in the first.
RunRecord frozenRun(const Endpoint& endpoint, const std::function<void(LoadTest&)>& freeze)
{
    TestProfile profile = commandsProfile({"PING"}, 100, 0);
    profile.load.rate = kRequestsPerSecond;
    profile.load.duration = 10s;
    profile.load.connections = 50;
    profile.load.pipeline = 10; // so that catching up takes no time to speak of
    RunRecord record;
    for (int runs = 0; runs < 3; ++runs) {
        record = finishedRun(profile, endpoint, {}, freeze);
        if (!record.totals.latency || record.totals.latency->p90 < 1.1e6)
            break;
    }
    return record;
}

void expectAFreezeOf2Seconds(const RunRecord& record)
{
    EXPECT_EQ(record.totals.failures, 0U);
    expectIdentities(record);
    ASSERT_TRUE(record.totals.latency && record.totals.serviceTime);
    EXPECT_NEAR(record.totals.latency->p90, 0.95e6, 0.15e6);
    EXPECT_NEAR(record.totals.latency->p99, 1.85e6, 0.15e6);
    EXPECT_LT(record.totals.serviceTime->p90, 0.1e6) << "told apart";
    EXPECT_TRUE(hasEvent(record, "silent"));
    EXPECT_TRUE(hasEvent(record, "answers"));
}

TEST(ServerFreeze, StoppedByASignal)
{
    const Sandbox server = startedPlain();
    const auto process = static_cast<pid_t>(server.processId());
    expectAFreezeOf2Seconds(frozenRun(server.endpoint(), [&](LoadTest& test) {
        QTimer::singleShot(5000, Qt::PreciseTimer, &test, [&] { ::kill(process, SIGSTOP); });
        QTimer::singleShot(7000, Qt::PreciseTimer, &test, [&] { ::kill(process, SIGCONT); });
    }));
}

TEST(ServerFreeze, AsleepByACommand)
{
    const Sandbox server = startedPlain({"--enable-debug-command", "yes"});
    std::thread sleeper;
    const RunRecord record = frozenRun(server.endpoint(), [&](LoadTest& test) {
        QTimer::singleShot(5000, Qt::PreciseTimer, &test, [&] {
            if (sleeper.joinable())
                sleeper.join();
            sleeper = std::thread([endpoint = server.endpoint()] {
                auto client = Client::connect(endpoint);
                if (client)
                    (void)client->call({"DEBUG", "SLEEP", "2"});
            });
        });
    });
    sleeper.join();
    expectAFreezeOf2Seconds(record);
}

} // namespace
} // namespace cicada
