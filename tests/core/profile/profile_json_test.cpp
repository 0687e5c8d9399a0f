#include "profile/profile_json.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

constexpr const char* kSmallest
    = R"({"format": "cicada-test", "version": 1, "name": "Small", "tasks": []})";

auto members(const Endpoint& e)
{
    return std::tuple(e.transport, e.host, e.port, e.unixPath, e.user, e.password, e.database,
        e.tls.enabled, e.tls.verify, e.tls.caFile, e.tls.certificateFile, e.tls.keyFile,
        e.tls.serverName, e.connectTimeout, e.callTimeout);
}

auto members(const DataSet& s)
{
    return std::tuple(s.name, s.kind, s.count, s.prefix, s.seed, s.storedAs, s.scale, s.file,
        s.sourceKeys, s.sourceStoredAs, s.sourceLimit);
}

auto members(const TaskDefinition& t)
{
    std::vector<std::pair<std::string, std::string>> commands;
    for (const CustomCommand& command : t.commands)
        commands.emplace_back(command.command, command.success);
    return std::tuple(t.name, t.type, t.dataSet, t.weight, t.enabled, t.tags, t.storedAs,
        t.pathStyle, t.keyChoice, t.zipfTheta, t.parameters, commands);
}

auto members(const Load& l)
{
    return std::tuple(l.users, l.spawnRate, l.wait.kind, l.wait.low, l.wait.high, l.wait.perSecond,
        l.rate, l.duration, l.requests, l.warmup, l.connections, l.connectionMode, l.pipeline,
        l.threads, l.stopTimeout, l.checkValues, l.seed);
}

void expectSame(const TestProfile& read, const TestProfile& written)
{
    EXPECT_EQ(read.name, written.name);
    EXPECT_EQ(read.description, written.description);
    EXPECT_EQ(read.target.kind, written.target.kind);
    EXPECT_EQ(read.target.name, written.target.name);
    EXPECT_EQ(members(read.target.endpoint), members(written.target.endpoint));
    ASSERT_EQ(read.dataSets.size(), written.dataSets.size());
    for (std::size_t i = 0; i < read.dataSets.size(); ++i)
        EXPECT_EQ(members(read.dataSets[i]), members(written.dataSets[i])) << i;
    ASSERT_EQ(read.tasks.size(), written.tasks.size());
    for (std::size_t i = 0; i < read.tasks.size(); ++i)
        EXPECT_EQ(members(read.tasks[i]), members(written.tasks[i])) << i;
    EXPECT_EQ(members(read.load), members(written.load));
}

TestProfile parsed(const std::string& text)
{
    const auto profile = profileFromJson(text);
    EXPECT_TRUE(profile) << profile.error().text;
    return profile ? *profile : TestProfile();
}

// No field has its default.
TestProfile full()
{
    TestProfile profile;
    profile.name = "Größe \"quoted\"";
    profile.description = "Two\nlines";
    profile.target.kind = Target::Kind::Endpoint;
    profile.target.name = "staging";
    profile.target.endpoint = Endpoint::parse("rediss://app@db.example:6390/3").value();
    profile.target.endpoint.tls.verify = false;
    profile.target.endpoint.tls.caFile = "ca.pem";
    profile.target.endpoint.tls.certificateFile = "client.pem";
    profile.target.endpoint.tls.keyFile = "client.key";
    profile.target.endpoint.tls.serverName = "db.internal";
    profile.target.endpoint.connectTimeout = 1500ms;
    profile.target.endpoint.callTimeout = 2min;
    profile.dataSets = {
        {"own", "file", 7, "p:", ~0ULL, {StoredAs::String, StoredAs::Hash}, 0.25, "/d/x.json", {},
            {}, {}, {}},
        {"copies", "sampled", 7, "c:", 1, {StoredAs::Json}, 1, {}, "user:*", StoredAs::String, 250,
            {}},
        {"theirs", "existing", 1000, {}, 1, {StoredAs::Hash}, 1, {}, "h:*", StoredAs::Json, 0, {}},
    };
    TaskDefinition task;
    task.name = "Edit";
    task.type = "custom";
    task.dataSet = "own";
    task.weight = 2.5;
    task.enabled = false;
    task.tags = {"a", "b"};
    task.storedAs = "string";
    task.pathStyle = ".";
    task.keyChoice = KeyChoice::Zipf;
    task.zipfTheta = 0.7;
    task.parameters = {{"by", "2"}, {"path", "$.a"}};
    task.commands = {{"GET {key}", "match"}, {"SET {key} x", ""}};
    profile.tasks = {task, TaskDefinition{}};
    profile.tasks[1].name = "Plain";
    profile.tasks[1].type = "ping";
    profile.load = {.users = 77,
        .spawnRate = 12.5,
        .wait = WaitTime::parse("between:10ms:1m30s").value(),
        .rate = 250.5,
        .duration = 61s,
        .requests = 9,
        .warmup = 250ms,
        .connections = 8,
        .connectionMode = ConnectionMode::Multiplexed,
        .pipeline = 16,
        .threads = 3,
        .stopTimeout = 1s,
        .checkValues = 0.25,
        .seed = 99};
    return profile;
}

