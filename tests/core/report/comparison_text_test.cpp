#include "report/comparison_text.h"

#include "sample_run.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

/// The line that begins with `start`, its runs of blanks made one.
std::string line(const std::string& text, const std::string& start)
{
    const std::size_t at = ('\n' + text).find('\n' + start);
    if (at == std::string::npos)
        return {};
    std::string found;
    for (const char c : text.substr(at, text.find('\n', at) - at)) {
        if (c != ' ' || !found.ends_with(' '))
            found += c;
    }
    return found;
}

RunRecord runOf(double throughput)
{
    RunRecord run = sampleRun();
    run.totals.throughputPerSecond = throughput;
    run.timeline.clear();
    for (int second = 0; second < 20; ++second) {
        TimelinePoint point;
        point.second = second;
        point.phase = Phase::Measure;
        point.requests = 100;
        point.throughputPerSecond = throughput + second % 2;
        run.timeline.push_back(point);
    }
    return run;
}

TEST(ComparisonText, ShowsFiguresSideBySideAndWhetherTheyDiffer)
{
    const std::string text = comparisonText(runOf(1000), runOf(1100));
    EXPECT_EQ(line(text, "throughput").substr(0, 41), "throughput, tasks/s 1,000 1,100 +10.0 % r");
    EXPECT_NE(line(text, "throughput").find("real: +"), std::string::npos);
    EXPECT_EQ(line(text, "median"), "median 0.3 ms 0.3 ms same");
}

TEST(ComparisonText, CallsADifferenceWithinTheNoiseUnclear)
{
    RunRecord second = runOf(1000);
    second.totals.throughputPerSecond = 1001;
    EXPECT_NE(line(comparisonText(runOf(1000), second), "throughput").find("no clear difference"),
        std::string::npos);
}

TEST(ComparisonText, SaysWhereTheRunsAreTooShort)
{
    RunRecord second = sampleRun();
    second.totals.throughputPerSecond *= 2;
    EXPECT_NE(line(comparisonText(sampleRun(), second), "throughput").find("too short to tell"),
        std::string::npos);
}

TEST(ComparisonText, NamesTasksAndSettingsThatDiffer)
{
    RunRecord second = runOf(1000);
    second.tasks[1].name = "New one";
    second.profileJson = R"({"name":"Größe","tasks":[{"weight":3}],"seed":7})";
    const std::string text = comparisonText(runOf(1000), second);
    EXPECT_EQ(line(text, "only in the first"), "only in the first: Never ran");
    EXPECT_EQ(line(text, "only in the second"), "only in the second: New one");
    EXPECT_EQ(line(text, "tasks/0/weight"), "tasks/0/weight 2.5 3");
    EXPECT_EQ(line(text, "seed"), "seed - 7");
}

TEST(ComparisonText, TakesRunsWithoutAnything)
{
    EXPECT_EQ(line(comparisonText({}, {}), "median"), "median - - -");
}

} // namespace
} // namespace cicada
