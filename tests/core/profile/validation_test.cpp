#include "profile/test_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

TestProfile runnable()
{
    TestProfile profile;
    DataSet people;
    people.name = "people";
    people.prefix = "cicada:people:";
    DataSet catalog;
    catalog.name = "catalog";
    catalog.kind = "catalog";
    catalog.prefix = "cicada:catalog:";
    profile.dataSets = {people, catalog};
    TaskDefinition read;
    read.name = "Read";
    read.type = "read_document";
    read.dataSet = "people";
    profile.tasks = {read};
    return profile;
}

std::vector<std::string> lines(const std::vector<Problem>& problems)
{
    std::vector<std::string> all;
    for (const Problem& problem : problems)
        all.push_back(problem.field + ": " + problem.text);
    return all;
}

std::vector<std::string> problemsAfter(const std::function<void(TestProfile&)>& change)
{
    TestProfile profile = runnable();
    change(profile);
    return lines(validate(profile));
}

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Validate, FindsNothingWrongWithARunnableProfile)
{
    EXPECT_THAT(lines(validate(runnable())), ElementsAre());
}

void steps(Load& load, double to)
{
    ShapeDefinition shape;
    shape.kind = ShapeDefinition::Kind::Steps;
    shape.step = 10;
    shape.every = 5s;
    shape.to = to;
    load.shape = shape;
    load.duration = 0s;
}

TEST(Validate, AShapeThatEndsNeedsNoDuration)
{
    EXPECT_THAT(
        problemsAfter([](TestProfile& profile) { steps(profile.load, 50); }), ElementsAre());
}

TEST(Validate, AShapeWithoutAnEndNeedsSomethingElseThatStopsTheRun)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) { steps(profile.load, 0); }),
        ElementsAre(StartsWith("load.duration: must be above 0s, or load.requests above 0: the "
                               "shape has no end")));
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        steps(profile.load, 0);
        profile.load.duration = 1min;
    }),
        ElementsAre());
}

TEST(Validate, AWarmUpLongerThanTheShapeLeavesNothingToMeasure)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        steps(profile.load, 10);
        profile.load.warmup = 10s;
    }),
        ElementsAre(StartsWith("load.warmup: must be shorter than the shape, which takes 10s")));
}

TEST(Validate, ARateGoesWithoutAWaitAndWithoutAShapeOfTheRate)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        profile.load.rate = 100;
        profile.load.wait = WaitTime::parse("1s").value();
    }),
        ElementsAre(StartsWith("load.wait: must be \"none\" with load.rate")));
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        steps(profile.load, 50);
        profile.load.shape->of = ShapeDefinition::Of::Rate;
        profile.load.rate = 100;
    }),
        ElementsAre(StartsWith("load.rate: must be 0 where load.shape is one of the rate")));
}

TEST(Validate, FindsEveryLoadOutOfItsRange)
{
    struct Row
    {
        std::function<void(Load&)> change;
        const char* line;
    };

    const double kNan = std::numeric_limits<double>::quiet_NaN();
    const Row rows[] = {
        {[](Load& load) { load.users = 0; }, "load.users: must be 1 to 1,000,000, is 0"},
        {[](Load& load) { load.users = 1'000'001; },
            "load.users: must be 1 to 1,000,000, is 1,000,001"},
        {[](Load& load) { load.spawnRate = -0.5; }, "load.spawn_rate: must be 0 or more, is -0.5"},
        {[=](Load& load) { load.spawnRate = kNan; }, "load.spawn_rate: must be 0 or more, is null"},
        {[](Load& load) { load.duration = -1s; }, "load.duration: must be 0s to 1000h, is -1s"},
        {[](Load& load) { load.duration = 0s; },
            "load.duration: must be above 0s where load.requests is 0"},
        {[](Load& load) { load.warmup = -1ns; }, "load.warmup: must be 0s to 1000h, is -0.001us"},
        {[](Load& load) { load.connections = 65'001; },
            "load.connections: must be 0 to 65,000, is 65,001"},
        {[](Load& load) { load.pipeline = 0; }, "load.pipeline: must be 1 to 1,000, is 0"},
        {[](Load& load) { load.pipeline = 1001; }, "load.pipeline: must be 1 to 1,000, is 1,001"},
        {[](Load& load) { load.threads = 257; }, "load.threads: must be 0 to 256, is 257"},
        {[](Load& load) { load.connections = 2, load.threads = 4; },
            "load.threads: must be at most load.connections (2), is 4"},
        {[](Load& load) { load.checkValues = 1.5; },
            "load.check_values: must be at most 1, is 1.5"},
        {[](Load& load) { load.stopTimeout = 2h; }, "load.stop_timeout: must be 0s to 1h, is 2h"},
        {[](Load& load) { load.wait = {.kind = WaitTime::Kind::Pacing}; },
            "load.wait: must be \"none\""},
        {[](Load& load) { load.wait = {.kind = WaitTime::Kind::Rate, .perSecond = -1}; },
            "load.wait: must be"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(problemsAfter([&](TestProfile& profile) { row.change(profile.load); }),
            ElementsAre(StartsWith(row.line)));
}

TEST(Validate, ANumberOfRequestsNeedsNoDuration)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        profile.load.duration = 0s;
        profile.load.requests = 1000;
    }),
        ElementsAre());
}

