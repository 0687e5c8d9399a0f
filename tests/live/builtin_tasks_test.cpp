// Every built-in task on the real server: that it works, and that it leaves the data as it was.
#include "engine/data_loader.h"
#include "server/server_info.h"
#include "support/finished_run.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace cicada {
namespace {

constexpr std::uint64_t kSeed = 20;

DataSet dataSetOf(const std::string& name, const std::string& kind, std::uint64_t count)
{
    DataSet dataSet;
    dataSet.name = name;
    dataSet.kind = kind;
    dataSet.prefix = "cicada:" + name + ":";
    dataSet.count = count;
    dataSet.seed = kSeed;
    dataSet.storedAs = {StoredAs::Json, StoredAs::String};
    const DocumentKind* found = findDocumentKind(kind);
    if (found->flat)
        dataSet.storedAs.push_back(StoredAs::Hash);
    if (found->scalable)
        dataSet.scale = 0.1;
    return dataSet;
}

TaskDefinition taskOf(const TaskType& type, const DataSet& dataSet)
{
    TaskDefinition task;
    task.name = type.id + " on " + dataSet.name;
    task.type = type.id;
    task.dataSet = type.needsDataSet ? dataSet.name : std::string();
    return task;
}

TestProfile profileOf(std::vector<DataSet> dataSets, std::uint64_t requests)
{
    TestProfile profile;
    profile.name = "Tasks";
    profile.dataSets = std::move(dataSets);
    profile.load.users = 8;
    profile.load.connections = 8;
    profile.load.threads = 2;
    profile.load.requests = requests;
    profile.load.seed = kSeed;
    return profile;
}

// The data is there already, and stays.
RunOptions onPreparedData()
{
    RunOptions options;
    options.prepare = false;
    options.keepData = true;
    return options;
}

std::map<std::string, std::uint64_t> countedCalls(const Endpoint& endpoint)
{
    Client client = connectedTo(endpoint);
    return readServerInfo(client)->commandCalls();
}

/// What the server counted between two readings, less the commands of any client's own.
std::map<std::string, std::uint64_t> difference(const std::map<std::string, std::uint64_t>& before,
    const std::map<std::string, std::uint64_t>& after)
{
    std::map<std::string, std::uint64_t> all;
    for (const auto& [command, calls] : after) {
        const auto found = before.find(command);
        const std::uint64_t more = calls - (found == before.end() ? 0 : found->second);
        if (more > 0 && command != "INFO" && command != "CLIENT" && command != "MODULE"
            && command != "MEMORY" && command != "COMMAND")
            all[command] = more;
    }
    return all;
}

std::map<std::string, std::uint64_t> callsOf(const RunRecord& record)
{
    std::map<std::string, std::uint64_t> all;
    for (const TaskRow& row : record.tasks)
        for (const CommandRow& command : row.commands)
            if (command.calls > 0)
                all[command.command] += command.calls;
    return all;
}

// Attempts beyond the first of the tasks that end in EXEC.
std::uint64_t lostRaces(const RunRecord& record)
{
    std::uint64_t lost = 0;
    for (const TaskRow& row : record.tasks)
        if (row.commands.back().command == "EXEC")
            lost += row.commands.back().calls - row.requests;
    return lost;
}

void expectNothingWrong(const RunRecord& record)
{
    EXPECT_EQ(record.state, "finished") << record.abortReason;
    for (const TaskRow& row : record.tasks) {
        EXPECT_EQ(row.misses, 0U) << row.name << " missed";
        EXPECT_EQ(row.failures, 0U) << row.name << " failed";
        EXPECT_TRUE(row.requests > 0 || row.type == "RESET") << row.name << " did not run";
    }
    for (const FailureRow& failure : record.failures)
        ADD_FAILURE() << failure.task << ": " << failure.message;
}

/// Every kind of documents, those from files too.
class EveryKind
{
public:
    EveryKind()
    {
        const std::string lines = m_folder.filePath(QStringLiteral("people.jsonl")).toStdString();
        std::ofstream people(lines);
        for (int i = 0; i < 20; ++i)
            people << R"({"name":"N)" << i << R"(","age":)" << 20 + i
                   << R"(,"active":true,"tags":["a","b","c"],"home":{"city":"Z\u00fcrich"}})"
                   << '\n';
        const std::string pattern = m_folder.filePath(QStringLiteral("one.json")).toStdString();
        std::ofstream(pattern)
            << R"({"id":"{uuid}","n":{random_int 1 9},"items":[1,2,3],"sub":{"t":"{random_text 9}"}})";
        for (const DocumentKind& kind : documentKinds()) {
            DataSet dataSet = dataSetOf(kind.name, kind.name, kind.name == "ledger" ? 5 : 20);
            if (isSampled(dataSet) || isExisting(dataSet))
                continue; // their documents are those of another kind
            if (kind.name == "file")
                dataSet.file = lines;
            if (kind.name == "template")
                dataSet.file = pattern;
            m_dataSets.push_back(std::move(dataSet));
        }
    }

