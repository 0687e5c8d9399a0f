#include "workload/task.h"

#include "workload/command_effect.h"
#include "workload/document.h"
#include "workload/found_keys.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <map>
#include <set>

namespace cicada {
namespace {

using Lines = std::vector<std::string>;

DataSet dataSetOf(const std::string& name, const std::string& kind)
{
    DataSet dataSet;
    dataSet.name = name;
    dataSet.kind = kind;
    dataSet.prefix = "cicada:" + name + ":";
    dataSet.count = 100;
    return dataSet;
}

const std::vector<DataSet>& dataSets()
{
    static const std::vector<DataSet> all{dataSetOf("people", "basic_user"),
        dataSetOf("staff", "advanced_user"), dataSetOf("parts", "catalog")};
    return all;
}

TaskDefinition taskOf(const std::string& type, const std::string& dataSet)
{
    TaskDefinition task;
    task.name = type;
    task.type = type;
    task.dataSet = dataSet;
    return task;
}

TaskDefinition customTask(std::vector<CustomCommand> commands, const std::string& dataSet = {})
{
    TaskDefinition task = taskOf("custom", dataSet);
    task.commands = std::move(commands);
    return task;
}

Lines problemsOf(
    const std::vector<TaskDefinition>& tasks, const std::vector<DataSet>& sets = dataSets())
{
    std::vector<Problem> problems;
    compileTasks(tasks, sets, problems);
    Lines lines;
    for (const Problem& problem : problems)
        lines.push_back(problem.field + ": " + problem.text);
    return lines;
}

// Named by their numbers where `numbered`, since names must differ.
std::vector<CompiledTask> compiled(std::vector<TaskDefinition> tasks, bool numbered = false)
{
    for (std::size_t i = 0; i < tasks.size() && numbered; ++i)
        tasks[i].name = std::to_string(i);
    std::vector<Problem> problems;
    auto all = compileTasks(tasks, dataSets(), problems);
    for (const Problem& problem : problems)
        ADD_FAILURE() << problem.field << ": " << problem.text;
    return all;
}

Lines preview(const TaskDefinition& task)
{
    const auto commands = previewCommands(task, dataSets());
    return commands.ok() ? *commands : Lines{commands.error().text};
}

TEST(TaskTypes, AreDescribedForPeople)
{
    std::set<std::string> ids;
    for (const TaskType& type : taskTypes()) {
        EXPECT_TRUE(ids.insert(type.id).second) << type.id;
        EXPECT_FALSE(type.title.empty() || type.description.empty() || type.group.empty()
            || type.row.empty() || type.success.empty() || type.defaultTags.empty())
            << type.id;
        EXPECT_EQ(type.commands.empty(), type.id == "custom");
        EXPECT_EQ(findTaskType(type.id), &type);
    }
    EXPECT_EQ(taskTypes().back().id, "custom");
    EXPECT_EQ(findTaskType("nothing"), nullptr);
}

// Every parameter changes something: a command, the documents that are written, or what is looked
// for.
TEST(TaskTypes, UseAllTheirParameters)
{
    for (const TaskType& type : taskTypes()) {
        std::string all = type.reset;
        for (const std::string& command : type.commands)
            all += command + " ";
        const bool looksForField = std::ranges::find(type.rules, "has_field") != type.rules.end();
        for (const TaskParameter& parameter : type.parameters) {
            const bool choosesDocuments = parameter.kind == ParameterKind::DocumentKind;
            const std::string use = choosesDocuments ? "<written_key>" : "<" + parameter.name + ">";
            EXPECT_TRUE(all.find(use) != std::string::npos
                || parameter.kind == ParameterKind::Attempts
                || (looksForField && parameter.name == "path"))
                << type.id << " " << parameter.name;
        }
    }
}

// workload.md's table, each row with its calls.
TEST(TaskTypes, CoverTheWholeTable)
{
    std::map<std::string, std::vector<std::string>> commands;
    for (const TaskType& type : taskTypes()) {
        for (const std::string& command : type.commands)
            commands[type.group].push_back(command.substr(0, command.find(' ')));
    }
    const std::map<std::string, std::set<std::string>> expected{
        {"Read",
            {"JSON.GET", "JSON.OBJKEYS", "JSON.TYPE", "JSON.OBJLEN", "JSON.ARRLEN", "JSON.STRLEN",
                "JSON.MGET", "JSON.ARRINDEX"}},
        {"Write", {"JSON.SET", "JSON.MSET", "JSON.MERGE", "JSON.DEL", "EXPIRE"}},
        {"Update", {"JSON.SET", "JSON.NUMINCRBY", "JSON.NUMMULTBY", "JSON.TOGGLE"}},
        {"Append",
            {"JSON.STRAPPEND", "JSON.ARRAPPEND", "JSON.ARRINSERT", "JSON.ARRPOP", "JSON.ARRTRIM"}},
        {"Delete", {"JSON.SET", "JSON.DEL", "JSON.CLEAR"}},
        {"String twin", {"GET", "SET", "WATCH", "MULTI", "EXEC"}},
        {"Hash twin", {"HSET", "HGETALL", "HGET", "EXPIRE"}},
        {"Baseline", {"PING", "ECHO"}},
    };
    for (const auto& [group, names] : expected)
        EXPECT_EQ(std::set(commands[group].begin(), commands[group].end()), names) << group;
}

TEST(Tasks, SendTheirPathAlways)
{
    EXPECT_EQ(preview(taskOf("read_document", "people")), (Lines{"JSON.GET {key} $"}));
    EXPECT_EQ(preview(taskOf("read_field", "people")), (Lines{"JSON.GET {key} $.name"}));
    EXPECT_EQ(preview(taskOf("read_fields", "people")), (Lines{"JSON.GET {key} $.name $.age"}));
    EXPECT_EQ(preview(taskOf("field_names", "parts")), (Lines{"JSON.OBJKEYS {key} $"}));
    EXPECT_EQ(
        preview(taskOf("set_field", "people")), (Lines{"JSON.SET {key} $.name {field $.name} XX"}));
    EXPECT_EQ(preview(taskOf("increment", "people")), (Lines{"JSON.NUMINCRBY {key} $.age 1"}));
    EXPECT_EQ(preview(taskOf("append_array", "parts")),
        (Lines{"JSON.ARRAPPEND {key} $.entries {field $.entries[0]}"}));
    EXPECT_EQ(preview(taskOf("delete_document", "people")),
        (Lines{"JSON.SET {prefix}json:scratch:{user}:{iteration} $ {document}",
            "JSON.DEL {prefix}json:scratch:{user}:{iteration} $"}));
    EXPECT_EQ(preview(taskOf("ping", "")), (Lines{"PING"}));
}

TEST(Tasks, RewriteEveryPathForTheLegacyStyle)
{
    const auto legacy = [](const std::string& type, const std::string& dataSet) {
        TaskDefinition task = taskOf(type, dataSet);
        task.pathStyle = ".";
        return preview(task);
    };
    EXPECT_EQ(legacy("read_document", "people"), (Lines{"JSON.GET {key} ."}));
    EXPECT_EQ(legacy("read_fields", "people"), (Lines{"JSON.GET {key} .name .age"}));
    EXPECT_EQ(legacy("delete_path", "people"),
        (Lines{
            "JSON.SET {key} .cicada_added {random_int 1 1000}", "JSON.DEL {key} .cicada_added"}));
    EXPECT_EQ(legacy("set_nested_field", "staff"),
        (Lines{"JSON.SET {key} .contract.company {field $.contract.company} XX"}));
}

TEST(Tasks, TakeTheUsersParameters)
{
    TaskDefinition task = taskOf("increment", "parts");
    task.parameters = {{"path", "$.entries[3].slot"}, {"by", "2.5"}};
    EXPECT_EQ(preview(task), (Lines{"JSON.NUMINCRBY {key} $.entries[3].slot 2.5"}));
    task.parameters = {{"path", "$.entries[{random_int 0 9}].slot"}};
    EXPECT_EQ(preview(task), (Lines{"JSON.NUMINCRBY {key} $.entries[{random_int 0 9}].slot 1"}));
    TaskDefinition text = taskOf("set_field", "people");
    text.parameters = {{"value", "\"{random_text 5} it's\""}};
    EXPECT_EQ(preview(text), (Lines{R"(JSON.SET {key} $.name "\"{random_text 5} it's\"" XX)"}));
}

TEST(Tasks, PutParametersInsideAPath)
{
    EXPECT_EQ(
        preview(taskOf("read_array_slice", "parts")), (Lines{"JSON.GET {key} $.entries[0:10]"}));
    TaskDefinition task = taskOf("read_array_item", "parts");
    task.parameters = {{"index", "{random_int 0 129}"}};
    task.pathStyle = ".";
    EXPECT_EQ(preview(task), (Lines{"JSON.GET {key} .entries[{random_int 0 129}]"}));
}

TEST(Tasks, ReadAndWriteSeveralKeysInOneCall)
{
    TaskDefinition task = taskOf("read_many", "people");
    task.parameters = {{"documents", "3"}};
    EXPECT_EQ(preview(task), (Lines{"JSON.MGET {key} {key +1} {key +2} $.name"}));
    task.type = "write_many";
    task.parameters = {{"documents", "2"}};
    task.pathStyle = ".";
    EXPECT_EQ(preview(task), (Lines{"JSON.MSET {key} . {document} {key +1} . {document}"}));
    task.parameters = {{"documents", "0"}};
    EXPECT_EQ(problemsOf({task}),
        (Lines{"tasks[0].parameters.documents: must be a whole number from 1 to 1000, is `0`"}));
}

TEST(Tasks, KeepPathsWithQuotesAndSpacesWhole)
{
    const std::vector<DataSet> sets{dataSetOf("settings", "config")};
    TaskDefinition task = taskOf("read_fields", "settings");
    task.parameters = {{"paths", "$['web-app'].servlet[ 0 ] {path number}"}};
    const auto commands = previewCommands(task, sets);
    ASSERT_TRUE(commands.ok()) << commands.error().text;
    EXPECT_EQ(commands->at(0),
        R"(JSON.GET {key} "$['web-app'].servlet[ 0 ]" "$['web-app'].servlet[1]['init-param']['cache:template-track']")");
}

TEST(Tasks, ExpireWhatTheyWriteOnlyWhereAsked)
{
    TaskDefinition task = taskOf("write_large_document", "parts");
    EXPECT_EQ(preview(task).size(), 1U);
    task.parameters = {{"ttl", "60"}};
    EXPECT_EQ(preview(task), (Lines{"JSON.SET {key} $ {document}", "EXPIRE {key} 60"}));
    task.parameters = {{"ttl", "soon"}};
    EXPECT_EQ(problemsOf({task}), (Lines{"tasks[0].parameters.ttl: `soon` is not a whole number"}));
}

// Every write of a whole document can expire; what that takes follows from Redis' own options.
TEST(Tasks, ExpireWholeDocumentsInEveryForm)
{
    std::vector<DataSet> sets{dataSetOf("people", "basic_user")};
    sets[0].storedAs = {StoredAs::Json, StoredAs::String, StoredAs::Hash};
    const std::map<std::string, Lines> expected{
        {"write_if_absent",
            {"EXPIRE {prefix}json:scratch:{user}:{iteration} 60",
                "JSON.DEL {prefix}json:scratch:{user}:{iteration} $"}},
        {"write_many", {"EXPIRE {key} 60", "EXPIRE {key +1} 60", "EXPIRE {key +2} 60"}},
        {"string_write_document", {"SET {key} {document} EX 60"}},
        {"string_update", {"SET {key} {edited 1 $.name} EX 60"}},
        {"string_update_watched", {"SET {key} {edited 2 $.name} EX 60", "EXEC"}},
        {"hash_write_document", {"EXPIRE {key} 60"}},
    };
    for (const auto& [type, calls] : expected) {
        TaskDefinition task = taskOf(type, "people");
        task.parameters["ttl"] = "60";
        if (type == "write_many")
            task.parameters["documents"] = "3";
        const auto commands = previewCommands(task, sets);
        ASSERT_TRUE(commands.ok()) << commands.error().text;
        ASSERT_GE(commands->size(), calls.size());
        EXPECT_EQ(
            Lines(commands->end() - static_cast<std::ptrdiff_t>(calls.size()), commands->end()),
            calls);
    }
    TaskDefinition task = taskOf("string_write_document", "people");
    EXPECT_EQ(*previewCommands(task, sets), (Lines{"SET {key} {document}"}));
    task.parameters["ttl"] = "0";
    EXPECT_EQ(
        previewCommands(task, sets).error().text, "task.parameters.ttl: must be 1 or more, is 0");
}

TEST(Tasks, WorkOnTheTwinsOfADataSet)
{
    std::vector<DataSet> sets{dataSetOf("people", "basic_user")};
    sets[0].storedAs = {StoredAs::Json, StoredAs::String, StoredAs::Hash};
    const auto commandsOf = [&](const char* type) {
        const auto commands = previewCommands(taskOf(type, "people"), sets);
        return commands.ok() ? *commands : Lines{commands.error().text};
    };
    EXPECT_EQ(commandsOf("string_update"), (Lines{"GET {key}", "SET {key} {edited 1 $.name}"}));
    EXPECT_EQ(commandsOf("hash_read_field"), (Lines{"HGET {key} {member $.name}"}));
    EXPECT_EQ(commandsOf("hash_set_field"), (Lines{"HSET {key} {member $.name} {text $.name}"}));
    EXPECT_EQ(commandsOf("hash_write_document"),
        (Lines{"HSET {key} id {text $['id']} name {text $['name']} age {text $['age']} location "
               "{text $['location']} home_address {text $['home_address']}"}));
    std::vector<Problem> problems;
    const auto all = compileTasks({taskOf("string_read_field", "people")}, sets, problems);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_TRUE(all[0].calls[0].keepReply);
    EXPECT_EQ(all[0].calls[0].rule.kind(), SuccessRule::Kind::HasField);
}

// Twins are compared by their tag: each must have the same on json, string and (where it can be)
// hash.
TEST(TaskTypes, ShareATagAmongTwins)
{
    std::map<std::string, std::set<StoredAs>> storages;
    for (const TaskType& type : taskTypes()) {
        for (const std::string& tag : type.defaultTags) {
            if (tag.starts_with("twin:"))
                storages[tag].insert(type.storedAs);
        }
    }
    EXPECT_EQ(storages.size(), 4U);
    for (const auto& [tag, found] : storages)
        EXPECT_EQ(found.size(), 3U) << tag;
}

TEST(Tasks, WriteOverTheDataSetOnlyWithItsOwnKind)
{
    EXPECT_EQ(
        preview(taskOf("write_small_document", "people")), (Lines{"JSON.SET {key} $ {document}"}));
    EXPECT_EQ(preview(taskOf("write_large_document", "people")),
        (Lines{"JSON.SET {prefix}json:written:catalog:{index} $ {document}"}));
    std::vector<DataSet> big{dataSets()[0]};
    big[0].count = 1'000'000;
    std::vector<Problem> problems;
    const auto all = compileTasks(
        {taskOf("write_medium_document", "people"), taskOf("write_huge_document", "people")}, big,
        problems);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].keys.count(), 10'000U);
    EXPECT_LE(all[1].keys.count(), 20U) << "of 2 MB each: a run must not fill the server";
}

TEST(Tasks, ResetWhatGrowsWithTheDocumentsOwnValue)
{
    const auto all = compiled(
        {taskOf("append_string", "people"), taskOf("ping", ""), taskOf("append_array", "parts")});
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[0].reset->task, 3U);
    EXPECT_EQ(all[2].reset->task, 4U);
    EXPECT_GT(all[2].reset->limit, 130);
    EXPECT_LT(all[2].reset->limit, 143); // 130 entries and less than 10 %
    EXPECT_EQ(all[3].name, "append_string (reset)");
    EXPECT_EQ(all[3].row, "RESET");
    EXPECT_EQ(all[3].weight, 0);
    EXPECT_EQ(
        all[3].calls.at(0).command.text(), "JSON.SET {key} $.location {original $.location} XX");
    EXPECT_FALSE(all[1].reset.has_value());
    EXPECT_FALSE(all[4].reset.has_value());
}

// RedisJSON wraps at 2^63 without a word, so a number is taken back before it can.
TEST(Tasks, ResetNumbersBeforeTheyOverflow)
{
    TaskDefinition doubled = taskOf("multiply", "people");
    doubled.parameters["by"] = "2";
    TaskDefinition anywhere = taskOf("increment", "parts");
    anywhere.parameters = {{"path", "$.entries[{random_int 0 9}].slot"}, {"by", "1000000000"}};
    TaskDefinition all = taskOf("increment", "parts");
    all.name = "all";
    all.parameters = {{"path", "$..slot"}, {"by", "-1000000000000"}};
    const auto tasks = compiled(
        {doubled, taskOf("multiply", "staff"), anywhere, all, taskOf("increment", "people")}, true);
    ASSERT_EQ(tasks.size(), 8U);
    for (const std::size_t i : {0U, 2U, 3U})
        ASSERT_TRUE(tasks[i].reset) << tasks[i].name;
    EXPECT_FALSE(tasks[1].reset) << "by -1 it stays as big as it is";
    EXPECT_FALSE(tasks[4].reset) << "by 1 no run is long enough";
    // `age` has two digits and a document of 147 bytes room for 11 more.
    EXPECT_NEAR(static_cast<double>(tasks[0].reset->limit), 12, 2);
    EXPECT_LE(tasks[2].reset->limit, 17);
    EXPECT_EQ(tasks[5].calls.at(0).command.text(), "JSON.SET {key} $.age {original $.age} XX");
    for (const std::size_t reset : {tasks[2].reset->task, tasks[3].reset->task})
        EXPECT_EQ(tasks[reset].calls.at(0).command.text(), "JSON.SET {key} $ {original $} XX")
            << "not one place, so the whole document";
}

TEST(Tasks, TryARaceSeveralTimes)
{
    std::vector<DataSet> sets{dataSetOf("people", "basic_user")};
    sets[0].storedAs = {StoredAs::Json, StoredAs::String};
    TaskDefinition watched = taskOf("string_update_watched", "people");
    watched.parameters["attempts"] = "3";
    std::vector<Problem> problems;
    const auto tasks = compileTasks(
        {watched, taskOf("delete_path", "people"), taskOf("string_update", "people")}, sets,
        problems);
    ASSERT_EQ(tasks.size(), 3U);
    EXPECT_EQ(tasks[0].attempts, 3U);
    EXPECT_EQ(tasks[1].attempts, 10U);
    EXPECT_EQ(tasks[2].attempts, 1U);
}

TEST(Tasks, KeepWeightKeysAndRules)
{
    TaskDefinition task = taskOf("delete_path", "people");
    task.weight = 2.5;
    const auto all = compiled({task});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].weight, 2.5);
    EXPECT_EQ(all[0].row, "DELETE");
    EXPECT_EQ(all[0].keys.count(), 100U);
    ASSERT_EQ(all[0].calls.size(), 2U);
    EXPECT_EQ(all[0].calls[0].rule.kind(), SuccessRule::Kind::Ok);
    EXPECT_EQ(all[0].calls[1].rule.kind(), SuccessRule::Kind::AtLeastOne);
}