TEST(ProfileJson, AProfileIsReadBackAsItWasWritten)
{
    for (const TestProfile& profile : {full(), TestProfile{}})
        expectSame(parsed(profileToJson(profile)), profile);
}

TEST(ProfileJson, EveryKindOfShapeIsReadBack)
{
    using Kind = ShapeDefinition::Kind;
    ShapeDefinition shape;
    shape.from = 10;
    shape.to = 100;
    shape.step = 10.5;
    shape.peak = 200;
    shape.secondPeak = 150;
    shape.speed = 25;
    shape.every = 10s;
    shape.before = 1s;
    shape.ramp = 2s;
    shape.hold = 3s;
    shape.after = 4s;
    shape.length = 5min;
    shape.stages = {{100, 10s, 1min}, {0, 5s, 0s}};
    shape.points = {{0s, 5}, {30s, 50}};
    for (const auto of : {ShapeDefinition::Of::Users, ShapeDefinition::Of::Rate})
        for (const auto kind :
            {Kind::Stages, Kind::Steps, Kind::Spike, Kind::DoubleWave, Kind::Dwell, Kind::List}) {
            TestProfile profile = full();
            profile.load.rate = 0;
            profile.load.duration = 0s;
            shape.of = of;
            shape.kind = kind;
            profile.load.shape = shape;
            const std::string text = profileToJson(profile);
            const TestProfile read = parsed(text);
            EXPECT_EQ(profileToJson(read), text);
            ASSERT_TRUE(read.load.shape);
            EXPECT_EQ(read.load.shape->of, of);
            for (auto time = 0s; time < 6min; time += 1s)
                ASSERT_EQ(LoadShape::of(*read.load.shape).targetAt(time),
                    LoadShape::of(shape).targetAt(time));
        }
}

TEST(ProfileJson, AShapeEndsTheRunUnlessADurationIsGiven)
{
    const std::string head = R"({"format": "cicada-test", "version": 1, "name": "S",
        "tasks": [], "load": {"shape": {"of": "users", "kind": "stages",
        "stages": [{"target": 5, "ramp": "1s"}]})";
    EXPECT_EQ(parsed(head + "}}").load.duration, 0s);
    EXPECT_EQ(parsed(head + R"(, "duration": "9s"}})").load.duration, 9s);
}

TEST(ProfileJson, EveryKindOfTargetIsReadBack)
{
    TestProfile profile = full();
    for (const char* uri : {"redis://127.0.0.1:6379", "redis://[::1]:7000/2",
             "unix:///run/redis.sock", "rediss://h:1"}) {
        profile.target.endpoint = Endpoint::parse(uri).value();
        for (const std::string& name : {std::string("mine"), profile.target.endpoint.uri()}) {
            profile.target.name = name;
            expectSame(parsed(profileToJson(profile)), profile);
        }
    }
    profile.target = {Target::Kind::Saved, "staging", {}};
    expectSame(parsed(profileToJson(profile)), profile);
    profile.target = Target{};
    expectSame(parsed(profileToJson(profile)), profile);
}

TEST(ProfileJson, WhatIsMissingHasItsDefault)
{
    TestProfile expected;
    expected.name = "Small";
    expectSame(parsed(kSmallest), expected);
}

