#include "report/table_export.h"

#include "sample_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace cicada {
namespace {

using Row = std::map<std::string, std::string>;

/// Reads RFC 4180, on its own terms.
std::vector<Row> rowsOf(const std::string& csv)
{
    std::vector<std::vector<std::string>> lines(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted && c == '"' && csv[i + 1] == '"')
            lines.back().back() += csv[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            lines.back().emplace_back();
        else if (!quoted && c == '\r')
            lines.push_back({std::string()}), ++i;
        else
            lines.back().back() += c;
    }
    lines.pop_back();
    std::vector<Row> rows;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        EXPECT_EQ(lines[i].size(), lines[0].size());
        for (std::size_t column = 0; column < lines[0].size(); ++column) {
            if (column == 0)
                rows.emplace_back();
            rows.back()[lines[0][column]] = lines[i][column];
        }
    }
    return rows;
}

std::vector<Row> table(const RunRecord& record, const std::string& name)
{
    for (const ExportedTable& exported : exportedTables(record)) {
        if (exported.fileName == name)
            return rowsOf(exported.csv);
    }
    ADD_FAILURE() << "there is no table " << name;
    return {};
}

TEST(TableExport, GivesATaskARowAndTheTotalTheLast)
{
    const std::vector<Row> rows = table(sampleRun(), "statistics.csv");
    ASSERT_EQ(rows.size(), 3U);
    const Row& update = rows[0];
    EXPECT_EQ(update.at("name"), "Update \"as\" string");
    EXPECT_EQ(update.at("requests"), "1204112");
    EXPECT_EQ(update.at("misses"), "5");
    EXPECT_EQ(update.at("throughput_per_s"), "40136.500");
    EXPECT_EQ(update.at("latency_p50_ms"), "0.300");
    EXPECT_EQ(update.at("latency_p99_99_ms"), "12.840");
    EXPECT_EQ(update.at("service_time_max_ms"), "42.100");
    EXPECT_EQ(update.at("connection_wait_p95_ms"), "0.004");
    EXPECT_EQ(update.at("sent_bytes"), "123456789012");
    EXPECT_EQ(update.at("mean_reply_bytes"), "13800.4");
    EXPECT_EQ(rows[2].at("name"), "All tasks");
    EXPECT_EQ(rows[2].at("type"), "");
}

TEST(TableExport, LeavesEmptyWhatIsNoData)
{
    const Row never = table(sampleRun(), "statistics.csv")[1];
    EXPECT_EQ(never.at("requests"), "0");
    EXPECT_EQ(never.at("latency_p50_ms"), "");
    EXPECT_EQ(never.at("mean_reply_bytes"), "");
}

TEST(TableExport, GivesEveryCallARow)
{
    const std::vector<Row> rows = table(sampleRun(), "commands.csv");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].at("command"), "JSON.GET");
    EXPECT_EQ(rows[0].at("failures"), "3");
    EXPECT_EQ(rows[0].at("service_time_p50_ms"), "0.172");
    EXPECT_EQ(rows[1].at("service_time_p50_ms"), "");
}

TEST(TableExport, HoldsTheOtherTablesOfTheRun)
{
    const RunRecord run = sampleRun();
    EXPECT_EQ(table(run, "failures.csv").at(0).at("count_outside_totals"), "2");
    EXPECT_EQ(table(run, "timeline.csv").at(0).at("latency_p95_ms"), "0.640");
    EXPECT_EQ(table(run, "timeline.csv").at(1).at("phase"), "stop");
    EXPECT_EQ(table(run, "server.csv").at(0).at("memory_bytes"), "52428800");
    EXPECT_EQ(table(run, "events.csv").at(0).at("text"), "connection refused");
    const std::vector<Row> facts = table(run, "run.csv");
    EXPECT_TRUE(std::any_of(facts.begin(), facts.end(), [](const Row& row) {
        return row.at("fact") == "calls_agree_with_server" && row.at("value") == "false";
    }));
}

TEST(TableExport, OfARunWithoutAnythingIsHeadersAlone)
{
    for (const ExportedTable& exported : exportedTables(RunRecord{})) {
        if (exported.fileName != "run.csv" && exported.fileName != "statistics.csv") {
            EXPECT_TRUE(rowsOf(exported.csv).empty()) << exported.fileName;
        }
    }
}

TEST(TableExport, WritesEveryTableIntoAFolderItMakes)
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString() + "/a/b";
    ASSERT_TRUE(saveTables(sampleRun(), path).ok());
    for (const ExportedTable& exported : exportedTables(sampleRun())) {
        QFile file(path / exported.fileName);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << exported.fileName;
        EXPECT_EQ(file.readAll().toStdString(), exported.csv);
    }
}

TEST(TableExport, SaysWhereItCannotWrite)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("taken")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    const auto saved = saveTables(sampleRun(), folder.path().toStdString() + "/taken/tables");
    ASSERT_FALSE(saved.ok());
    EXPECT_EQ(saved.error().kind, ErrorKind::Io);
    EXPECT_NE(saved.error().text.find("taken/tables"), std::string::npos);
}

} // namespace
} // namespace cicada
