// The files that cicada-cli leaves: where they cannot be written, nothing is lost.
#include "support/command_line.h"
#include "support/folders.h"

#include <QDir>
#include <QFile>
#include <QProcess>
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

TEST(CommandLineResults, SaysOnceThatTheJournalCannotBeKeptAndGoesOn)
{
    const QTemporaryDir folder;
    const QString run = folder.filePath(QStringLiteral("r.json"));
    ASSERT_TRUE(QDir(folder.path()).mkdir(QStringLiteral("r.json.journal"))) << "in its way";
    const CliOutcome outcome = cli({QStringLiteral("run"), QStringLiteral("--command"),
        QStringLiteral("PING"), QStringLiteral("--target"), QStringLiteral("sandbox"),
        QStringLiteral("--users"), QStringLiteral("2"), QStringLiteral("--duration"),
        QStringLiteral("3s"), QStringLiteral("--quiet"), QStringLiteral("--json"), run});
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    const std::size_t first = outcome.err.find("r.json.journal");
    ASSERT_NE(first, std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find("r.json.journal", first + 1), std::string::npos) << outcome.err;
    EXPECT_EQ(runIn(run).at("state"), "finished");
}

TEST(CommandLineResults, ComparesTwoRunsAndAddsThemUp)
{
    const QTemporaryDir folder;
    const QString first = folder.filePath(QStringLiteral("a.json"));
    const QString second = folder.filePath(QStringLiteral("b.html"));
    const QString sum = folder.filePath(QStringLiteral("sum.json"));
    ASSERT_EQ(cli(pings({QStringLiteral("--json"), first})).exitCode, 0);
    ASSERT_EQ(cli(pings({QStringLiteral("--html"), second})).exitCode, 0);
    const CliOutcome compared = cli({QStringLiteral("compare"), first, second});
    EXPECT_EQ(compared.exitCode, 0) << compared.err;
    EXPECT_NE(compared.out.find("too short to tell"), std::string::npos) << compared.out;
    ASSERT_EQ(
        cli({QStringLiteral("report"), first, second, QStringLiteral("--json"), sum}).exitCode, 0);
    EXPECT_EQ(runIn(sum).at("totals").at("requests"), 400);
    EXPECT_EQ(runIn(sum).at("integrity").at("calls_sent").at("PING"), 400);
    EXPECT_EQ(cli({QStringLiteral("compare"), first}).exitCode, 2);
}

// The Python package hdrhistogram is the judge; ./dev fetches it.
TEST(CommandLineResults, WritesHdrLogsThatHdrHistogramReads)
{
    const QTemporaryDir folder;
    const QString run = folder.filePath(QStringLiteral("r.json"));
    const QString live = folder.filePath(QStringLiteral("live"));
    const QString later = folder.filePath(QStringLiteral("later"));
    ASSERT_EQ(
        cli(pings({QStringLiteral("--json"), run, QStringLiteral("--hdr"), live})).exitCode, 0);
    ASSERT_EQ(cli({QStringLiteral("report"), run, QStringLiteral("--hdr"), later}).exitCode, 0);
    const QStringList names{QStringLiteral("latency-01-ping.hlog"),
        QStringLiteral("latency-all-tasks.hlog"), QStringLiteral("service-time-01-ping.hlog"),
        QStringLiteral("service-time-all-tasks.hlog")};
    EXPECT_EQ(QDir(live).entryList(QDir::Files), names);
    EXPECT_EQ(QDir(later).entryList(QDir::Files), names);
    QProcess python;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONPATH"),
        QString::fromStdString((sourceFolder() / "build/python").string()));
    python.setProcessEnvironment(environment);
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import hdrh")});
    if (!python.waitForFinished(20'000) || python.exitCode() != 0)
        GTEST_SKIP() << "the Python package hdrhistogram is not installed";
    const nlohmann::json latency = runIn(run).at("totals").at("latency_us");
    for (const QString& logs : {live, later}) {
        python.start(QStringLiteral("python3"),
            {QStringLiteral("-c"), QStringLiteral(R"(
import sys
from hdrh.histogram import HdrHistogram
from hdrh.log import HistogramLogReader
total = HdrHistogram(1, 3600000000, 3)
reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 3600000000, 3))
while reader.add_next_interval_histogram(total):
    pass
print(total.get_total_count(), total.get_value_at_percentile(50),
    total.get_value_at_percentile(99), end='')
)"),
                QDir(logs).filePath(QStringLiteral("latency-all-tasks.hlog"))});
        ASSERT_TRUE(python.waitForFinished(20'000));
        EXPECT_EQ(python.readAllStandardOutput().toStdString(),
            "200 " + std::to_string(latency.at("p50").get<int>()) + " "
                + std::to_string(latency.at("p99").get<int>()))
            << python.readAllStandardError().toStdString();
    }
}

} // namespace
} // namespace cicada
