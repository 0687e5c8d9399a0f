#include "report/hdr_log.h"

#include "report/hdr_encoding.h"

#include <gtest/gtest.h>

#include <sstream>

namespace cicada {
namespace {

using namespace std::chrono_literals;

Interval second(int number, std::uint64_t value)
{
    Interval interval;
    interval.phase = Phase::Measure;
    interval.start = number * 1s;
    interval.length = 1s;
    interval.tasks.resize(2);
    interval.tasks[0].latency.record(value);
    interval.tasks[1].latency.record(2 * value);
    interval.tasks[1].serviceTime.record(3);
    return interval;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

TEST(HdrLogs, BeginAsTheFormatSays)
{
    const HdrLogs logs("2026-11-23T12:00:00.250Z", {});
    const auto lines = linesOf(logs.files().front().text);
    EXPECT_EQ(lines.at(0), "#[Histogram log format version 1.3]");
    EXPECT_EQ(lines.at(2),
        "#[StartTime: 1795435200.250 (seconds since epoch), 2026-11-23T12:00:00.250Z]");
    EXPECT_EQ(lines.at(3),
        "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_"
        "Histogram\"");
}

TEST(HdrLogs, AreOneForAllTasksAndOneForEach)
{
    const HdrLogs logs("", {"Read whole", "Größe/../x"});
    std::vector<std::string> names;
    for (const HdrLogs::File& file : logs.files())
        names.push_back(file.name);
    EXPECT_EQ(names,
        (std::vector<std::string>{"latency-all-tasks.hlog", "latency-01-read-whole.hlog",
            "latency-02-gr-e-x.hlog", "service-time-all-tasks.hlog",
            "service-time-01-read-whole.hlog", "service-time-02-gr-e-x.hlog"}));
}

TEST(HdrLogs, HoldALineForEachInterval)
{
    HdrLogs logs("", {"a", "b"});
    logs.add(second(0, 100));
    logs.add(second(1, 5000));
    const auto all = linesOf(logs.files()[0].text);
    ASSERT_EQ(all.size(), 6U);
    EXPECT_EQ(all[4].substr(0, 18), "0.000,1.000,0.200,");
    EXPECT_EQ(all[5].substr(0, 19), "1.000,1.000,10.000,");
    const auto read = histogramOfHdrText(
        all[5].substr(19), {.sum = 15'000, .min = 5000, .max = 10'000, .overRange = 0});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->count(), 2U);
    EXPECT_EQ(linesOf(logs.files()[2].text).at(5).substr(0, 19), "1.000,1.000,10.000,");
    EXPECT_EQ(linesOf(logs.files()[5].text).at(5).substr(0, 18), "1.000,1.000,0.003,");
}

TEST(HdrLogs, SayWhatTheFormatHasNoPlaceFor)
{
    HdrLogs logs("", {"a", "b"});
    logs.add(second(0, Histogram::kHighestMicroseconds + 1));
    EXPECT_NE(logs.files()[1].text.find("#[1 values above 1 h are not in the next interval]\n"),
        std::string::npos);
}

TEST(HdrLogs, CannotBeMadeOfARunWithoutHistograms)
{
    EXPECT_FALSE(HdrLogs::of(RunRecord{}).ok());
}

} // namespace
} // namespace cicada
