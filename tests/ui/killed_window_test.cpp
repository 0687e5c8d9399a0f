// kill -9 of the real window in the middle of a run.
#include "redis/client.h"
#include "report/run_file.h"
#include "run_library.h"
#include "support/folders.h"
#include "support/process.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <gtest/gtest.h>

#include <csignal>

namespace cicada {

namespace {

/// The journal of the run in `folder`, wherever in it; empty until there is one.
QString journalIn(const QString& folder)
{
    QDirIterator files(
        folder, {QStringLiteral("*.cicada-journal")}, QDir::Files, QDirIterator::Subdirectories);
    return files.hasNext() ? files.next() : QString();
}

qsizetype secondsIn(const QString& journal)
{
    QFile file(journal);
    return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') - 1 : 0;
}

} // namespace

TEST(KilledWindow, ItsRunIsInTheListAtTheNextStartAndItsSandboxIsGone)
{
    const QTemporaryDir folder;
    QProcess window;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), folder.path()); // it keeps its data there
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    window.setProcessEnvironment(environment);
    window.start(desktopProgram(),
        {QStringLiteral("--shots"), folder.filePath(QStringLiteral("shots")),
            QStringLiteral("--shots-seconds"), QStringLiteral("120")});
    const bool measures
        = comesTrue([&] { return secondsIn(journalIn(folder.path())) >= 3; }, 90'000);
    ::kill(static_cast<pid_t>(window.processId()), SIGKILL);
    ASSERT_TRUE(window.waitForFinished(5000));
    ASSERT_TRUE(measures) << window.readAllStandardError().toStdString();

    const QString journal = journalIn(folder.path());
    const qsizetype kept = secondsIn(journal);
    QFile file(journal);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime);
    file.close();
    const QByteArray before = qgetenv("CICADA_DATA_DIR");
    qputenv("CICADA_DATA_DIR", QFileInfo(QFileInfo(journal).path()).path().toLocal8Bit());
    RunLibrary library;
    qputenv("CICADA_DATA_DIR", before);
    QSignalSpy changed(&library, &RunLibrary::runsChanged);
    EXPECT_EQ(library.recoverInterrupted(), 1);
    ASSERT_TRUE(changed.wait());
    ASSERT_EQ(library.runs().size(), 1U);

    const auto run = loadRunFile(library.runs()[0].path.toStdString());
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_EQ(run->state, "aborted");
    EXPECT_EQ(run->timeline.size(), static_cast<std::size_t>(kept));
    const auto server = Endpoint::parse(run->targetUri);
    ASSERT_TRUE(server);
    EXPECT_TRUE(comesTrue([&] { return !Client::connect(*server).ok(); })) << "no sandbox is left";
}

} // namespace cicada