    const std::vector<DataSet>& dataSets() const { return m_dataSets; }

private:
    QTemporaryDir m_folder;
    std::vector<DataSet> m_dataSets;
};

bool changesItems(const TaskType& type)
{
    return type.group == "Update" || (type.group == "Write" && type.id != "write_if_absent");
}

bool looksForWhatWasThere(const TaskType& type)
{
    return type.id == "search_array";
}

/// Every built-in task that fits, on every data set, but some.
std::vector<TaskDefinition> allTasksBut(bool (*leftOut)(const TaskType&),
    const std::vector<DataSet>& dataSets, const std::string& pathStyle)
{
    std::vector<TaskDefinition> tasks;
    for (const DataSet& dataSet : dataSets) {
        for (const TaskType& type : taskTypes()) {
            if (type.id == "custom" || leftOut(type) || !taskFits(type, dataSet)
                || (!type.needsDataSet && &dataSet != &dataSets.front()))
                continue;
            tasks.push_back(taskOf(type, dataSet));
            tasks.back().pathStyle = pathStyle;
        }
    }
    return tasks;
}

struct Setting
{
    const char* name;
    const char* pathStyle;
    const char* server; ///< program; empty: what the sandbox finds first
};

void PrintTo(const Setting& setting, std::ostream* out)
{
    *out << setting.name;
}

class BuiltInTasks : public testing::TestWithParam<Setting>
{
protected:
    void SetUp() override
    {
        const QString program = QString::fromLatin1(GetParam().server);
        if (program.isEmpty())
            return;
        const QString path = QStandardPaths::findExecutable(program);
        if (path.isEmpty())
            GTEST_SKIP() << GetParam().server << " is not installed";
        m_chosen.emplace("CICADA_REDIS_SERVER", path.toStdString());
    }

private:
    std::optional<EnvironmentVariable> m_chosen;
};

// All at once, so that each runs beside all others on the same few documents; but an item that was
// in an array at the start is rightly missed once it has been changed.
TEST_P(BuiltInTasks, NeverMissAndSendWhatTheServerCounts)
{
    const Sandbox sandbox = startedSandbox();
    const EveryKind kinds;
    std::set<std::string> types;
    for (const auto leftOut : {changesItems, looksForWhatWasThere}) {
        TestProfile profile = profileOf(kinds.dataSets(), 0);
        profile.tasks = allTasksBut(leftOut, kinds.dataSets(), GetParam().pathStyle);
        // So often that each is drawn: the chance that one of them is not is below 1e-5.
        profile.load.requests = 20 * profile.tasks.size();
        for (const TaskDefinition& task : profile.tasks)
            types.insert(task.type);
        ASSERT_TRUE(prepareDataSets(sandbox.endpoint(), profile.dataSets, {}).ok());
        const auto before = countedCalls(sandbox.endpoint());

        const RunRecord record = finishedRun(profile, sandbox.endpoint(), onPreparedData());

        expectNothingWrong(record);
        std::uint64_t requests = 0;
        for (const TaskRow& row : record.tasks)
            requests += row.type == "RESET" ? 0 : row.requests;
        EXPECT_EQ(requests, profile.load.requests);
        EXPECT_EQ(record.integrity.agrees, true);
        EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
        auto expected = callsOf(record);
        expected["SET"] -= lostRaces(record); // queued, never run
        ASSERT_TRUE(record.generator.floor);
        expected["PING"] += record.generator.floor->pings;
        EXPECT_EQ(difference(before, countedCalls(sandbox.endpoint())), expected);
    }
    EXPECT_EQ(types.size() + 1, taskTypes().size()) << "a type fits no kind of documents";
}

INSTANTIATE_TEST_SUITE_P(All, BuiltInTasks,
    testing::Values(Setting{"JsonPath", "$", ""}, Setting{"LegacyPath", ".", ""},
        Setting{"JsonPathOnValkey", "$", "valkey-server"},
        Setting{"LegacyPathOnValkey", ".", "valkey-server"}),
    [](const auto& setting) { return setting.param.name; });

/// What the documents of a data set take.
struct Size
{
    double text = 0;    ///< bytes of JSON
    double memory = 0;  ///< JSON.DEBUG MEMORY
    double dataset = 0; ///< of the whole server: used_memory_dataset
};

Size sizeOf(Client& client, const DataSet& dataSet)
{
    Size size;
    for (std::uint64_t i = 0; i < dataSet.count; ++i) {
        const std::string key = keyOf(dataSet, StoredAs::Json, i);
        size.text += static_cast<double>(client.call({"JSON.GET", key, "."})->textBytes);
        size.memory
            += static_cast<double>(client.call({"JSON.DEBUG", "MEMORY", key, "."})->integer);
    }
    return size;
}

double datasetMemory(Client& client)
{
    return readServerInfo(client)->real("used_memory_dataset");
}

struct StableTask
{
    const char* type;
    const char* kind;
    std::map<std::string, std::string> parameters;
    bool resets = false;
};

const std::vector<StableTask> kStable{
    {"append_string", "basic_user", {}, true},
    {"append_string", "catalog", {{"path", "$.names.es"}}, true},
    {"append_array", "catalog", {}, true},
    {"append_array", "array_numbers", {}, true},
    {"append_array", "tiny", {}, true},
    {"insert_array", "catalog", {{"index", "-1"}}, true},
    {"pop_array", "catalog", {}},
    {"trim_array", "catalog", {}},
    {"increment", "basic_user", {}},
    {"increment", "basic_user", {{"by", "{random_int 1 1000000000000}"}}, true},
    {"multiply", "basic_user", {}},
    {"multiply", "basic_user", {{"by", "3"}}, true},
    {"multiply", "advanced_user", {{"by", "-0.7"}}, true},
    {"toggle", "advanced_user", {}},
    {"set_field", "basic_user", {}},
    {"merge", "advanced_user", {}},
    {"write_small_document", "basic_user", {}},
    {"write_many", "basic_user", {}},
    {"write_if_absent", "advanced_user", {}},
    {"delete_document", "advanced_user", {}},
    {"delete_path", "advanced_user", {}},
    {"clear", "catalog", {}},
};

// 1 million calls on a data set of 1,000 documents are 1,000 calls a document; so they are here.
TEST(GrowingTasks, KeepEveryDataSetWithinTenPercentOfItsStart)
{
    constexpr std::uint64_t kDocuments = 10;
    // Its figures on latency would be counted as data.
    const Sandbox sandbox = startedSandbox({.arguments = {"--latency-tracking", "no"}});
    TestProfile profile = profileOf({}, 1000 * kDocuments * kStable.size());
    for (const StableTask& stable : kStable) {
        DataSet dataSet
            = dataSetOf("set" + std::to_string(profile.dataSets.size()), stable.kind, kDocuments);
        dataSet.storedAs = {StoredAs::Json};
        dataSet.scale = 1;
        TaskDefinition task = taskOf(*findTaskType(stable.type), dataSet);
        task.parameters = stable.parameters;
        profile.dataSets.push_back(std::move(dataSet));
        profile.tasks.push_back(std::move(task));
    }
    ASSERT_TRUE(validate(profile).empty()) << validate(profile).front().text;
    ASSERT_TRUE(prepareDataSets(sandbox.endpoint(), profile.dataSets, {}).ok());
    Client client = connectedTo(sandbox.endpoint());
    std::vector<Size> before;
    for (const DataSet& dataSet : profile.dataSets)
        before.push_back(sizeOf(client, dataSet));
    const double memoryBefore = datasetMemory(client);
    const auto keysBefore = client.call({"DBSIZE"})->integer;

    const RunRecord record = finishedRun(profile, sandbox.endpoint(), onPreparedData());

    expectNothingWrong(record);
    EXPECT_EQ(client.call({"DBSIZE"})->integer, keysBefore);
    EXPECT_NEAR(datasetMemory(client) / memoryBefore, 1, 0.1);
    for (std::size_t i = 0; i < kStable.size(); ++i) {
        const Size after = sizeOf(client, profile.dataSets[i]);
        const std::string name = profile.tasks[i].name + " of " + kStable[i].kind;
        EXPECT_NEAR(after.text / before[i].text, 1, 0.1) << name;
        EXPECT_NEAR(after.memory / before[i].memory, 1, 0.1) << name;
        const TaskRow& row = record.tasks[i];
        const auto reset = std::find_if(record.tasks.begin(), record.tasks.end(),
            [&](const TaskRow& other) { return other.name == row.name + " (reset)"; });
        EXPECT_EQ(kStable[i].resets, reset != record.tasks.end() && reset->requests > 0) << name;
        if (reset != record.tasks.end() && reset->requests > 0) {
            EXPECT_LE(reset->requests, row.requests) << name;
            EXPECT_EQ(reset->type, "RESET");
        }
        if (kStable[i].resets) {
            ASSERT_EQ(row.commands.size(), 1U) << name;
            EXPECT_EQ(row.commands[0].calls, row.requests)
                << name << ": the reset is outside the timed task";
        }
    }
}

} // namespace
} // namespace cicada