TEST(Tasks, LeaveOutDisabledAndWeightless)
{
    TaskDefinition disabled = taskOf("ping", "");
    disabled.name = "off";
    disabled.enabled = false;
    TaskDefinition weightless = taskOf("append_string", "people");
    weightless.weight = 0;
    const auto all = compiled({disabled, weightless, taskOf("ping", "")});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].name, "ping");
}

TEST(Tasks, RunCustomCommandsInOrderAndKeepTheRepliesThatAreUsed)
{
    const auto all
        = compiled({customTask({{"JSON.GET {key} $.age", ""}, {"JSON.TYPE {key} $", "any"},
                                   {"JSON.SET {key} $.age {reply 1 $[0]}", ""}},
            "people")});
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].calls.size(), 3U);
    EXPECT_TRUE(all[0].calls[0].keepReply);
    EXPECT_FALSE(all[0].calls[2].keepReply);
    EXPECT_EQ(all[0].calls[0].rule.kind(), SuccessRule::Kind::Match);
    EXPECT_EQ(all[0].calls[1].rule.kind(), SuccessRule::Kind::Any);
    EXPECT_EQ(all[0].calls[2].rule.kind(), SuccessRule::Kind::Ok);
}

TEST(Tasks, RunCustomCommandsWithoutADataSet)
{
    EXPECT_EQ(preview(customTask({{"JSON.GET user:{random_int 0 9999} $.age", ""}})),
        (Lines{"JSON.GET user:{random_int 0 9999} $.age"}));
}

