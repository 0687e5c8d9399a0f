#include "report/statistics_table.h"

#include "core/report/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

using namespace cicada;

namespace {

std::vector<std::string> lines(const RunRecord& run)
{
    std::istringstream text(statisticsTable(run));
    std::vector<std::string> all;
    for (std::string line; std::getline(text, line);)
        all.push_back(line);
    return all;
}

std::vector<std::string> words(const std::string& line)
{
    std::istringstream text(line);
    std::vector<std::string> all;
    for (std::string word; text >> word;)
        all.push_back(word);
    return all;
}

std::string lineWith(const RunRecord& run, const std::string& part)
{
    for (const std::string& line : lines(run)) {
        if (line.find(part) != std::string::npos)
            return line;
    }
    return {};
}

// The right ends of the columns, in letters.
std::size_t endOf(const std::string& line, const std::string& part)
{
    const std::size_t end = line.find(part) + part.size();
    return static_cast<std::size_t>(
        std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(end),
            [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

using testing::ElementsAre;

TEST(StatisticsTable, HasTheColumnsOfStatistics)
{
    EXPECT_THAT(words(lines(sampleRun()).at(0)),
        ElementsAre("type", "name", "#", "requests", "#", "fails", "#", "misses", "median", "ms",
            "90", "%", "99", "%", "average", "min", "max", "size", "B", "req/s", "failures/s"));
}

TEST(StatisticsTable, ShowsATaskInMillisecondsWithThousandsSeparated)
{
    RunRecord run = sampleRun();
    run.tasks[0].name = "Update";
    EXPECT_THAT(words(lineWith(run, "UPDATE")),
        ElementsAre("UPDATE", "Update", "1,204,112", "7", "5", "0.30", "0.50", "0.92", "0.31",
            "0.060", "43.0", "13,800", "40,136", "0.25"));
    EXPECT_THAT(words(lineWith(run, "All tasks")).at(2), "1,204,112");
}

TEST(StatisticsTable, ShowsNoDataAsADash)
{
    EXPECT_THAT(words(lineWith(sampleRun(), "Never ran")),
        ElementsAre(
            "READ", "Never", "ran", "0", "0", "0", "-", "-", "-", "-", "-", "-", "-", "0", "0"));
}

TEST(StatisticsTable, ShowsTheCallsOfATaskThatHasSeveral)
{
    const RunRecord run = sampleRun();
    EXPECT_THAT(words(lineWith(run, "  JSON.GET")),
        ElementsAre("JSON.GET", "1,204,112", "3", "-", "0.17", "0.31", "0.41", "0.19", "0.050",
            "42.1", "-", "-", "-"));
    EXPECT_THAT(words(lineWith(run, "  JSON.SET")).at(3), "-");
    const auto all = lines(run);
    EXPECT_EQ(
        std::count_if(all.begin(), all.end(),
            [](const std::string& line) { return line.find("JSON.GET") != std::string::npos; }),
        1)
        << "the task of one call has no row below it";
}

TEST(StatisticsTable, AlignsNumbersRightWhateverTheAlphabet)
{
    RunRecord run = sampleRun();
    run.tasks[0].name = "Größe ändern";
    run.tasks[1].name = "x";
    const std::size_t column = endOf(lines(run).at(0), "# requests");
    EXPECT_EQ(endOf(lineWith(run, "Größe ändern"), "1,204,112"), column);
    EXPECT_EQ(endOf(lineWith(run, "All tasks"), "1,204,112"), column);
    for (const std::string& line : lines(run))
        EXPECT_TRUE(line.empty() || line.back() != ' ');
}

TEST(StatisticsTable, CutsNamesBetweenLetters)
{
    RunRecord run = sampleRun();
    run.tasks[1].name.clear();
    for (int i = 0; i < 100; ++i)
        run.tasks[1].name += "ä";
    std::string shown;
    for (int i = 0; i < 48; ++i)
        shown += "ä";
    EXPECT_THAT(lineWith(run, "ä"), testing::HasSubstr(shown + "… "));
}

TEST(StatisticsTable, ListsFailuresOnlyWhereThereAreAny)
{
    RunRecord run = sampleRun();
    EXPECT_THAT(
        lineWith(run, "OOM"), testing::ContainsRegex("OOM +command not allowed +7 +2 +3.5 +29.5$"));
    run.failures.clear();
    EXPECT_EQ(statisticsTable(run).find("message"), std::string::npos);
}

TEST(StatisticsTable, AnEmptyRunStillHasItsTotal)
{
    RunRecord run;
    EXPECT_THAT(words(lines(run).at(1)),
        ElementsAre("All", "tasks", "0", "0", "0", "-", "-", "-", "-", "-", "-", "-", "0", "0"));
}

TEST(StatisticsTable, SteersNoTerminal)
{
    RunRecord run = sampleRun();
    run.tasks.at(0).name = run.tasks.at(0).type = "\x1b[2Jname\r\n\xc2\x9b"
                                                  "31m\xe2\x80\xae";
    run.tasks.at(0).commands = {{"\x1b[31mGET", 1, 0, {}}, {"\xff", 1, 0, {}}};
    run.failures.push_back({"\x1b]0;title\x07", "\x9b", "a\nb", 1, 0, 0, 0});
    for (const std::string& line : lines(run)) {
        EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
        EXPECT_EQ(line.find("\xc2\x9b"), std::string::npos) << line;
        EXPECT_EQ(line.find("\xe2\x80\xae"), std::string::npos) << line;
        EXPECT_EQ(line.find('\x07'), std::string::npos) << line;
    }
}

} // namespace
