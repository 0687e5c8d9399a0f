#include "run_session.h"

#include "report/run_file.h"
#include "report/run_journal.h"
#include "run_library.h"
#include "server/sandbox.h"
#include "support/file_size_limit.h"
#include "support/process.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include <csignal>

namespace cicada {

namespace {

using namespace std::chrono_literals;

constexpr int kLongEnough = 30'000;

/// Two small commands on the sandbox; small enough to be prepared at once.
TestProfile smallProfile(std::chrono::nanoseconds duration)
{
    TestProfile profile;
    profile.name = "Small";
    DataSet people;
    people.name = "people";
    people.count = 50;
    people.prefix = "cicada:session_test:";
    profile.dataSets.push_back(people);
    TaskDefinition read;
    read.name = "Read";
    read.type = "read_document";
    read.dataSet = "people";
    TaskDefinition ping;
    ping.name = "Ping";
    ping.type = "ping";
    profile.tasks = {read, ping};
    profile.load.users = 4;
    profile.load.duration = duration;
    profile.load.wait = {WaitTime::Kind::Constant, 5ms, 0ms, 0};
    return profile;
}

class RunSessionTest : public testing::Test
{
protected:
    RunSessionTest()
        : m_session(&m_library)
        , m_finished(&m_session, &RunSession::runFinished)
        , m_failed(&m_session, &RunSession::failedToStart)
    {
    }

    bool waitForEnd()
    {
        return QTest::qWaitFor(
            [this] { return !m_finished.empty() || !m_failed.empty(); }, kLongEnough);
    }

    bool waitForState(RunState state)
    {
        return QTest::qWaitFor(
            [this, state] { return m_session.progress().state == state; }, kLongEnough);
    }

    QString failure() const
    {
        return m_failed.empty() ? QString() : m_failed.front().front().toString();
    }

    RunLibrary m_library;
    RunSession m_session;
    QSignalSpy m_finished, m_failed;
};

} // namespace

TEST_F(RunSessionTest, KeepsAFinishedRunAsAFileAndNoJournal)
{
    m_session.start(smallProfile(2s));
    EXPECT_TRUE(m_session.isActive());
    ASSERT_TRUE(waitForEnd()) << m_session.stateText().toStdString();
    ASSERT_EQ(m_finished.count(), 1) << failure().toStdString();
    EXPECT_FALSE(m_session.isActive());

    const QString path = m_finished.front().at(0).toString();
    EXPECT_EQ(m_finished.front().at(1).toString(), QString());
    const Result<RunRecord> stored = loadRunFile(path.toStdString());
    ASSERT_TRUE(stored) << stored.error().text;
    EXPECT_EQ(stored->state, "finished");
    EXPECT_GT(stored->totals.requests, 0u);
    EXPECT_EQ(stored->totals.failures, 0u);
    EXPECT_EQ(stored->totals.requests, m_session.record().totals.requests);
    EXPECT_FALSE(QFileInfo::exists(m_library.journalPath(path)));
}

TEST_F(RunSessionTest, ShowsNewFiguresWhileItRuns)
{
    QSignalSpy updates(&m_session, &RunSession::recordUpdated);
    m_session.start(smallProfile(3s));
    std::set<std::uint64_t> seen;
    QObject::connect(&m_session, &RunSession::recordUpdated,
        [&] { seen.insert(m_session.record().totals.requests); });
    ASSERT_TRUE(waitForEnd());
    EXPECT_GE(updates.count(), 8) << "four times a second";
    EXPECT_GE(seen.size(), 3u) << "its figures grow";
}

TEST_F(RunSessionTest, KeepsWhatThereIsWhenStopped)
{
    m_session.start(smallProfile(60s));
    ASSERT_TRUE(waitForState(RunState::Measuring)) << failure().toStdString();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return m_session.record().totals.requests > 0; }, kLongEnough));
    m_session.stop();
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(m_finished.count(), 1);
    const Result<RunRecord> stored = loadRunFile(m_finished.front().at(0).toString().toStdString());
    ASSERT_TRUE(stored) << stored.error().text;
    EXPECT_EQ(stored->state, "stopped");
}