TEST(TaskProblems, NameThePathThatIsNotInTheDocument)
{
    TaskDefinition task = taskOf("read_field", "people");
    task.parameters = {{"path", "$.agee"}};
    EXPECT_EQ(problemsOf({taskOf("ping", ""), task}),
        (Lines{"tasks[1].parameters.path: `$.agee` is not in a `basic_user` document; did you mean "
               "`$.age`?"}));
}

TEST(TaskProblems, NameTheTypeThatAPathLeadsTo)
{
    TaskDefinition task = taskOf("increment", "staff");
    task.parameters = {{"path", "$.name"}};
    EXPECT_EQ(problemsOf({task}),
        (Lines{"tasks[0].parameters.path: `$.name` leads to a value of type string in an "
               "`advanced_user` document; "
               "`increment` needs the type number"}));
}

TEST(TaskProblems, NameARoleThatTheKindLacks)
{
    EXPECT_EQ(problemsOf({taskOf("append_array", "people")}),
        (Lines{"tasks[0].parameters.path: a `basic_user` document has no array; give a path, or "
               "choose another kind "
               "of documents"}));
}

struct Row
{
    void (*spoil)(TaskDefinition& task);
    const char* problem;
};

TEST(TaskProblems, NameTheFieldAndTheMend)
{
    const Row rows[]{
        {[](TaskDefinition& t) { t.type = "read_feild"; },
            "tasks[0].type: `read_feild` is not a type of tasks; did you mean `read_field`?"},
        {[](TaskDefinition& t) { t.type = ""; }, "tasks[0].type: `` is not a type of tasks"},
        {[](TaskDefinition& t) { t.name = ""; }, "tasks[0].name: must not be empty"},
        {[](TaskDefinition& t) { t.dataSet = ""; },
            "tasks[0].data_set: `read_field` needs the name of a data set"},
        {[](TaskDefinition& t) { t.dataSet = "peple"; },
            "tasks[0].data_set: there is no data set `peple`; did you mean `people`?"},
        {[](TaskDefinition& t) { t.weight = -3; }, "tasks[0].weight: must be 0 or more, is -3"},
        {[](TaskDefinition& t) { t.weight = std::numeric_limits<double>::infinity(); },
            "tasks[0].weight: must be 0 or more, is inf"},
        {[](TaskDefinition& t) { t.pathStyle = "/"; },
            "tasks[0].path_style: must be `$` (JSONPath) or `.` (legacy), is `/`"},
        {[](TaskDefinition& t) { t.storedAs = "text"; },
            "tasks[0].stored_as: must be json, string or hash, is `text`"},
        {[](TaskDefinition& t) { t.storedAs = "string"; },
            "tasks[0].stored_as: `read_field` works on json, not on string"},
        {[](TaskDefinition& t) {
             t.keyChoice = KeyChoice::Zipf;
             t.zipfTheta = 0;
         },
            "tasks[0].zipf_theta: must be above 0 and at most 10"},
        {[](TaskDefinition& t) { t.parameters = {{"paht", "$.a"}}; },
            "tasks[0].parameters.paht: `read_field` has no such parameter; did you mean `path`?"},
        {[](TaskDefinition& t) { t.parameters = {{"path", "$.na me"}}; },
            "tasks[0].parameters.path: `$.na me` is not a path: `.` or `[` expected at character "
            "5"},
        {[](TaskDefinition& t) {
             t.type = "set_field";
             t.parameters = {{"value", "hello"}};
         },
            "tasks[0].parameters.value: `hello` is not JSON; a text needs quotes: \"hello\""},
        {[](TaskDefinition& t) {
             t.type = "append_string";
             t.parameters = {{"path", "$..name"}};
         },
            "tasks[0].parameters.path: `$..name` must lead to one place: names and indices only"},
        {[](TaskDefinition& t) {
             t.type = "write_small_document";
             t.parameters = {{"document", "catalogue"}};
         },
            "tasks[0].parameters.document: `catalogue` is not a kind of documents; did you mean "
            "`catalog`?"},
        {[](TaskDefinition& t) { t.type = "custom"; },
            "tasks[0].commands: there is no command; add one, e.g. JSON.GET {key} $"},
        {[](TaskDefinition& t) {
             t.type = "custom";
             t.commands = {{"PING", ""}, {"GET {kee}", ""}};
         },
            "tasks[0].commands[1].command: argument 1: `{kee}` is not a placeholder; did you mean "
            "`{key}`?"},
        {[](TaskDefinition& t) {
             t.type = "custom";
             t.commands = {{"GET {reply 1}", ""}};
         },
            "tasks[0].commands[0].command: {reply 1} is not the reply of an earlier command"},
        {[](TaskDefinition& t) {
             t.type = "custom";
             t.commands = {{"PING", "okay"}};
         },
            "tasks[0].commands[0].success: `okay` is not a success rule; did you mean `ok`?"},
        {[](TaskDefinition& t) {
             t.type = "custom";
             t.commands = {{"select 3", ""}};
         },
            "tasks[0].commands[0].command: `SELECT` would move the calls of other tasks to that "
            "database too; give its number in the target's URI, e.g. redis://localhost/1"},
        {[](TaskDefinition& t) {
             t.type = "custom";
             t.commands = {{"SUBSCRIBE news", ""}};
         },
            "tasks[0].commands[0].command: `SUBSCRIBE` changes what its connection answers from "
            "then on, so that no other call fits behind it; leave it out"},
        {[](TaskDefinition& t) {
             t.type = "custom";
             t.commands = {{"\x1b[2JPING", ""}};
         },
            "tasks[0].commands[0].command: its name must be of letters, digits and signs, at most "
            "128 of them"},
        {[](TaskDefinition& t) {
             t.type = "increment";
             t.parameters = {{"by", "\"1\""}};
         },
            "tasks[0].parameters.by: `\"1\"` is of type string; `increment` needs the type number"},
        {[](TaskDefinition& t) {
             t.type = "multiply";
             t.parameters = {{"by", "100000000000000000"}};
         },
            "tasks[0].parameters.by: `100000000000000000` takes 79 past 2^63 at once, where the "
            "server goes on with a wrong number"},
        {[](TaskDefinition& t) {
             t.type = "clear";
             t.parameters = {{"value", "\"text\""}};
         },
            "tasks[0].parameters.value: `\"text\"` is of type string; `clear` needs the type array "
            "or object"},
        {[](TaskDefinition& t) {
             t.type = "read_array_item";
             t.dataSet = "parts";
             t.parameters = {{"index", "130"}};
         },
            "tasks[0].parameters.index: `$.entries[130]` is not in a `catalog` document"},
        {[](TaskDefinition& t) {
             t.type = "read_array_slice";
             t.dataSet = "parts";
             t.parameters = {{"from", "5"}, {"to", "5"}};
         },
            "tasks[0].parameters.from: `$.entries[5:5]` is not in a `catalog` document"},
        {[](TaskDefinition& t) {
             t.type = "insert_array";
             t.dataSet = "parts";
             t.parameters = {{"index", "131"}};
         },
            "tasks[0].parameters.index: must be -130 to 130, the array of a `catalog` document, is "
            "131"},
        {[](TaskDefinition& t) {
             t.type = "append_array";
             t.parameters = {{"path", "$.name"}};
         },
            "tasks[0].parameters.path: `$.name` leads to a value of type string in a `basic_user` "
            "document; `append_array` needs the type array"},
    };
    for (const Row& row : rows) {
        TaskDefinition task = taskOf("read_field", "people");
        row.spoil(task);
        EXPECT_EQ(problemsOf({task}), Lines{row.problem});
    }
}

