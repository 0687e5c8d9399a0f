#include "redis/connection.h"

#include "redis/client.h"
#include "redis/resp_encoder.h"
#include "server/target_check.h"
#include "support/certificates.h"
#include "support/finished_run.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

// How a real server is reached, and what a person is told where it is not.

namespace cicada {

namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kLocalNames = "DNS:localhost,IP:127.0.0.1";

/// The step of "Test connection" that failed, with its words; all of them where none did.
CheckStep failedStep(const Endpoint& endpoint)
{
    std::string all;
    for (const CheckStep& step : checkTarget(endpoint, {}).steps) {
        if (step.status == CheckStep::Status::Failed)
            return step;
        all += step.name + ": " + step.detail + "\n";
    }
    return {"none", CheckStep::Status::Passed, all};
}

/// A real server with TLS on a port of its own, and the authority that signed its certificate.
class TlsServer
{
public:
    explicit TlsServer(const std::string& names = kLocalNames, std::chrono::hours lifetime = 24h,
        const std::string& clientCertificates = "no")
        : m_files(m_authority.issue("server", names, lifetime))
        , m_port(freePort())
        , m_server(startedPlain({"--tls-port", std::to_string(m_port), "--tls-cert-file",
              m_files.certificate, "--tls-key-file", m_files.key, "--tls-ca-cert-file",
              m_authority.file(), "--tls-auth-clients", clientCertificates}))
    {
    }

    Endpoint endpoint(const std::string& host = "localhost") const
    {
        Endpoint endpoint;
        endpoint.host = host;
        endpoint.port = m_port;
        endpoint.tls.enabled = true;
        endpoint.tls.caFile = m_authority.file();
        return endpoint;
    }

    Endpoint plainEndpoint() const { return m_server.endpoint(); }

    TestAuthority& authority() { return m_authority; }

private:
    TestAuthority m_authority;
    TestAuthority::Files m_files;
    std::uint16_t m_port;
    Sandbox m_server;
};

std::string pingOver(const Endpoint& endpoint)
{
    auto client = Client::connect(endpoint);
    if (!client)
        return client.error().text;
    const auto reply = client->call({"PING"});
    return reply ? reply->text : reply.error().text;
}

/// Echoes texts, one after another, and tells when each was said to be written.
class Echo : public CallSink
{
public:
    struct Times
    {
        Time begin, written, flushed;
    };

    explicit Echo(const Connection::Setup& setup)
        : m_connection(m_loop, setup)
    {
        m_connection.open([this](const Failure* failure) {
            m_open = failure == nullptr;
            m_loop.stop();
        });
        m_loop.run();
    }

    bool isOpen() const { return m_open; }

    Times send(std::size_t bytes)
    {
        const std::string text(bytes, 'x');
        appendArrayHeader(m_connection.output(), 2);
        appendBulk(m_connection.output(), "PING");
        appendBulk(m_connection.output(), text);
        m_connection.commit(*this, std::chrono::steady_clock::now());
        m_times.begin = std::chrono::steady_clock::now();
        m_connection.flush();
        m_times.flushed = std::chrono::steady_clock::now();
        m_loop.run();
        return m_times;
    }

    void onReply(Reply&, Time written, Time) override
    {
        m_times.written = written;
        m_loop.stop();
    }

    void onFailure(const Failure& failure, bool) override
    {
        ADD_FAILURE() << failure.text;
        m_loop.stop();
    }

private:
    EventLoop m_loop;
    Connection m_connection;
    Times m_times;
    bool m_open = false;
};

} // namespace

