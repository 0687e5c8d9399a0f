// kill -9 in the middle of a run of cicada-cli, and what a stop of the program itself leaves.
#include "report/run_journal.h"
#include "server/sandbox.h"
#include "support/command_line.h"
#include "support/folders.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <thread>

namespace cicada {
namespace {

class KilledRun : public testing::Test
{
protected:
    void start(const QString& duration)
    {
        m_program.start(commandLineProgram(),
            {QStringLiteral("run"), QStringLiteral("--command"), QStringLiteral("PING"),
                QStringLiteral("--target"), QStringLiteral("sandbox"), QStringLiteral("--duration"),
                duration, QStringLiteral("--quiet"), QStringLiteral("--json"), m_runFile});
        ASSERT_TRUE(m_program.waitForStarted());
    }

    ~KilledRun() override
    {
        m_program.kill();
        m_program.waitForFinished();
    }

    /// Seconds that the journal holds.
    qsizetype seconds() const
    {
        return content(m_runFile + QStringLiteral(".journal")).count('\n') - 1;
    }

    void signal(int number)
    {
        ASSERT_EQ(::kill(static_cast<pid_t>(m_program.processId()), number), 0);
    }

    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    QString m_runFile = m_folder.filePath(QStringLiteral("r.json"));
    QProcess m_program;
};

TEST_F(KilledRun, IsOfferedAtTheNextStartWithEverySecondThatItHadAndLeavesNoSandbox)
{
    start(QStringLiteral("60s"));
    ASSERT_TRUE(comesTrue([this] { return seconds() >= 4; }, 30'000));
    signal(SIGKILL);
    ASSERT_TRUE(m_program.waitForFinished(5000));

    const qsizetype kept = seconds();
    const auto run = RunJournal::recover((m_runFile + QStringLiteral(".journal")).toStdString());
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_EQ(run->timeline.size(), static_cast<std::size_t>(kept));
    EXPECT_GT(run->totals.requests, 0U);
    const auto server = Endpoint::parse(run->targetUri);
    ASSERT_TRUE(server);
    EXPECT_TRUE(comesTrue([&] { return !Client::connect(*server).ok(); })) << "no sandbox is left";

    const CliOutcome next
        = cli({QStringLiteral("run"), QStringLiteral("--command"), QStringLiteral("PING"),
            QStringLiteral("--target"), QStringLiteral("sandbox"), QStringLiteral("--requests"),
            QStringLiteral("10"), QStringLiteral("--quiet"), QStringLiteral("--json"), m_runFile});
    EXPECT_EQ(next.exitCode, 0) << next.err;
    const QString aside = m_runFile + QStringLiteral(".journal.1");
    EXPECT_NE(next.err.find("cicada-cli report " + aside.toStdString()), std::string::npos)
        << next.err;
    const QString recovered = m_folder.filePath(QStringLiteral("recovered.json"));
    ASSERT_EQ(
        cli({QStringLiteral("report"), aside, QStringLiteral("--json"), recovered}).exitCode, 0);
    const auto json = nlohmann::json::parse(content(recovered).toStdString());
    EXPECT_EQ(json.at("state"), "aborted");
    EXPECT_EQ(json.at("totals").at("requests"), run->totals.requests);
}

TEST_F(KilledRun, ThatWasOnlyStoppedForAWhileSaysSo)
{
    start(QStringLiteral("7s"));
    ASSERT_TRUE(comesTrue([this] { return seconds() >= 1; }, 30'000));
    signal(SIGSTOP);
    std::this_thread::sleep_for(std::chrono::seconds(3));
    signal(SIGCONT);
    ASSERT_TRUE(m_program.waitForFinished(30'000));
    const auto run = nlohmann::json::parse(content(m_runFile).toStdString());
    const auto& events = run.at("events");
    EXPECT_TRUE(std::any_of(events.begin(), events.end(), [](const nlohmann::json& event) {
        return event.at("kind") == "stalled";
    })) << events.dump();
}

} // namespace
} // namespace cicada
