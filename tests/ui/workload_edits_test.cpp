#include "models/workload_edits.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

std::vector<std::string> namesOf(const std::vector<TaskDefinition>& tasks)
{
    std::vector<std::string> names;
    for (const TaskDefinition& task : tasks)
        names.push_back(task.name);
    return names;
}

TestProfile peopleAndProducts()
{
    TestProfile profile;
    addDataSet(profile, "basic_user", "people");
    addDataSet(profile, "catalog", "products");
    addTask(profile, *findTaskType("read_document"), "people");
    addTask(profile, *findTaskType("read_field"), "products");
    return profile;
}

TEST(WorkloadEdits, ARenamedDataSetKeepsItsTasksAndGetsItsPrefix)
{
    TestProfile profile = peopleAndProducts();
    ASSERT_TRUE(renameDataSet(profile, 0, "staff"));

    EXPECT_EQ(profile.tasks[0].dataSet, "staff");
    EXPECT_EQ(profile.tasks[1].dataSet, "products");
    EXPECT_EQ(profile.dataSets[0].prefix, "cicada:staff:");
}

TEST(WorkloadEdits, ARenamedDataSetKeepsAPrefixOfOnesOwn)
{
    TestProfile profile = peopleAndProducts();
    profile.dataSets[0].prefix = "shop:users:";
    ASSERT_TRUE(renameDataSet(profile, 0, "staff"));
    EXPECT_EQ(profile.dataSets[0].prefix, "shop:users:");
}

TEST(WorkloadEdits, ANameThatWouldMixUpTasksIsRefused)
{
    TestProfile profile = peopleAndProducts();
    EXPECT_FALSE(renameDataSet(profile, 0, "products"));
    EXPECT_FALSE(renameDataSet(profile, 0, ""));
    EXPECT_EQ(profile.dataSets[0].name, "people");
    EXPECT_EQ(profile.tasks[0].dataSet, "people");
}

TEST(WorkloadEdits, EveryTaskTypeComesAddedWithoutAProblem)
{
    for (const TaskType& type : taskTypes()) {
        TestProfile profile;
        addTask(profile, type, {});
        for (const Problem& problem : validate(profile))
            ADD_FAILURE() << type.id << ": " << problem.field << ": " << problem.text;
    }
}

TEST(WorkloadEdits, EveryKindOfDocumentsComesAddedWithoutAProblem)
{
    for (const DocumentKind& kind : documentKinds()) {
        if (kind.typicalBytes == 0)
            continue; // want a file or keys of the target first
        TestProfile profile;
        addDataSet(profile, kind.name, kind.name);
        addTask(profile, *findTaskType("read_document"), kind.name);
        for (const Problem& problem : validate(profile))
            ADD_FAILURE() << kind.name << ": " << problem.field << ": " << problem.text;
    }
}

TEST(WorkloadEdits, CopiesHaveNamesAndKeysOfTheirOwn)
{
    TestProfile profile = peopleAndProducts();
    EXPECT_EQ(duplicateDataSet(profile, 0), 1u);
    EXPECT_EQ(profile.dataSets[1].name, "people 2");
    EXPECT_EQ(profile.dataSets[1].prefix, "cicada:people-2:");
    EXPECT_EQ(duplicateTask(profile, 1), 2u);
    EXPECT_EQ(profile.tasks[2].name, "One field 2");
    EXPECT_TRUE(validate(profile).empty());
}

TEST(WorkloadEdits, AnotherKindDropsWhatItCannotHave)
{
    DataSet dataSet;
    dataSet.storedAs = {StoredAs::Hash};
    setDataSetKind(dataSet, "catalog");
    EXPECT_EQ(dataSet.storedAs, std::vector{StoredAs::Json});

    dataSet.scale = 4;
    setDataSetKind(dataSet, "basic_user");
    EXPECT_EQ(dataSet.scale, 1);
}