TEST_F(RunSessionTest, StartsAgainAfterARun)
{
    for (const int runs : {1, 2}) {
        m_session.start(smallProfile(1s));
        ASSERT_TRUE(QTest::qWaitFor([&] { return m_finished.count() == runs; }, kLongEnough))
            << failure().toStdString();
    }
    EXPECT_NE(m_finished.at(0).at(0), m_finished.at(1).at(0)) << "each run has a file of its own";
}

TEST_F(RunSessionTest, SaysInOneSentenceThatNobodyListens)
{
    TestProfile profile = smallProfile(2s);
    profile.target.kind = Target::Kind::Endpoint;
    profile.target.endpoint.port = freePort();
    m_session.start(profile);
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(m_failed.count(), 1);
    EXPECT_FALSE(failure().isEmpty());
    EXPECT_FALSE(failure().contains(QLatin1Char('\n')));
    EXPECT_FALSE(m_session.isActive());
    EXPECT_EQ(m_session.stateText(), QStringLiteral("Ready"));
}

TEST_F(RunSessionTest, SaysThatASavedTargetIsNotKnown)
{
    TestProfile profile = smallProfile(2s);
    profile.target = {Target::Kind::Saved, "staging", {}};
    m_session.start(profile);
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(failure().contains(QStringLiteral("staging")));
}

TEST_F(RunSessionTest, CanBeStoppedBeforeItsFirstRequest)
{
    m_session.start(smallProfile(2s)); // the sandbox is being started
    m_session.stop();
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(m_session.isActive());
    EXPECT_TRUE(failure().contains(QStringLiteral("nothing to keep")));
}

TEST_F(RunSessionTest, GoesOnWhenTheServerDiesAndCountsIt)
{
    Result<Sandbox> server = Sandbox::start();
    ASSERT_TRUE(server) << server.error().text;
    TestProfile profile = smallProfile(4s);
    profile.target.kind = Target::Kind::Endpoint;
    profile.target.endpoint = server->endpoint();
    m_session.start(profile);
    ASSERT_TRUE(waitForState(RunState::Measuring)) << failure().toStdString();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return m_session.record().totals.requests > 0; }, kLongEnough));

    ::kill(static_cast<pid_t>(server->processId()), SIGKILL);

    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(m_finished.count(), 1) << failure().toStdString();
    EXPECT_GT(m_session.record().totals.failures, 0u);
}

#ifndef _WIN32

TEST_F(RunSessionTest, GoesOnInMemoryWhereTheDiskIsFullAndSaysItOnce)
{
    QSignalSpy journalFailed(&m_session, &RunSession::journalFailed);
    m_session.start(smallProfile(4s));
    ASSERT_TRUE(waitForState(RunState::Measuring)) << failure().toStdString();
    {
        const FileSizeLimit nothingMore(1);
        ASSERT_TRUE(waitForEnd());
    }
    EXPECT_EQ(journalFailed.count(), 1);
    ASSERT_EQ(m_finished.count(), 1) << failure().toStdString();
    EXPECT_EQ(m_finished.front().at(0).toString(), QString());
    EXPECT_TRUE(m_finished.front().at(1).toString().contains(QStringLiteral("in memory only")))
        << m_finished.front().at(1).toString().toStdString();
    EXPECT_EQ(m_session.record().state, "finished");
    EXPECT_GT(m_session.record().totals.requests, 0U);
    EXPECT_TRUE(m_session.record().histograms) << "it can be saved whole";
}

#endif

TEST_F(RunSessionTest, LeavesItsJournalWhereTheWindowGoesMidRun)
{
    {
        RunSession session(&m_library);
        session.start(smallProfile(60s));
        ASSERT_TRUE(
            QTest::qWaitFor([&] { return session.record().timeline.size() >= 2; }, kLongEnough));
    }
    std::vector<RunRecord> recovered;
    const QDir folder(m_library.folder());
    for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*journal*")}, QDir::Files)) {
        if (Result<RunRecord> run = RunJournal::recover(file.filePath().toStdString()))
            recovered.push_back(std::move(run).value());
    }
    ASSERT_EQ(recovered.size(), 1u);
    EXPECT_FALSE(recovered.front().timeline.empty());
}

} // namespace cicada