// A server on the same core may run, and answer, before the write returns: service time would be
// too short by that.
TEST(ServiceTime, BeginsBeforeTheSystemTakesTheCall)
{
    const Sandbox server = startedSandbox();
    Connection::Setup setup;
    setup.endpoint = server.endpoint();
    Echo echo(setup);
    ASSERT_TRUE(echo.isOpen());
    constexpr int kRounds = 31;
    int nearerToTheBegin = 0;
    for (int i = 0; i < kRounds; ++i) {
        const Echo::Times times = echo.send(60'000);
        nearerToTheBegin += times.written - times.begin < times.flushed - times.written ? 1 : 0;
    }
    EXPECT_GT(nearerToTheBegin, kRounds / 2);
}

TEST(Tls, ConnectsToAServerItTrusts)
{
    const TlsServer server;
    Client client = connectedTo(server.endpoint());

    EXPECT_EQ(client.call({"PING"})->text, "PONG");
    EXPECT_THAT(client.tlsInfo().version, AnyOf("TLSv1.2", "TLSv1.3"));
    EXPECT_THAT(client.tlsInfo().subject, HasSubstr("server"));
    EXPECT_THAT(client.tlsInfo().notAfter, HasSubstr("GMT"));
}

TEST(Tls, TrustsAnAddressThatTheCertificateHolds)
{
    const TlsServer server;

    EXPECT_EQ(pingOver(server.endpoint("127.0.0.1")), "PONG");
}

TEST(Tls, CarriesRepliesOfManyRecordsWhole)
{
    const TlsServer server;
    Client client = connectedTo(server.endpoint());
    std::string value;
    for (int i = 0; value.size() < 5'000'000; ++i)
        value += std::to_string(i) + ",";

    ASSERT_EQ(client.call({"SET", "big", value})->text, "OK");
    EXPECT_TRUE(client.call({"GET", "big"})->text == value);
}

TEST(Tls, ReconnectionsTakeUpAnEarlierSessionUnlessToldNotTo)
{
    const TlsServer server;
    for (const bool resume : {true, false}) {
        TestProfile profile = commandsProfile({"PING"}, 4, 400);
        profile.load.connections = 4;
        profile.load.threads = 1;
        profile.load.reconnectEvery = 10;
        profile.load.tlsResumption = resume;
        RunOptions options;
        options.adHoc = true;
        const RunRecord record
            = finishedRun(profile, server.endpoint(), options, [](const LoadTest& test) {
                  EXPECT_FALSE(test.record().generator.tls) << "not known yet, which is not 0";
              });
        EXPECT_EQ(record.totals.successes, 400U);
        EXPECT_EQ(record.integrity.agrees, true);
        ASSERT_TRUE(record.generator.tls);
        EXPECT_GE(record.generator.tls->handshakes, 400U / 11);
        // The first four may all begin before there is a session to take up.
        if (resume)
            EXPECT_GE(record.generator.tls->resumptions, record.generator.tls->handshakes - 4);
        else
            EXPECT_EQ(record.generator.tls->resumptions, 0U);
    }
}

TEST(Tls, RefusesAnAuthorityItDoesNotKnow)
{
    const TlsServer server;
    const TestAuthority other;
    Endpoint endpoint = server.endpoint();
    endpoint.tls.caFile = other.file();

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "TLS");
    EXPECT_THAT(step.detail, HasSubstr("Set the CA file"));
    EXPECT_NE(pingOver(endpoint), "PONG");
}

TEST(Tls, RefusesAnExpiredCertificate)
{
    const TlsServer server(kLocalNames, -24h);

    const CheckStep step = failedStep(server.endpoint());

    EXPECT_EQ(step.name, "TLS");
    EXPECT_THAT(step.detail, HasSubstr("has expired"));
}

TEST(Tls, RefusesACertificateForAnotherName)
{
    const TlsServer server("DNS:redis.example.org");

    for (const char* host : {"localhost", "127.0.0.1"}) {
        const CheckStep step = failedStep(server.endpoint(host));
        EXPECT_EQ(step.name, "TLS");
        EXPECT_THAT(step.detail, HasSubstr(std::string("is not for \"") + host + "\""));
    }
}

TEST(Tls, ChecksTheServerNameThatTheTargetSets)
{
    const TlsServer server("DNS:redis.example.org");
    Endpoint endpoint = server.endpoint("127.0.0.1");
    endpoint.tls.serverName = "redis.example.org";

    EXPECT_EQ(pingOver(endpoint), "PONG");
}

