#include "report/twin_comparison.h"

#include "profile/profile_json.h"
#include "report/run_file.h"
#include "report/twin_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cicada {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TaskDefinition task(const std::string& name, const std::string& type, const std::string& tag)
{
    TaskDefinition definition;
    definition.name = name;
    definition.type = type;
    definition.dataSet = "people";
    definition.tags = {tag};
    return definition;
}

TaskRow row(const std::string& name, double p50, double p75)
{
    TaskRow row;
    row.name = name;
    row.requests = row.successes = 10'000;
    row.calls = 10'000;
    row.sentBytes = 500'000;
    row.receivedBytes = 240'000;
    row.latency = LatencyFigures{.min = p50 / 2,
        .mean = p50,
        .p50 = p50,
        .p75 = p75,
        .p90 = p75,
        .p95 = p75,
        .p99 = p75,
        .p99_9 = p75,
        .p99_99 = p75,
        .max = p75};
    return row;
}

// One field, as JSON in 80 us and as string in 200 us.
RunRecord twoTwins()
{
    TestProfile profile;
    profile.dataSets.resize(1);
    profile.dataSets.front().name = "people";
    profile.dataSets.front().prefix = "p:";
    profile.dataSets.front().storedAs = {StoredAs::Json, StoredAs::String};
    profile.tasks = {task("as string", "string_read_field", "twin:read_field"),
        task("as JSON", "read_field", "twin:read_field")};
    RunRecord record;
    record.profileJson = profileToJson(profile);
    record.durationSeconds = 30;
    record.tasks = {row("as string", 200, 210), row("as JSON", 80, 85)};
    record.tasks[0].receivedBytes = 138'000'000;
    return record;
}

} // namespace