TEST(ProfileJson, DefaultsAreWrittenSoThatTheFileExplainsItself)
{
    const std::string text = profileToJson(TestProfile{});
    for (const char* part : {"\"target\": \"sandbox\"", "\"users\": 10", "\"wait\": \"none\"",
             "\"duration\": \"30s\"", "\"connections\": \"auto\"", "\"threads\": \"auto\"",
             "\"connection_mode\": \"exclusive\""})
        EXPECT_THAT(text, testing::HasSubstr(part));
    EXPECT_EQ(text.back(), '\n');
}

TEST(ProfileJson, AcceptsWhatPeopleWrite)
{
    const TestProfile profile = parsed(R"({
        "format": "cicada-test", "version": 1, "name": "Hand-made",
        "tasks": [{"name": "T", "type": "custom", "parameters": {"by": 2, "on": true},
                   "commands": ["PING", {"command": "ECHO x"}]}],
        "load": {"duration": 2.5, "warmup": 1, "connections": "auto", "threads": 2, "users": 10}
    })");
    EXPECT_EQ(profile.load.duration, 2500ms);
    EXPECT_EQ(profile.load.warmup, 1s);
    EXPECT_EQ(profile.load.connections, 0U);
    EXPECT_EQ(profile.load.threads, 2U);
    EXPECT_EQ(profile.tasks[0].parameters.at("by"), "2");
    EXPECT_EQ(profile.tasks[0].parameters.at("on"), "true");
    EXPECT_EQ(profile.tasks[0].commands[0].command, "PING");
    EXPECT_EQ(profile.tasks[0].commands[1].command, "ECHO x");
}

TEST(ProfileJson, APasswordIsNeverWritten)
{
    TestProfile profile = full();
    profile.target.endpoint.password = "hunter2";
    EXPECT_THAT(profileToJson(profile), testing::Not(testing::HasSubstr("hunter2")));
}

TEST(ProfileJson, APasswordIsRefusedAndNotRepeated)
{
    for (const char* target :
        {R"("redis://:hunter2@h")", R"("app:hunter2@h:6379")", R"("redis://:hunter2@h:99999")",
            R"({"uri": "redis://:hunter2@h"})", R"({"uri": "redis://h", "password": "hunter2"})"}) {
        std::string text = kSmallest;
        text.replace(text.rfind('}'), 1, ", \"target\": " + std::string(target) + "}");
        const auto profile = profileFromJson(text);
        ASSERT_FALSE(profile) << target;
        EXPECT_THAT(profile.error().text, testing::StartsWith("target"));
        EXPECT_THAT(profile.error().text, testing::Not(testing::HasSubstr("hunter2")));
    }
}

TEST(ProfileJson, AllProblemsAreCollected)
{
    std::vector<Problem> problems;
    const auto profile = profileFromJson(R"({
        "format": "cicada-test", "version": "1", "nmae": "x", "target": 5,
        "data_sets": [{"name": 1, "prefix": "p:", "stored_as": ["json", "xml"], "count": 2.5}],
        "tasks": [{"name": "a", "type": "ping"}, {"type": "ping", "tags": ["ok", 1], "key_choice": "best"}, 7],
        "load": {"users": "ten", "spawn_rate": "fast", "duration": true, "warmup": -1, "seed": -1, "threads": "many",
                 "connection_mode": "own", "wait": 5, "stop_timeout": 1e9, "pipeline": [1]}
    })",
        &problems);
    ASSERT_FALSE(profile);
    std::vector<std::string> lines;
    for (const Problem& problem : problems)
        lines.push_back(problem.field + ": " + problem.text);
    EXPECT_THAT(lines,
        testing::ElementsAre("version: must be 1, is text \"1\"", "name: is missing",
            "target: must be an object, is 5", "data_sets[0].name: must be text, is 1",
            "data_sets[0].count: must be a whole number, is 2.5",
            "data_sets[0].stored_as: must be \"json\", \"string\" or \"hash\", is \"xml\"",
            "tasks[1].name: is missing", "tasks[1].tags[1]: must be one line of text, is 1",
            "tasks[1].key_choice: must be \"uniform\", \"zipf\", \"latest\", \"sequential\" or "
            "\"own_slice\", is \"best\"",
            "tasks[2]: must be an object, is 7",
            "load.users: must be a whole number, is text \"ten\"",
            "load.spawn_rate: must be a number, is text \"fast\"", "load.wait: must be text, is 5",
            "load.duration: must be a duration like \"30s\" or a number of seconds, is true",
            "load.warmup: must be 0s to 1000h, is -1 seconds",
            "load.connection_mode: must be \"exclusive\" or \"multiplexed\", is \"own\"",
            "load.pipeline: must be a whole number, is a list",
            "load.threads: must be a whole number or \"auto\", is text \"many\"",
            "load.stop_timeout: must be 0s to 1000h, is 1000000000.0 seconds",
            "load.seed: must be 0 or more, is -1", "nmae: unknown field, did you mean \"name\"?"));
    EXPECT_THAT(profile.error().text, testing::EndsWith("and 11 more problems"));
}