TEST(TaskProblems, AreFoundInDisabledTasksToo)
{
    TaskDefinition task = taskOf("read_field", "nobody");
    task.enabled = false;
    EXPECT_EQ(problemsOf({taskOf("ping", ""), task}),
        (Lines{"tasks[1].data_set: there is no data set `nobody`"}));
}

TEST(TaskProblems, NameATaskThatIsThereTwice)
{
    EXPECT_EQ(problemsOf({taskOf("ping", ""), taskOf("ping", "")}),
        (Lines{"tasks[1].name: `ping` is the name of another task too"}));
}

TEST(TaskProblems, SayWhyNothingWouldRun)
{
    EXPECT_EQ(problemsOf({}), (Lines{"tasks: there is no task; add one"}));
    TaskDefinition task = taskOf("ping", "");
    task.weight = 0;
    EXPECT_EQ(problemsOf({task}),
        (Lines{"tasks: every enabled task has weight 0; give one a weight of 1 or more"}));
    task.enabled = false;
    EXPECT_EQ(problemsOf({task}), (Lines{"tasks: every task is disabled; enable one"}));
}

TEST(TaskProblems, NameADataSetOnceHoweverManyTasksUseIt)
{
    std::vector<DataSet> sets{dataSetOf("people", "basic_user"), dataSetOf("lost", "basc_user"),
        dataSetOf("mine", "file"), dataSetOf("nested", "catalog")};
    sets[3].storedAs = {StoredAs::Json, StoredAs::Hash};
    EXPECT_EQ(problemsOf({taskOf("read_field", "lost"), taskOf("read_document", "lost")}, sets),
        (Lines{
            "data_sets[1].kind: `basc_user` is not a kind of documents; did you mean `basic_user`?",
            "data_sets[2].file: kind `file` needs the name of a JSON file",
            "data_sets[3].stored_as: a hash holds flat documents only and `catalog` is nested; use "
            "json or string"}));
}

