// The files that cicada-cli leaves: where they cannot be written, nothing is lost.
#include "support/command_line.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicada {
namespace {

QStringList pings(const QStringList& results)
{
    return QStringList{QStringLiteral("run"), QStringLiteral("--command"), QStringLiteral("PING"),
               QStringLiteral("--target"), QStringLiteral("sandbox"), QStringLiteral("--requests"),
               QStringLiteral("200"), QStringLiteral("--users"), QStringLiteral("2"),
               QStringLiteral("--quiet")}
    + results;
}

nlohmann::json runIn(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return nlohmann::json::parse(file.readAll().toStdString());
}

QByteArray textOf(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

TEST(CommandLineResults, WritesTheTablesOfARunAndTheSameOnesAgainFromItsRunFile)
{
    const QTemporaryDir folder;
    const QString run = folder.filePath(QStringLiteral("r.json"));
    const QString tables = folder.filePath(QStringLiteral("new/tables"));
    const QString again = folder.filePath(QStringLiteral("again"));
    const CliOutcome outcome
        = cli(pings({QStringLiteral("--json"), run, QStringLiteral("--csv"), tables}));
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    ASSERT_EQ(cli({QStringLiteral("report"), run, QStringLiteral("--csv"), again}).exitCode, 0);
    const QStringList names = QDir(tables).entryList(QDir::Files);
    EXPECT_GE(names.size(), 7);
    for (const QString& name : names)
        EXPECT_EQ(textOf(QDir(tables).filePath(name)), textOf(QDir(again).filePath(name)))
            << name.toStdString();
    EXPECT_TRUE(textOf(QDir(tables).filePath(QStringLiteral("statistics.csv")))
            .contains("\"PING\",200,200,0,0,200,"));
}

TEST(CommandLineResults, SaysBeforeTheRunWhereAResultCannotBeWritten)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    const QString missing = folder.filePath(QStringLiteral("no/such/r.json"));
    for (const QStringList& results : {QStringList{QStringLiteral("--json"), missing},
             QStringList{QStringLiteral("--html"), folder.path()},
             QStringList{QStringLiteral("--csv"), file.fileName()},
             QStringList{QStringLiteral("--csv"), file.fileName() + QStringLiteral("/tables")},
             QStringList{QStringLiteral("--json"), QStringLiteral("/proc/r.json")},
             QStringList{QStringLiteral("--json"), file.fileName(), QStringLiteral("--html"),
                 file.fileName()}}) {
        const CliOutcome outcome = cli(pings(results));
        EXPECT_EQ(outcome.exitCode, 2) << outcome.err;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
        EXPECT_NE(outcome.err.find(results.front().toStdString()), std::string::npos)
            << outcome.err;
        EXPECT_EQ(outcome.out, "") << "nothing ran";
    }
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
        QStringList{QStringLiteral("file")})
        << "the trial leaves nothing";
}

// /dev/full takes the place of a disk that fills up while the test runs.
TEST(CommandLineResults, KeepsTheRunElsewhereWhereTheDiskIsFullAtItsEnd)
{
    const QTemporaryDir folder;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), folder.path());
    const CliOutcome outcome
        = cli(pings({QStringLiteral("--json"), QStringLiteral("/dev/full")}), environment);
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_NE(outcome.out.find("PING"), std::string::npos) << "the table is there";
    const QStringList kept = QDir(folder.path()).entryList({QStringLiteral("*.cicada-run.json")});
    ASSERT_EQ(kept.size(), 1) << outcome.err;
    EXPECT_NE(outcome.err.find(kept.front().toStdString()), std::string::npos) << outcome.err;
    EXPECT_EQ(runIn(folder.filePath(kept.front())).at("totals").at("requests"), 200);
    EXPECT_FALSE(QFile::exists(QStringLiteral("/dev/full.journal")));
}

} // namespace
} // namespace cicada