TEST(Validate, RefusesPrefixesThatShareKeysInEitherOrder)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        profile.dataSets[1].prefix = "cicada:people:more:";
    }),
        ElementsAre(StartsWith("data_sets[1].prefix: ")));
    EXPECT_THAT(problemsAfter([](TestProfile& profile) { profile.dataSets[1].prefix = "cicada:"; }),
        ElementsAre(StartsWith("data_sets[1].prefix: ")));
    EXPECT_THAT(
        problemsAfter([](TestProfile& profile) { profile.dataSets[1].prefix = "cicada:people:"; }),
        ElementsAre(StartsWith("data_sets[1].prefix: ")));
}

TEST(Validate, LeavesWhatOnlyTheTargetKnowsForLater)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        profile.dataSets[1].kind = "sampled";
        profile.dataSets[1].sourceKeys = "*";
        profile.tasks[0].dataSet = "catalog";
        profile.tasks[0].type = "read_field";
        profile.tasks[0].parameters = {{"path", "$.only.there"}};
    }),
        ElementsAre());
}

TEST(Validate, FindsEveryDataSetThatCannotBePrepared)
{
    struct Row
    {
        std::function<void(DataSet&)> change;
        const char* line;
    };

    const Row rows[] = {
        {[](DataSet& set) { set.name = "people"; },
            "data_sets[1].name: \"people\" is the name of data_sets[0] too"},
        {[](DataSet& set) { set.name.clear(); }, "data_sets[1].name: must not be empty"},
        {[](DataSet& set) { set.prefix.clear(); }, "data_sets[1].prefix: must not be empty"},
        {[](DataSet& set) { set.prefix = "a\nb"; }, "data_sets[1].prefix: must be one line"},
        {[](DataSet& set) { set.count = 0; },
            "data_sets[1].count: must be 1 to 1,000,000,000, is 0"},
        {[](DataSet& set) { set.scale = 0; }, "data_sets[1].scale: must be 0.01 or more, is 0"},
        {[](DataSet& set) { set.scale = 101; }, "data_sets[1].scale: must be at most 100, is 101"},
        {[](DataSet& set) { set.kind = "catalogue"; }, "data_sets[1].kind: "},
        {[](DataSet& set) { set.storedAs = {}; }, "data_sets[1].stored_as: must hold at least one"},
        {[](DataSet& set) { set.storedAs = {StoredAs::Json, StoredAs::Json}; },
            "data_sets[1].stored_as[1]: is \"json\" once more"},
        {[](DataSet& set) { set.storedAs = {StoredAs::Hash}; }, "data_sets[1].stored_as: "},
        {[](DataSet& set) { set.file = "a.json"; },
            "data_sets[1].file: must be empty, or the kind must be \"file\""},
        {[](DataSet& set) { set.kind = "file"; },
            "data_sets[1].file: must name a JSON or JSON-lines file"},
        {[](DataSet& set) { set.kind = "template"; },
            "data_sets[1].file: must name a file with the template"},
        {[](DataSet& set) { set.kind = "template", set.file = "/no/such/template.json"; },
            "data_sets[1].file: `/no/such/template.json`: cannot be read"},
        {[](DataSet& set) { set.sourceKeys = "user:*"; },
            "data_sets[1].source_keys: must be empty, or the kind must be \"sampled\""},
        {[](DataSet& set) { set.kind = "sampled"; },
            "data_sets[1].source_keys: must say which keys of the target"},
        {[](DataSet& set) {
             set.kind = "sampled", set.sourceKeys = "user:*", set.sourceLimit = 10'001;
         },
            "data_sets[1].source_limit: must be 0 to 10,000, is 10,001"},
        {[](DataSet& set) { set.kind = "existing", set.sourceKeys = "user:*"; },
            "data_sets[1].prefix: must be empty, since the kind is \"existing\""},
        {[](DataSet& set) {
             set.kind = "existing", set.sourceKeys = "user:*", set.prefix.clear();
             set.storedAs = {StoredAs::Json, StoredAs::String};
         },
            "data_sets[1].stored_as: must hold one form"},
        {[](DataSet& set) { set.kind = "sampled", set.sourceKeys = "cicada:people:*"; },
            "data_sets[1].source_keys: \"cicada:people:*\" lies under the prefix "
            "\"cicada:people:\" of data_sets[0]"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(problemsAfter([&](TestProfile& profile) { row.change(profile.dataSets[1]); }),
            ElementsAre(StartsWith(row.line)));
}

TEST(Validate, FindsTasksThatCannotRun)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) { profile.tasks[0].type = "read_documnt"; }),
        ElementsAre(StartsWith("tasks[0].type: ")));
    EXPECT_THAT(problemsAfter([](TestProfile& profile) { profile.tasks[0].dataSet = "poeple"; }),
        ElementsAre(StartsWith("tasks[0].data_set: ")));
    EXPECT_THAT(
        problemsAfter([](TestProfile& profile) { profile.tasks.push_back(profile.tasks[0]); }),
        ElementsAre(StartsWith("tasks[1].name: ")));
    EXPECT_THAT(problemsAfter([](TestProfile& profile) { profile.tasks[0].enabled = false; }),
        ElementsAre(StartsWith("tasks: ")));
    EXPECT_THAT(problemsAfter([](TestProfile& profile) { profile.tasks.clear(); }),
        ElementsAre(StartsWith("tasks: ")));
    EXPECT_THAT(
        problemsAfter([](TestProfile& profile) { profile.tasks[0].commands = {{"PING", ""}}; }),
        ElementsAre(StartsWith("tasks[0].commands: ")));
}