TEST(TaskProblems, NameTheLineOfAFileThatIsNotJson)
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("people.jsonl")).toStdString();
    std::ofstream(path) << "{\"a\":1}\n{\"a\":2}\n{\"a\":}\n";
    std::vector<DataSet> sets{dataSetOf("people", "file")};
    sets[0].file = path;
    const Lines problems = problemsOf({taskOf("read_document", "people")}, sets);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_TRUE(problems[0].starts_with("data_sets[0].file: `" + path + "` ")) << problems[0];
    EXPECT_NE(problems[0].find("line 3"), std::string::npos) << problems[0];
}

TEST(TaskProblems, NameTheStorageThatTheDataSetLacks)
{
    std::vector<DataSet> sets{dataSetOf("people", "basic_user")};
    sets[0].storedAs = {StoredAs::String};
    EXPECT_EQ(problemsOf({taskOf("read_field", "people")}, sets),
        (Lines{"tasks[0].data_set: the data set `people` is not stored as json"}));
    EXPECT_EQ(problemsOf({customTask({{"GET {key}", ""}}, "people")}, sets), Lines{});
}

TEST(TaskFits, WhereTheKindHasTheRoles)
{
    EXPECT_TRUE(taskFits(*findTaskType("append_array"), dataSets()[2]));
    EXPECT_FALSE(taskFits(*findTaskType("append_array"), dataSets()[0]));
    EXPECT_TRUE(taskFits(*findTaskType("ping"), dataSets()[0]));
}

