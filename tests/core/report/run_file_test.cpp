#include "report/run_file.h"

#include "base/random.h"
#include "core/report/sample_run.h"
#include "profile/text_file.h"
#include "report/html_report.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

using namespace cicada;

namespace {

using nlohmann::json;

RunRecord readBack(const RunRecord& run)
{
    const auto read = runRecordFromJson(json::parse(runFileJson(run).dump()));
    EXPECT_TRUE(read) << read.error().text;
    return read ? *read : RunRecord();
}

TEST(RunFile, HasTheNamesThatOthersRelyOn)
{
    const json run = runFileJson(sampleRun());
    EXPECT_EQ(run["format"], "cicada-run");
    EXPECT_EQ(run["version"], 1);
    for (const char* name :
        {"name", "state", "started_at", "duration_s", "elapsed_s", "abort_reason",
            "totals_include_ramp", "repeat_command", "tool", "target", "profile", "totals", "tasks",
            "failures", "timeline", "events", "server", "integrity", "generator", "verdict"})
        EXPECT_TRUE(run.contains(name)) << name;
    for (const json& row : {run["totals"], run["tasks"][0]}) {
        for (const char* name : {"name", "type", "requests", "successes", "failures", "misses",
                 "calls", "throughput_per_s", "failures_per_s", "latency_us", "service_time_us",
                 "connection_wait_us", "sent_bytes", "received_bytes", "mean_reply_bytes",
                 "commands"})
            EXPECT_TRUE(row.contains(name)) << name;
        for (const char* name :
            {"min", "mean", "p50", "p75", "p90", "p95", "p99", "p99_9", "p99_99", "max"})
            EXPECT_TRUE(row["latency_us"].contains(name)) << name;
    }
    for (const char* name : {"t_s", "length_s", "phase", "users", "connections", "in_flight",
             "requests", "successes", "failures", "misses", "throughput_per_s", "latency_us"})
        EXPECT_TRUE(run["timeline"][0].contains(name)) << name;
    for (const char* name : {"task", "kind", "message", "count", "first_s", "last_s"})
        EXPECT_TRUE(run["failures"][0].contains(name)) << name;
    for (const char* name : {"name", "uri", "server", "server_version", "json_version", "mode"})
        EXPECT_TRUE(run["target"].contains(name)) << name;
    EXPECT_EQ(run["tasks"][0]["commands"][0]["command"], "JSON.GET");
    EXPECT_EQ(run["tasks"][0]["commands"][0]["service_time_us"]["max"], 42'100);
    EXPECT_EQ(run["timeline"][0]["phase"], "measure");
    EXPECT_EQ(run["integrity"]["calls_sent"]["JSON.GET"], 9);
    EXPECT_EQ(run["integrity"]["agrees"], false);
    EXPECT_EQ(run["integrity"]["bytes"]["calls"]["received"], 4000);
    EXPECT_EQ(run["integrity"]["bytes"]["counted_by_server"]["sent"], 1000);
    EXPECT_EQ(run["integrity"]["bytes"]["agrees"], false);
    EXPECT_EQ(run["generator"]["ping_us"]["engine"], 52);
    EXPECT_EQ(run["generator"]["ping_us"]["pings"], 1000);
    EXPECT_EQ(run["generator"]["tls"]["resumptions"], 10);
    EXPECT_EQ(run["generator"]["machine_cores"]["server"], 0.98);
    EXPECT_EQ(run["generator"]["workers"][0]["loop_lag_us"]["p99"], 80.5);
    EXPECT_EQ(run["generator"]["loop_lag_us"]["max"], 1200);
    EXPECT_EQ(run["tool"]["cpu_cores"], 2);
    EXPECT_EQ(run["profile"]["tasks"][0]["weight"], 2.5);
    EXPECT_EQ(run["verdict"]["text"], "Redis was the limit.");
}

TEST(RunFile, ARunIsReadBackAsItWasWritten)
{
    const RunRecord run = sampleRun();
    const RunRecord read = readBack(run);
    EXPECT_EQ(runFileJson(read), runFileJson(run))
        << "every member of the sample has its own value";
    EXPECT_EQ(read.tasks[0].connectionWait->max, 8);
    EXPECT_EQ(read.tasks[0].sentBytes, 123'456'789'012U);
    EXPECT_EQ(read.timeline[0].latency->p95, 640);
    EXPECT_EQ(read.timeline[0].phase, Phase::Measure);
    EXPECT_EQ(read.serverSamples[0].memoryBytes, 52'428'800U);
    EXPECT_EQ(read.server.mode, "standalone");
    EXPECT_EQ(json::parse(read.profileJson), json::parse(run.profileJson));
}

TEST(RunFile, KeepsTheSecondsOfEachTask)
{
    const json timelines = runFileJson(sampleRun())["task_timelines"];
    ASSERT_EQ(timelines.size(), 2U);
    EXPECT_EQ(timelines[0]["task"], sampleRun().tasks[0].name);
    EXPECT_EQ(timelines[0]["failures"], json::parse("[1, 0]"));
    EXPECT_EQ(timelines[0]["p95_us"], json::parse("[640, null]"));
    EXPECT_EQ(timelines[1]["misses"], json::parse("[2, 0]"));
    EXPECT_EQ(timelines[1]["p50_us"], json::parse("[null, null]"));

    const RunRecord read = readBack(sampleRun());
    ASSERT_TRUE(read.timeline[0].tasks);
    const PointFigures& busy = read.timeline[0].tasks->at(0);
    EXPECT_EQ(busy.requests, 4U);
    EXPECT_EQ(busy.throughputPerSecond, 3 / read.timeline[0].length);
    EXPECT_EQ(busy.latency->p99, 650);
    EXPECT_FALSE(read.timeline[0].tasks->at(1).latency);
    EXPECT_FALSE(read.timeline[1].tasks->at(0).latency);
}

TEST(RunFile, SecondsOfTasksThatDoNotFitTheRunAreRefused)
{
    const json whole = runFileJson(sampleRun());
    ASSERT_TRUE(runRecordFromJson(whole));
    const auto refused = [&](const auto& spoil) {
        json run = whole;
        spoil(run["task_timelines"]);
        const auto read = runRecordFromJson(run);
        return !read && read.error().text.find("task_timelines") != std::string::npos;
    };
    EXPECT_TRUE(refused([](json& lists) { lists.erase(1); }));
    EXPECT_TRUE(refused([](json& lists) { lists = 7; }));
    EXPECT_TRUE(refused([](json& lists) { lists[0] = nullptr; }));
    EXPECT_TRUE(refused([](json& lists) { lists[0]["requests"].push_back(1); }));
    EXPECT_TRUE(refused([](json& lists) { lists[0]["requests"][1] = -1; }));
    EXPECT_TRUE(refused([](json& lists) { lists[1]["p99_us"][0] = "fast"; }));
    EXPECT_TRUE(refused([](json& lists) { lists[1].erase("max_us"); }));
    json without = whole;
    without["task_timelines"] = nullptr;
    ASSERT_TRUE(runRecordFromJson(without)) << "older files have none";
    EXPECT_FALSE(runRecordFromJson(without)->timeline[0].tasks);
}

TEST(RunFile, NoDataIsNullAndNeverZero)
{
    const json run = runFileJson(sampleRun());
    EXPECT_TRUE(run["tasks"][1]["latency_us"].is_null());
    EXPECT_TRUE(run["tasks"][1]["commands"][0]["service_time_us"].is_null());
    EXPECT_TRUE(run["timeline"][1]["latency_us"].is_null());
    const RunRecord read = readBack(sampleRun());
    EXPECT_FALSE(read.tasks[1].latency);
    EXPECT_FALSE(read.timeline[1].latency);

    RunRecord unasked = sampleRun();
    unasked.integrity.agrees.reset();
    unasked.integrity.bytesAgree.reset();
    EXPECT_TRUE(runFileJson(unasked)["integrity"]["agrees"].is_null());
    EXPECT_FALSE(readBack(unasked).integrity.agrees);
    EXPECT_FALSE(readBack(unasked).integrity.bytesAgree);
}

TEST(RunFile, NumbersThatJsonCannotHoldDoNotSpoilTheFile)
{
    RunRecord run = sampleRun();
    run.durationSeconds = std::numeric_limits<double>::infinity();
    run.totals.throughputPerSecond = std::numeric_limits<double>::quiet_NaN();
    run.name = "\xff";
    EXPECT_TRUE(runRecordFromJson(
        json::parse(runFileJson(run).dump(-1, ' ', false, json::error_handler_t::replace))));
}

TEST(RunFile, ABrokenProfileInsideIsNoProfile)
{
    RunRecord run = sampleRun();
    for (const char* text : {"", "{", "5"}) {
        run.profileJson = text;
        EXPECT_TRUE(runFileJson(run)["profile"].is_null());
    }
}

TEST(RunFile, WhatIsMissingIsNoData)
{
    const auto run
        = runRecordFromJson(json{{"format", "cicada-run"}, {"version", 1}, {"more", {1, 2}}});
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_TRUE(run->tasks.empty());
    EXPECT_FALSE(run->totals.latency);
    EXPECT_FALSE(run->integrity.agrees);
}

TEST(RunFile, SomethingElseIsRefusedWithItsPlace)
{
    struct Row
    {
        json::json_pointer place;
        json value;
        const char* text;
    };

    const Row rows[] = {
        {"/format"_json_pointer, "cicada-test",
            "format: must be \"cicada-run\", is text \"cicada-test\""},
        {"/version"_json_pointer, 2, "version: must be 1, is 2"},
        {"/name"_json_pointer, 5, "name: must be text, is 5"},
        {"/duration_s"_json_pointer, "long", "duration_s: must be a number, is text \"long\""},
        {"/tasks"_json_pointer, json::object(), "tasks: must be a list, is an object"},
        {"/tasks/1"_json_pointer, 7, "tasks[1]: must be an object, is 7"},
        {"/tasks/1/requests"_json_pointer, -1, "tasks[1].requests: must be 0 or more, is -1"},
        {"/tasks/0/latency_us/p99"_json_pointer, "x",
            "tasks[0].latency_us.p99: must be a number, is text \"x\""},
        {"/tasks/0/commands/1/calls"_json_pointer, 1.5,
            "tasks[0].commands[1].calls: must be a whole number, is 1.5"},
        {"/timeline/0/phase"_json_pointer, "later",
            "timeline[0].phase: must be \"spawn\", \"warmup\""},
        {"/integrity/calls_sent/JSON.GET"_json_pointer, "9",
            "integrity.calls_sent.\"JSON.GET\": must be a whole number"},
        {"/integrity/calls_sent"_json_pointer, json::array(),
            "integrity.calls_sent: must be an object, is a list"},
        {"/integrity/agrees"_json_pointer, "yes", "integrity.agrees: must be true or false"},
        {"/generator/warnings"_json_pointer, json::array({1}),
            "generator.warnings[0]: must be text, is 1"},
        {"/server"_json_pointer, "redis", "server: must be an object, is text \"redis\""},
    };
    for (const Row& row : rows) {
        json run = runFileJson(sampleRun());
        run[row.place] = row.value;
        const auto read = runRecordFromJson(run);
        ASSERT_FALSE(read) << row.text;
        EXPECT_EQ(read.error().kind, ErrorKind::Invalid);
        EXPECT_THAT(read.error().text, testing::StartsWith(row.text));
    }
    for (const json& value : {json(), json(5), json::array(), json("cicada-run")})
        EXPECT_FALSE(runRecordFromJson(value)) << value;
}

TEST(RunFile, ATextFromAnyoneCannotCommandATerminal)
{
    json run = runFileJson(sampleRun());
    run["name"] = "\x1b[2Jgone";
    run["tasks"][0]["name"] = "two\nlines";
    run["integrity"]["calls_sent"]["\x1b]0;title\x07"] = 1;
    const auto read = runRecordFromJson(run);
    ASSERT_TRUE(read);
    EXPECT_EQ(runFileJson(*read).dump().find("\\u001b"), std::string::npos);
    EXPECT_EQ(read->tasks[0].name, "two lines");
}

// Any one value of the file becomes any other kind of value: an answer, never a crash.
TEST(RunFile, SurvivesAnyValueInAnyPlace)
{
    const json flat = runFileJson(sampleRun()).flatten();
    const json others[] = {json(), json(-1), json(1e300), json("x"), json::array({json::array()}),
        json::object(), json(true)};
    for (const auto& member : flat.items()) {
        for (const json& other : others) {
            json run = runFileJson(sampleRun());
            run[json::json_pointer(member.key())] = other;
            const auto read = runRecordFromJson(run);
            ASSERT_TRUE(read || !read.error().text.empty()) << member.key();
        }
    }
}

TEST(RunFile, TooDeepNestingIsRefused)
{
    json deep = 1;
    for (int i = 0; i < 5'000; ++i)
        deep = json::array({std::move(deep)});
    json run = runFileJson(sampleRun());
    run["profile"] = {{"x", std::move(deep)}};
    EXPECT_FALSE(runRecordFromJson(run));
}

class RunFileOnDisk : public testing::Test
{
protected:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private:
    QTemporaryDir m_folder;
};

TEST_F(RunFileOnDisk, IsSavedAndLoaded)
{
    ASSERT_TRUE(saveRunFile(sampleRun(), path("a.cicada-run.json")));
    const auto run = loadRunFile(path("a.cicada-run.json"));
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_EQ(runFileJson(*run), runFileJson(sampleRun()));
}

TEST_F(RunFileOnDisk, IsFoundInAReport)
{
    const auto html = renderHtmlReport(runFileJson(sampleRun()));
    ASSERT_TRUE(html) << html.error().text;
    ASSERT_TRUE(writeTextFile(path("a.html"), *html));
    const auto run = loadRunFile(path("a.html"));
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_EQ(runFileJson(*run), runFileJson(sampleRun()));
}

TEST_F(RunFileOnDisk, ThatCannotBeReadIsOneSentenceWithItsName)
{
    const std::string whole = runFileJson(sampleRun()).dump();
    for (const std::string& text : {std::string(), std::string("<html></html>"), std::string("{}"),
             std::string("hello"), whole.substr(0, whole.size() / 2), std::string(100'000, '[')}) {
        ASSERT_TRUE(writeTextFile(path("a.json"), text));
        const auto run = loadRunFile(path("a.json"));
        ASSERT_FALSE(run);
        EXPECT_THAT(
            run.error().text, testing::StartsWith("Cannot open " + path("a.json").string()));
        EXPECT_THAT(run.error().text, testing::Not(testing::HasSubstr("\n")));
    }
    EXPECT_FALSE(loadRunFile(path("none.json")));
    EXPECT_FALSE(saveRunFile(sampleRun(), path("a.json") / "below.json"));
}

} // namespace