TEST(Tls, TakesAnyCertificateOnlyWhereVerificationIsOff)
{
    const TlsServer server("DNS:redis.example.org", -24h);
    Endpoint endpoint = server.endpoint();
    endpoint.tls.verify = false;

    EXPECT_EQ(pingOver(endpoint), "PONG");
    const CheckResult result = checkTarget(endpoint, {});
    EXPECT_EQ(result.steps[2].status, CheckStep::Status::Warning);
    EXPECT_THAT(result.steps[2].detail, HasSubstr("not checked"));
}

TEST(Tls, ShowsAClientCertificateWhereTheServerWantsOne)
{
    TlsServer server(kLocalNames, 24h, "yes");
    const auto client = server.authority().issue("client", "DNS:client");
    Endpoint endpoint = server.endpoint();
    endpoint.tls.certificateFile = client.certificate;
    endpoint.tls.keyFile = client.key;

    EXPECT_EQ(pingOver(endpoint), "PONG");
}

TEST(Tls, SaysThatTheServerWantsAClientCertificate)
{
    const TlsServer server(kLocalNames, 24h, "yes");

    const CheckStep step = failedStep(server.endpoint());

    EXPECT_EQ(step.name, "TLS");
    EXPECT_THAT(step.detail, HasSubstr("client certificate"));
}

TEST(Tls, SaysThatTheServerRefusesTheClientCertificate)
{
    const TlsServer server(kLocalNames, 24h, "yes");
    TestAuthority other;
    const auto client = other.issue("client", "DNS:client");
    Endpoint endpoint = server.endpoint();
    endpoint.tls.certificateFile = client.certificate;
    endpoint.tls.keyFile = client.key;

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "TLS");
    EXPECT_THAT(step.detail, HasSubstr("client certificate"));
}

TEST(Tls, NamesAFileThatCannotBeRead)
{
    const TlsServer server;
    Endpoint endpoint = server.endpoint();
    endpoint.tls.caFile = "/no/such/ca.pem";

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "TLS");
    EXPECT_THAT(step.detail, HasSubstr("/no/such/ca.pem"));
}

// A Redis without TLS takes the handshake for the beginning of a command, and waits for its end.
TEST(Tls, SaysThatAPortDoesNotSpeakIt)
{
    const TlsServer server;
    Endpoint endpoint = server.endpoint();
    endpoint.port = server.plainEndpoint().port;
    endpoint.connectTimeout = 300ms;

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "TLS");
    EXPECT_THAT(step.detail, HasSubstr("redis:// (TLS off)"));
}

TEST(Tls, SaysWhereAPlainTargetMeetsItsPort)
{
    const TlsServer server;
    Endpoint endpoint = server.endpoint();
    endpoint.tls.enabled = false;

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "Log in");
    EXPECT_THAT(step.detail, HasSubstr("rediss://"));
}

TEST(LogIn, TakesAnAclUser)
{
    const Sandbox server = startedPlain();
    Client admin = connectedTo(server.endpoint());
    ASSERT_EQ(admin.call({"ACL", "SETUSER", "ada", "on", ">s3cret", "+@all", "~*"})->text, "OK");
    Endpoint endpoint = server.endpoint();
    endpoint.user = "ada";
    endpoint.password = "s3cret";
    endpoint.database = 3;

    Client client = connectedTo(endpoint);

    EXPECT_EQ(client.call({"ACL", "WHOAMI"})->text, "ada");
    EXPECT_THAT(client.call({"CLIENT", "LIST"})->text, HasSubstr("db=3"));
}

TEST(LogIn, SaysThatThePasswordIsWrongWithoutRepeatingIt)
{
    const Sandbox server = startedPlain();
    Client admin = connectedTo(server.endpoint());
    ASSERT_EQ(admin.call({"CONFIG", "SET", "requirepass", "right"})->text, "OK");
    Endpoint endpoint = server.endpoint();
    endpoint.password = "hunter2";

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "Log in");
    EXPECT_THAT(step.detail, HasSubstr("refused the user name or the password"));
    EXPECT_EQ(pingOver(endpoint).find("hunter2"), std::string::npos);
}