DataSet existingKeys(std::vector<std::string> keys)
{
    DataSet dataSet = dataSetOf("theirs", "existing");
    dataSet.prefix.clear();
    dataSet.sourceKeys = "user:*";
    dataSet.count = keys.size();
    dataSet.found = std::make_shared<const FoundKeys>(
        keys, std::vector<std::string>{R"({"name":"Ada","age":36})"});
    return dataSet;
}

TEST(ExistingKeys, AreWhatTheKeyPlaceholderGives)
{
    std::vector<Problem> problems;
    const auto tasks
        = compileTasks({customTask({{"JSON.MGET {key} {key +1} {index}", ""}}, "theirs")},
            {existingKeys({"user:7", "user:12"})}, problems);
    ASSERT_EQ(tasks.size(), 1U);
    Random random(1);
    CallContext context{.random = random, .key = 1};
    std::string bytes;
    tasks[0].calls[0].command.append(bytes, context);
    EXPECT_EQ(bytes, "*4\r\n$9\r\nJSON.MGET\r\n$7\r\nuser:12\r\n$6\r\nuser:7\r\n$1\r\n1\r\n");
    EXPECT_EQ(tasks[0].keys.count(), 2U);
}

TEST(ExistingKeys, AreRefusedToEveryTaskThatWrites)
{
    for (const TaskType& type : taskTypes()) {
        if (type.id == "custom" || !type.needsDataSet)
            continue;
        DataSet theirs = existingKeys({"user:7"});
        theirs.storedAs = {type.storedAs};
        const Lines lines = problemsOf({taskOf(type.id, "theirs")}, {theirs});
        const bool refused = std::ranges::any_of(lines, [](const std::string& line) {
            return line.starts_with("tasks[0].data_set: `")
                && line.find("are someone's own") != std::string::npos;
        });
        EXPECT_EQ(refused, type.writes) << type.id;
        DataSet awaiting = theirs;
        awaiting.found.reset();
        EXPECT_EQ(!problemsOf({taskOf(type.id, "theirs")}, {awaiting}).empty(), type.writes)
            << type.id << " before the target was asked";
    }
}