TEST(TwinComparison, PutsJsonFirstAndDividesByRequests)
{
    const auto groups = compareTwins(twoTwins());

    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(groups[0].name, "read_field");
    ASSERT_THAT(groups[0].rows, SizeIs(2));
    EXPECT_EQ(groups[0].rows[0].storedAs, "json");
    EXPECT_EQ(groups[0].rows[1].storedAs, "string");
    EXPECT_DOUBLE_EQ(groups[0].rows[0].sentBytes, 50);
    EXPECT_DOUBLE_EQ(groups[0].rows[0].receivedBytes, 24);
    EXPECT_DOUBLE_EQ(groups[0].rows[0].calls, 1);
    EXPECT_DOUBLE_EQ(groups[0].rows[1].receivedBytes, 13'800);
}

TEST(TwinComparison, SaysBytesAndTimesInOneSentence)
{
    const auto groups = compareTwins(twoTwins());

    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(groups[0].sentence,
        "Read field: JSON moves 74 B a request where the string twin moves 13.8 KB, and takes 0.40 "
        "x "
        "of its time (median 80 us to 0.2 ms).");
}

TEST(TwinComparison, ComparesNothingWhereRequestsFailed)
{
    RunRecord record = twoTwins();
    record.tasks[0].failures = 3;

    EXPECT_THAT(compareTwins(record).at(0).sentence,
        testing::AllOf(HasSubstr("not compared"), HasSubstr("as string"), Not(HasSubstr("0.40"))));
}

TEST(TwinComparison, ComparesNothingWhereATwinHardlyRan)
{
    RunRecord record = twoTwins();
    record.tasks[1].requests = 99;

    EXPECT_THAT(compareTwins(record).at(0).sentence, HasSubstr("made 99 requests"));
}

TEST(TwinComparison, SaysThatABusyServerMakesAllWait)
{
    RunRecord record = twoTwins();
    record.serverSamples = {{.second = 1, .cpuShare = 0.97}, {.second = 2, .cpuShare = 0.99}};

    EXPECT_THAT(compareTwins(record).at(0).sentence, HasSubstr("The server was busy"));
}

TEST(TwinComparison, NeedsTwoWaysOfStoring)
{
    RunRecord record = twoTwins();
    record.tasks.pop_back(); // the JSON task was switched off

    EXPECT_THAT(compareTwins(record), IsEmpty());
    EXPECT_EQ(twinText(record), "");
}

TEST(TwinComparison, HasNoneWithoutAProfile)
{
    RunRecord record = twoTwins();
    record.profileJson = "{\"format\":\"something else\"}";

    EXPECT_THAT(compareTwins(record), IsEmpty());
}

TEST(TwinComparison, NamesTasksWhereTwoAreStoredAlike)
{
    RunRecord record = twoTwins();
    TestProfile profile = *profileFromJson(record.profileJson);
    profile.tasks.push_back(task("again", "read_field", "twin:read_field"));
    record.profileJson = profileToJson(profile);
    record.tasks.push_back(row("again", 80, 85));

    EXPECT_THAT(compareTwins(record).at(0).sentence,
        testing::AllOf(HasSubstr("\"as JSON\" moves"), HasSubstr("where \"again\" moves")));
}

// The same medians: 5 % apart, 40 % apart with hardly any spread, 40 % apart in wide noise.
struct RatioRow
{
    double p50, p75;
    std::uint64_t requests;
    bool clear;
};

class MedianRatioOf : public testing::TestWithParam<RatioRow>
{
};

TEST_P(MedianRatioOf, IsClearOnlyBeyondItsNoise)
{
    const RatioRow& given = GetParam();
    TwinRow a, b;
    a.requests = b.requests = given.requests;
    a.latency = LatencyFigures{.p50 = 100, .p75 = 100 + (given.p75 - given.p50)};
    b.latency = LatencyFigures{.p50 = given.p50, .p75 = given.p75};

    const MedianRatio ratio = medianRatio(a, b, 10);

    EXPECT_DOUBLE_EQ(ratio.ratio, 100 / given.p50);
    EXPECT_EQ(ratio.clear, given.clear);
}

INSTANTIATE_TEST_SUITE_P(Rows, MedianRatioOf,
    testing::Values(RatioRow{104, 105, 1'000'000, false}, RatioRow{140, 142, 10'000, true},
        RatioRow{140, 142, 10, true}, RatioRow{140, 1'140, 1'000'000, false},
        RatioRow{100, 101, 10'000, false}));

TEST(TwinComparison, HasNoRatioWithoutData)
{
    EXPECT_FALSE(medianRatio({}, {}, 10).clear);
}

TEST(DocumentMemory, IsSaidForDataThatIsStoredInTwoWays)
{
    RunRecord record = twoTwins();
    record.documentMemory = {{"people", "json", 50, 429, 400, 450}, {"people", "string", 50, 233},
        {"alone", "json", 50, 100, 100, 100}};

    EXPECT_THAT(documentMemorySentences(record),
        testing::ElementsAre(
            "A document of \"people\" takes 429 B as JSON, 233 B as string in Redis "
            "(mean of 50 keys, MEMORY USAGE)."));
    EXPECT_EQ(compareTwins(record).at(0).rows.at(0).documentBytes, 429);
}

TEST(DocumentMemory, SurvivesTheRunFile)
{
    RunRecord record = twoTwins();
    record.documentMemory = {{"people", "json", 50, 429, 400, 450}};

    const auto read = runRecordFromJson(runFileJson(record));

    ASSERT_TRUE(read) << read.error().text;
    ASSERT_THAT(read->documentMemory, SizeIs(1));
    EXPECT_EQ(read->documentMemory[0].storedAs, "json");
    EXPECT_EQ(read->documentMemory[0].sampledKeys, 50u);
    EXPECT_EQ(read->documentMemory[0].maxBytes, 450);
    EXPECT_THAT(compareTwins(*read), SizeIs(1));
}

TEST(TwinText, ShowsATableAndTheSentences)
{
    const std::string text = twinText(twoTwins());

    EXPECT_THAT(text, testing::StartsWith("twins"));
    EXPECT_THAT(text, HasSubstr("read_field  json       as JSON"));
    EXPECT_THAT(text, HasSubstr("\nRead field: JSON moves 74 B"));
}

} // namespace cicada
