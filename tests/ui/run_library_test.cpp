#include "run_library.h"

#include "models/run_list_model.h"
#include "models/table_roles.h"
#include "report/run_file.h"
#include "report/run_journal.h"
#include "run_samples.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace cicada {

namespace {

class RunLibraryTest : public testing::Test
{
protected:
    RunLibraryTest()
    {
        qputenv("CICADA_DATA_DIR", folder.path().toUtf8());
        library = std::make_unique<RunLibrary>();
    }

    ~RunLibraryTest() override { qputenv("CICADA_DATA_DIR", dataBefore); }

    QString keep(const std::string& name, const std::string& startedAt)
    {
        RunRecord record = samples::run({"a"});
        record.name = name;
        record.startedAt = startedAt;
        const QString path = library->newRunPath(QString::fromStdString(name));
        EXPECT_TRUE(saveRunFile(record, path.toStdString()));
        return path;
    }

    QString write(const QString& name, const std::string& bytes)
    {
        const QString path = library->folder() + QLatin1Char('/') + name;
        std::ofstream(path.toStdString(), std::ios::binary) << bytes;
        return path;
    }

    void refresh()
    {
        QSignalSpy changed(library.get(), &RunLibrary::runsChanged);
        library->refresh();
        ASSERT_TRUE(changed.wait());
    }

    static nlohmann::json json(const QString& path)
    {
        std::ifstream file(path.toStdString());
        return nlohmann::json::parse(file, nullptr, false);
    }

    const QByteArray dataBefore = qgetenv("CICADA_DATA_DIR");
    QTemporaryDir folder;
    std::unique_ptr<RunLibrary> library;
    QString error;
};

} // namespace