TEST(Validate, SaysAProblemOnceEvenWhereTheCompilerFindsItToo)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        profile.tasks.push_back(profile.tasks[0]);
        profile.tasks[1].name = "Second";
        profile.tasks[1].weight = -3;
    }),
        ElementsAre("tasks[1].weight: must be 0 or more, is -3.0"));
}

TEST(Validate, SaysEverythingThatIsWrongAtOnce)
{
    const auto problems = problemsAfter([](TestProfile& profile) {
        profile.name.clear();
        profile.dataSets[0].count = 0;
        profile.tasks[0].type = "x";
        profile.load.users = 0;
    });
    EXPECT_THAT(problems,
        testing::UnorderedElementsAre(StartsWith("name: "), StartsWith("data_sets[0].count: "),
            StartsWith("tasks[0].type: "), StartsWith("load.users: ")));
}

TEST(Validate, AClientCertificateNeedsItsKey)
{
    EXPECT_THAT(problemsAfter([](TestProfile& profile) {
        profile.target.kind = Target::Kind::Endpoint;
        profile.target.endpoint.tls.certificateFile = "client.pem";
    }),
        ElementsAre("target.key_file: is needed with certificate_file"));
}

TEST(Validate, BoundsTheNumberOfTasks)
{
    EXPECT_THAT(
        problemsAfter([](TestProfile& profile) { profile.tasks.resize(1001, profile.tasks[0]); }),
        ElementsAre("tasks: must be at most 1,000, are 1,001"));
}

// On a connection that users share, MULTI would take in the others' calls.
TEST(Validate, RefusesTransactionsOnSharedConnections)
{
    const auto withTransaction = [](TestProfile& profile) {
        TaskDefinition task;
        task.name = "Move";
        task.type = "custom";
        task.commands = {{"MULTI", ""}, {"SET a 1", ""}, {"EXEC", ""}};
        profile.tasks.push_back(task);
    };
    EXPECT_THAT(problemsAfter(withTransaction), ElementsAre());
    EXPECT_THAT(problemsAfter([&](TestProfile& profile) {
        withTransaction(profile);
        profile.load.connectionMode = ConnectionMode::Multiplexed;
    }),
        ElementsAre("load.connection_mode: must be \"exclusive\": the task \"Move\" needs a "
                    "connection of its own for WATCH or MULTI"));
    EXPECT_THAT(problemsAfter([&](TestProfile& profile) {
        withTransaction(profile);
        profile.load.pipeline = 4;
    }),
        ElementsAre("load.pipeline: must be 1: the task \"Move\" needs a connection of its own for "
                    "WATCH or MULTI"));
}

} // namespace