TEST(LogIn, SaysThatAPasswordIsMissing)
{
    const Sandbox server = startedPlain();
    Client admin = connectedTo(server.endpoint());
    ASSERT_EQ(admin.call({"CONFIG", "SET", "requirepass", "right"})->text, "OK");

    const CheckStep step = failedStep(server.endpoint());

    EXPECT_EQ(step.name, "Log in");
    EXPECT_THAT(step.detail, HasSubstr("wants a password"));
}

TEST(LogIn, SaysThatThereIsNoPasswordToGive)
{
    const Sandbox server = startedPlain();
    Endpoint endpoint = server.endpoint();
    endpoint.password = "hunter2";

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "Log in");
    EXPECT_THAT(step.detail, HasSubstr("Leave it empty"));
}

TEST(LogIn, SaysThatADatabaseIsNotThere)
{
    const Sandbox server = startedPlain();
    Endpoint endpoint = server.endpoint();
    endpoint.database = 99;

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "Log in");
    EXPECT_THAT(step.detail, HasSubstr("database 99"));
}

TEST(Connect, ReachesASocketFile)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("redis.sock")).toStdString();
    const Sandbox server = startedPlain({"--unixsocket", path});

    EXPECT_EQ(pingOver(*Endpoint::parse("unix://" + path + "?db=2")), "PONG");
    EXPECT_EQ(failedStep(*Endpoint::parse("unix://" + path)).name, "JSON"); // all before it passed
}

TEST(Connect, SaysThatASocketFileIsNotThereOrNobodysAnyMore)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("redis.sock")).toStdString();
    const Endpoint endpoint = *Endpoint::parse("unix://" + path);

    EXPECT_EQ(failedStep(endpoint).name, "Connect");
    EXPECT_THAT(failedStep(endpoint).detail, HasSubstr("Is the path right"));
    {
        const Sandbox server = startedPlain({"--unixsocket", path});
    }
    ASSERT_TRUE(std::filesystem::exists(path)); // a killed server leaves its file behind
    EXPECT_THAT(failedStep(endpoint).detail, HasSubstr("No server is behind"));
}

TEST(Connect, ReachesAnIpv6Address)
{
    if (!std::filesystem::exists("/proc/net/if_inet6"))
        GTEST_SKIP() << "this machine has no IPv6";
    const Sandbox server = startedPlain({"--bind", "127.0.0.1", "::1"});
    const std::string port = std::to_string(server.endpoint().port);

    EXPECT_EQ(pingOver(*Endpoint::parse("redis://[::1]:" + port)), "PONG");
    EXPECT_EQ(pingOver(*Endpoint::parse("redis://localhost:" + port)), "PONG");
}

TEST(Connect, SaysThatNothingListens)
{
    Endpoint endpoint;
    endpoint.port = freePort();

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "Connect");
    EXPECT_THAT(
        step.detail, StartsWith("Nothing listens on 127.0.0.1:" + std::to_string(endpoint.port)));
}

TEST(Connect, SaysThatAHostIsUnknownWithinItsTimeLimit)
{
    Endpoint endpoint;
    endpoint.host = "no-such-host.invalid";
    endpoint.connectTimeout = 2s;
    const auto start = std::chrono::steady_clock::now();

    const CheckStep step = failedStep(endpoint);

    EXPECT_EQ(step.name, "Resolve");
    EXPECT_THAT(step.detail, HasSubstr("no-such-host.invalid"));
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST(Connect, GivesUpOnASilentServerAfterItsTimeLimit)
{
    const SilentServer server;
    Endpoint endpoint;
    endpoint.port = server.port();
    endpoint.connectTimeout = 200ms;
    const auto start = std::chrono::steady_clock::now();

    const CheckStep plain = failedStep(endpoint);
    endpoint.tls.enabled = true;
    const CheckStep tls = failedStep(endpoint);

    EXPECT_EQ(plain.name, "Log in");
    EXPECT_THAT(plain.detail, HasSubstr("within 200ms"));
    EXPECT_EQ(tls.name, "TLS");
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

} // namespace cicada
