// Ctrl-C at any moment of `cicada-cli run`, on a server that answers and on one that has gone
// silent: the program ends soon, with what there is.
#include "support/fault_proxy.h"
#include "support/folders.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>

namespace cicada {
namespace {

// A tenth of what the time-outs of a target come to, and room for a busy machine.
constexpr int kSoon = 4000;

class Interrupt : public testing::Test
{
protected:
    Interrupt() { m_program.setProcessChannelMode(QProcess::MergedChannels); }

    void start(const Endpoint& endpoint, const QStringList& options)
    {
        m_program.start(commandLineProgram(),
            QStringList{QStringLiteral("run"), QStringLiteral("--target"),
                QString::fromStdString(endpoint.uri()), QStringLiteral("--json"), m_runFile}
                + options);
        ASSERT_TRUE(m_program.waitForStarted());
    }

    /// Once the program says that it has come to `word`.
    void comesTo(const QByteArray& word)
    {
        while (!m_said.contains(word) && m_program.waitForReadyRead(20'000))
            m_said += m_program.readAll();
        ASSERT_TRUE(m_said.contains(word)) << m_said.toStdString();
    }

    void interrupt()
    {
        ASSERT_EQ(::kill(static_cast<pid_t>(m_program.processId()), SIGINT), 0);
        EXPECT_TRUE(m_program.waitForFinished(kSoon)) << m_said.toStdString();
        EXPECT_EQ(m_program.exitStatus(), QProcess::NormalExit);
        EXPECT_EQ(m_program.exitCode(), 130);
        QFile file(m_runFile);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        m_run = nlohmann::json::parse(file.readAll().toStdString());
        EXPECT_EQ(m_run.at("state"), "stopped");
    }

    ~Interrupt() override
    {
        m_program.kill();
        m_program.waitForFinished();
    }

    static QStringList pings(const QStringList& more)
    {
        return QStringList{QStringLiteral("--command"), QStringLiteral("PING"),
                   QStringLiteral("--duration"), QStringLiteral("60s")}
        + more;
    }

    QTemporaryDir m_folder;
    QString m_runFile = m_folder.filePath(QStringLiteral("r.json"));
    QProcess m_program;
    QByteArray m_said;
    nlohmann::json m_run;
};

TEST_F(Interrupt, WhileItConnectsToASilentServer)
{
    const SilentServer server;
    Endpoint endpoint;
    endpoint.port = server.port();
    start(endpoint, pings({}));
    comesTo("Connecting");
    interrupt();
}

TEST_F(Interrupt, WhileItPrepares)
{
    const Sandbox server = startedSandbox();
    QFile profile(m_folder.filePath(QStringLiteral("p.cicada.json")));
    ASSERT_TRUE(profile.open(QIODevice::WriteOnly));
    profile.write(R"({"format":"cicada-test","version":1,"name":"p","target":"sandbox",
        "data_sets":[{"name":"d","kind":"catalog","prefix":"c:","count":300000}],
        "tasks":[{"name":"r","type":"read_document","data_set":"d"}],"load":{}})");
    profile.close();
    start(server.endpoint(), {profile.fileName()});
    comesTo("Preparing");
    interrupt();
    EXPECT_EQ(m_run.at("totals").at("requests"), 0);
}

TEST_F(Interrupt, WhileItSpawns)
{
    const Sandbox server = startedPlain();
    start(server.endpoint(),
        pings({QStringLiteral("--users"), QStringLiteral("1000"), QStringLiteral("--spawn-rate"),
            QStringLiteral("10"), QStringLiteral("--connections"), QStringLiteral("10"),
            QStringLiteral("--wait"), QStringLiteral("1s")}));
    comesTo("Spawning");
    interrupt();
}

TEST_F(Interrupt, WhileItMeasures)
{
    const Sandbox server = startedPlain();
    start(server.endpoint(), pings({}));
    comesTo("Measuring");
    interrupt();
}

TEST_F(Interrupt, WhileItMeasuresAServerThatHasGoneSilent)
{
    const Sandbox server = startedPlain();
    FaultProxy proxy(server.endpoint());
    start(proxy.endpoint(), pings({}));
    comesTo("Measuring");
    proxy.setWay(FaultProxy::Way::Dropped);
    interrupt();
}

TEST_F(Interrupt, WhileItStops)
{
    const Sandbox server = startedPlain();
    FaultProxy proxy(server.endpoint());
    start(proxy.endpoint(), pings({}));
    comesTo("Measuring");
    proxy.setWay(FaultProxy::Way::Dropped);
    ASSERT_EQ(::kill(static_cast<pid_t>(m_program.processId()), SIGINT), 0);
    comesTo("Stopping");
    interrupt();
}

} // namespace
} // namespace cicada