TEST_F(RunLibraryTest, ListsRunsNewestFirstWithTheirFigures)
{
    keep("old", "2026-01-01T00:00:00.000Z");
    keep("new", "2026-03-01T00:00:00.000Z");
    keep("middle", "2026-02-01T00:00:00.000Z");
    refresh();

    ASSERT_EQ(library->runs().size(), 3u);
    EXPECT_EQ(library->runs()[0].name, QStringLiteral("new"));
    EXPECT_EQ(library->runs()[1].name, QStringLiteral("middle"));
    const RunSummary& old = library->runs()[2];
    EXPECT_EQ(old.problem, QString());
    EXPECT_EQ(old.target, QStringLiteral("Local sandbox"));
    EXPECT_EQ(old.requests, 1'000u);
    EXPECT_DOUBLE_EQ(old.durationSeconds, 10);
    EXPECT_DOUBLE_EQ(old.p99Microseconds, 930);
}

TEST_F(RunLibraryTest, ListsHostileFilesAsUnreadableBesideTheOthers)
{
    keep("good", "2026-01-01T00:00:00.000Z");
    const std::pair<const char*, std::string> files[] = {
        {"empty", ""},
        {"cut", R"({"format": "cicada-run", "version": 1, "na)"},
        {"list", "[1, 2]"},
        {"other", R"({"format": "something", "version": 1})"},
        {"newer", R"({"format": "cicada-run", "version": 99})"},
        {"deep", std::string(2'000'000, '[')},
        {"deep_known",
            R"({"format": "cicada-run", "version": 1, "totals": )" + std::string(2'000, '[')
                + std::string(2'000, ']') + "}"},
        {"not_utf8", "{\"format\": \"cicada-run\", \"version\": 1, \"name\": \"\xff\xfe\"}"},
    };
    for (const auto& [name, bytes] : files)
        write(QString::fromLatin1(name) + QStringLiteral(".cicada-run.json"), bytes);
    refresh();

    ASSERT_EQ(library->runs().size(), 1 + std::size(files));
    for (const RunSummary& run : library->runs()) {
        EXPECT_EQ(run.problem.isEmpty(), run.name == QStringLiteral("good"))
            << run.name.toStdString();
        if (!run.problem.isEmpty()) {
            EXPECT_FALSE(library->rename(run.path, QStringLiteral("x"), &error));
            EXPECT_FALSE(error.isEmpty());
        }
    }
}

TEST_F(RunLibraryTest, SurvivesMembersOfTheWrongType)
{
    write(QStringLiteral("odd.cicada-run.json"),
        R"({"format": "cicada-run", "version": 1, "name": 7, "target": [], "totals": "many",
              "duration_s": -1e300, "started_at": {}})");
    refresh();

    ASSERT_EQ(library->runs().size(), 1u);
    EXPECT_EQ(library->runs()[0].problem, QString());
    EXPECT_EQ(library->runs()[0].durationSeconds, 0);
    EXPECT_LT(library->runs()[0].p99Microseconds, 0);
}

TEST_F(RunLibraryTest, RenamesInsideTheFileAndLeavesTheRestAsItWas)
{
    const QString path = keep("before", "2026-01-01T00:00:00.000Z");
    nlohmann::json edited = json(path);
    edited["integrity"]["big"] = 18'446'744'073'709'551'615U;
    write(QFileInfo(path).fileName(), edited.dump());
    refresh();

    ASSERT_TRUE(library->rename(path, QStringLiteral("  After\nthat "), &error))
        << error.toStdString();
    ASSERT_TRUE(library->setNote(path, QStringLiteral("on the new disk"), &error));

    EXPECT_EQ(library->runs()[0].name, QStringLiteral("After that"));
    edited["name"] = "After that";
    edited["note"] = "on the new disk";
    EXPECT_EQ(json(path), edited);
}

TEST_F(RunLibraryTest, RefusesAnEmptyName)
{
    const QString path = keep("before", "2026-01-01T00:00:00.000Z");
    refresh();

    EXPECT_FALSE(library->rename(path, QStringLiteral("  "), &error));
    EXPECT_FALSE(error.isEmpty());
    EXPECT_EQ(json(path)["name"], "before");
}

TEST_F(RunLibraryTest, BringsBackWhatWasRemovedLast)
{
    const QString first = keep("first", "2026-01-01T00:00:00.000Z");
    const QString second = keep("second", "2026-02-01T00:00:00.000Z");
    refresh();
    ASSERT_TRUE(library->remove(first, &error));
    ASSERT_TRUE(library->remove(second, &error));
    EXPECT_TRUE(library->runs().empty());
    EXPECT_FALSE(QFile::exists(second));

    QSignalSpy changed(library.get(), &RunLibrary::runsChanged);
    ASSERT_TRUE(library->restoreLastRemoved(&error));
    ASSERT_TRUE(changed.wait());

    ASSERT_EQ(library->runs().size(), 1u);
    EXPECT_EQ(library->runs()[0].name, QStringLiteral("second"));
    EXPECT_FALSE(QFile::exists(first));
}

TEST_F(RunLibraryTest, ForgetsWhatWasRemovedWhenTheAppEnds)
{
    const QString path = keep("gone", "2026-01-01T00:00:00.000Z");
    refresh();
    ASSERT_TRUE(library->remove(path, &error));
    const QString aside
        = library->folder() + QStringLiteral("/.removed/") + QFileInfo(path).fileName();
    ASSERT_TRUE(QFile::exists(aside));

    library.reset();

    EXPECT_FALSE(QFile::exists(aside));
}

TEST_F(RunLibraryTest, NamesFilesSafelyAndNeverTwice)
{
    const QString path = library->newRunPath(QStringLiteral("../Größe: 90/10 \"x\""));
    EXPECT_EQ(QFileInfo(path).absolutePath(), QFileInfo(library->folder()).absoluteFilePath());
    EXPECT_TRUE(path.endsWith(QStringLiteral("gr-e-90-10-x.cicada-run.json")))
        << path.toStdString();
    write(QFileInfo(path).fileName(), "{}");
    EXPECT_FALSE(QFile::exists(library->newRunPath(QStringLiteral("../Größe: 90/10 \"x\""))));
}

TEST_F(RunLibraryTest, RecoversAnInterruptedRunButNotOneThatIsStillWritten)
{
    for (const char* name : {"killed", "running"}) {
        const QString path = library->newRunPath(QString::fromLatin1(name));
        const QString journalPath = library->journalPath(path);
        RunRecord start = samples::run({});
        start.name = name;
        auto journal
            = RunJournal::create(journalPath.toStdString(), start, {{"a", "READ", {"GET"}}});
        ASSERT_TRUE(journal.ok());
        Interval second;
        second.phase = Phase::Measure;
        second.length = std::chrono::seconds(1);
        second.tasks.resize(1);
        ASSERT_TRUE(journal->append(second).ok());
        if (std::string(name) == "killed") {
            {
                const RunJournal ended = std::move(*journal);
            }
            QFile file(journalPath);
            ASSERT_TRUE(file.open(QIODevice::ReadWrite));
            file.setFileTime(
                QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime);
        }
    }

    EXPECT_EQ(library->recoverInterrupted(), 1);
    EXPECT_EQ(library->recoverInterrupted(), 0);
    QSignalSpy changed(library.get(), &RunLibrary::runsChanged);
    ASSERT_TRUE(changed.wait());
    ASSERT_EQ(library->runs().size(), 1u);
    EXPECT_EQ(library->runs()[0].name, QStringLiteral("killed"));
    EXPECT_EQ(library->runs()[0].state, QStringLiteral("aborted"));
}

TEST_F(RunLibraryTest, IsAModelThatKeepsSelectionWhileRunsComeAndGo)
{
    const QString path = keep("kept", "2026-02-01T00:00:00.000Z");
    refresh();
    RunListModel model(library.get());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex kept = model.index(0, RunListModel::Name);

    keep("newer", "2026-03-01T00:00:00.000Z");
    const QString older = keep("older", "2026-01-01T00:00:00.000Z");
    refresh();
    EXPECT_EQ(model.rowCount(), 3);
    ASSERT_TRUE(library->remove(older, &error));

    ASSERT_TRUE(kept.isValid());
    EXPECT_EQ(kept.row(), 1);
    ASSERT_TRUE(model.setData(kept, QStringLiteral("renamed")));
    EXPECT_EQ(kept.data().toString(), QStringLiteral("renamed"));
    EXPECT_EQ(json(path)["name"], "renamed");
}

} // namespace cicada