class ProfileFile : public testing::Test
{
protected:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    static std::string contentOf(const std::filesystem::path& file)
    {
        std::ostringstream text;
        text << std::ifstream(file, std::ios::binary).rdbuf();
        return text.str();
    }

    static void write(const std::filesystem::path& file, const std::string& text)
    {
        std::ofstream(file, std::ios::binary) << text;
    }

private:
    QTemporaryDir m_folder;
};

TEST_F(ProfileFile, IsSavedAndLoaded)
{
    TestProfile profile = full();
    profile.dataSets[0].file = path("x.json").string();
    ASSERT_TRUE(saveProfile(profile, path("a.cicada.json")));
    const auto loaded = loadProfile(path("a.cicada.json"));
    ASSERT_TRUE(loaded) << loaded.error().text;
    expectSame(*loaded, profile);
}

TEST_F(ProfileFile, KeepsFilesBesideItRelative)
{
    TestProfile profile = full();
    profile.dataSets[0].file = path("documents/x.json").string();
    ASSERT_TRUE(saveProfile(profile, path("a.cicada.json")));
    EXPECT_THAT(
        contentOf(path("a.cicada.json")), testing::HasSubstr("\"file\": \"documents/x.json\""));

    profile.dataSets[0].file = "/elsewhere/x.json";
    ASSERT_TRUE(saveProfile(profile, path("a.cicada.json")));
    EXPECT_THAT(
        contentOf(path("a.cicada.json")), testing::HasSubstr("\"file\": \"/elsewhere/x.json\""));
}

TEST_F(ProfileFile, SavingReplacesTheOldFileWhole)
{
    write(path("a.cicada.json"), std::string(100'000, 'x'));
    ASSERT_TRUE(saveProfile(full(), path("a.cicada.json")));
    EXPECT_TRUE(loadProfile(path("a.cicada.json")));
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry :
        std::filesystem::directory_iterator(path("").parent_path()))
        ++files;
    EXPECT_EQ(files, 1U) << "nothing may be left beside it";
}

TEST_F(ProfileFile, AFailedSaveIsOneSentenceAndKeepsWhatWasThere)
{
    write(path("a.cicada.json"), "old");
    const auto saved = saveProfile(full(), path("a.cicada.json") / "below.cicada.json");
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::Io);
    EXPECT_THAT(saved.error().text, testing::StartsWith("Cannot write "));
    EXPECT_EQ(contentOf(path("a.cicada.json")), "old");
}

TEST_F(ProfileFile, ThatIsMissingAFolderOrTooLargeIsOneSentence)
{
    const auto missing = loadProfile(path("none.cicada.json"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::Io);
    EXPECT_THAT(missing.error().text, testing::HasSubstr("none.cicada.json"));

    const auto folder = loadProfile(path(""));
    ASSERT_FALSE(folder);
    EXPECT_THAT(folder.error().text, testing::HasSubstr("it is a folder"));

    write(path("big.cicada.json"), kSmallest + std::string(16 * 1024 * 1024, ' '));
    const auto big = loadProfile(path("big.cicada.json"));
    ASSERT_FALSE(big);
    EXPECT_THAT(big.error().text, testing::HasSubstr("larger than"));
}

} // namespace