TEST(WorkloadEdits, ExistingKeysHaveNeitherPrefixNorTwins)
{
    DataSet dataSet;
    dataSet.name = "orders";
    dataSet.prefix = "cicada:orders:";
    dataSet.storedAs = {StoredAs::Json, StoredAs::String};
    setDataSetKind(dataSet, "existing");
    EXPECT_EQ(dataSet.storedAs, std::vector{StoredAs::Json});
    EXPECT_EQ(dataSet.prefix, "");

    dataSet.sourceKeys = "order:*";
    setDataSetKind(dataSet, "sampled");
    EXPECT_EQ(dataSet.prefix, "cicada:orders:");
    EXPECT_EQ(dataSet.sourceKeys, "order:*") << "the same keys, copied now";
    setDataSetKind(dataSet, "catalog");
    EXPECT_EQ(dataSet.sourceKeys, "");
}

TEST(WorkloadEdits, MovesATaskToThePlaceAskedFor)
{
    TestProfile profile;
    profile.tasks.resize(4);
    for (std::size_t i = 0; i < 4; ++i)
        profile.tasks[i].name = std::string(1, static_cast<char>('a' + i));

    moveTasks(profile, {0}, 3);
    EXPECT_EQ(namesOf(profile.tasks), (std::vector<std::string>{"b", "c", "a", "d"}));
    moveTasks(profile, {3}, 0);
    EXPECT_EQ(namesOf(profile.tasks), (std::vector<std::string>{"d", "b", "c", "a"}));
    moveTasks(profile, {0, 2}, 4);
    EXPECT_EQ(namesOf(profile.tasks), (std::vector<std::string>{"b", "a", "d", "c"}));
    moveTasks(profile, {1, 3}, 2);
    EXPECT_EQ(namesOf(profile.tasks), (std::vector<std::string>{"b", "a", "c", "d"}));
}

TEST(WorkloadEdits, SwitchesTasksByTheirTags)
{
    TestProfile profile;
    profile.tasks.resize(3);
    profile.tasks[0].tags = {"read"};
    profile.tasks[1].tags = {"read", "slow"};
    profile.tasks[2].tags = {"write"};
    const auto enabled = [&] {
        std::vector<bool> states;
        for (const TaskDefinition& task : profile.tasks)
            states.push_back(task.enabled);
        return states;
    };

    enableByTags(profile, {"read"}, {"slow"});
    EXPECT_EQ(enabled(), (std::vector<bool>{true, false, false})) << "excluding wins";
    enableByTags(profile, {"write"}, {});
    EXPECT_EQ(enabled(), (std::vector<bool>{false, false, true}));
    enableByTags(profile, {}, {});
    EXPECT_EQ(enabled(), (std::vector<bool>{true, true, true}));
}

struct LinesCase
{
    const char* lines;
    std::vector<std::string> rules;
};

// Before: A any, B ok, C match.
TEST(WorkloadEdits, ACommandKeepsItsRuleWhenOthersComeAndGo)
{
    const std::vector<CustomCommand> before{{"A", "any"}, {"B", "ok"}, {"C", "match"}};
    const std::vector<LinesCase> cases{
        {"A\nB\nC", {"any", "ok", "match"}},
        {"\nA\n\nB\nC\n  ", {"any", "ok", "match"}},
        {"A\nnew\nB\nC", {"any", "", "ok", "match"}},
        {"B\nC", {"ok", "match"}},
        {"A\nB", {"any", "ok"}},
        {"A\nchanged\nC", {"any", "ok", "match"}},
        {"", {}},
    };
    for (const LinesCase& one : cases) {
        std::vector<std::string> rules;
        for (const CustomCommand& command :
            commandsFromLines(before, QString::fromLatin1(one.lines)))
            rules.push_back(command.success);
        EXPECT_EQ(rules, one.rules) << one.lines;
    }
}

} // namespace
} // namespace cicada
