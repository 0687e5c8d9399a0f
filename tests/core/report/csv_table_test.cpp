#include "report/csv_table.h"

#include <gtest/gtest.h>

#include <limits>

namespace cicada {
namespace {

std::string fieldOf(std::string_view text)
{
    CsvTable table({"a"});
    table.text(text).endRow();
    return table.csv().substr(3, table.csv().size() - 5);
}

TEST(CsvTable, EndsItsLinesAndSeparatesItsFieldsAsRfc4180Says)
{
    CsvTable table({"name", "count", "time_ms", "rest"});
    table.text("a").count(3).number(0.5, 3).noValue().endRow();
    EXPECT_EQ(table.csv(), "name,count,time_ms,rest\r\n\"a\",3,0.500,\r\n");
}

TEST(CsvTable, QuotesWhatWouldEndAField)
{
    EXPECT_EQ(fieldOf("a,b"), "\"a,b\"");
    EXPECT_EQ(fieldOf("say \"x\""), "\"say \"\"x\"\"\"");
    EXPECT_EQ(fieldOf("two\r\nlines"), "\"two\r\nlines\"");
}

TEST(CsvTable, LeavesNothingThatASpreadsheetWouldRun)
{
    for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1+1"})
        EXPECT_EQ(fieldOf(formula).substr(0, 2), "\"'") << formula;
    EXPECT_EQ(fieldOf("a=1"), "\"a=1\"");
}

TEST(CsvTable, TurnsBytesThatAreNoTextIntoReplacements)
{
    EXPECT_EQ(fieldOf("a\xff"), "\"a\xef\xbf\xbd\"");
    EXPECT_EQ(fieldOf(std::string_view("a\0b", 3)),
        "\"a\xef\xbf\xbd"
        "b\"");
}

TEST(CsvTable, LeavesOutNumbersThatAreNone)
{
    CsvTable table({"a", "b"});
    table.number(std::nullopt, 3).number(std::numeric_limits<double>::infinity(), 3).endRow();
    EXPECT_EQ(table.csv(), "a,b\r\n,\r\n");
}

} // namespace
} // namespace cicada