TEST(ExistingKeys, AreRefusedToCustomCommandsThatWrite)
{
    for (const char* command : {"JSON.SET {key} $ 1", "del {key}", "EVAL 'return 1' 1 {key}",
             "XGROUP CREATE {key} g 0", "SORT {key} STORE x"}) {
        const Lines lines
            = problemsOf({customTask({{"JSON.GET {key} $", ""}, {command, ""}}, "theirs")},
                {existingKeys({"user:7"})});
        ASSERT_EQ(lines.size(), 1U) << command;
        EXPECT_TRUE(lines[0].starts_with("tasks[0].commands[1].command: `")) << lines[0];
    }
}

TEST(ExistingKeys, HaveNoPrefixAndNoOriginal)
{
    for (const char* command : {"GET {prefix}x", "JSON.GET {original name}"})
        EXPECT_EQ(
            problemsOf({customTask({{command, ""}}, "theirs")}, {existingKeys({"user:7"})}).size(),
            1U)
            << command;
}

TEST(ExistingKeys, HaveTheirPathsCheckedAgainstWhatWasRead)
{
    TaskDefinition read = taskOf("read_field", "theirs");
    read.parameters = {{"path", "$.agee"}};
    EXPECT_EQ(problemsOf({read}, {existingKeys({"user:7"})}),
        (Lines{"tasks[0].parameters.path: `$.agee` is not in an `existing` document; did you mean "
               "`$.age`?"}));
}

TEST(CommandEffects, KnowTheCommandsOfEveryBuiltInTask)
{
    for (const TaskType& type : taskTypes()) {
        bool writes = false;
        for (const std::string& command : type.commands) {
            const CommandEffect effect = commandEffect(commandNameOf(command));
            EXPECT_NE(effect, CommandEffect::Unknown) << command;
            writes = writes || effect == CommandEffect::Writes;
        }
        if (type.id != "custom") {
            EXPECT_EQ(writes, type.writes) << type.id;
        }
    }
    EXPECT_EQ(commandEffect("FT.SEARCH"), CommandEffect::Unknown);
    EXPECT_EQ(commandNameOf("  json.get  k"), "JSON.GET");
    EXPECT_EQ(commandNameOf("'"), "");
}

} // namespace
} // namespace cicada
