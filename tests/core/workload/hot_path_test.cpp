// What a worker does for every call: fill the holes of a command and judge the reply.
#include "support/allocations.h"
#include "workload/document.h"
#include "workload/success_rule.h"
#include "workload/task.h"

#include <gtest/gtest.h>

#include <memory>

namespace cicada {
namespace {

constexpr std::size_t kRoom = 16U << 20;

DataSet dataSetOf(const std::string& kind)
{
    DataSet dataSet;
    dataSet.name = kind;
    dataSet.kind = kind;
    dataSet.prefix = "cicada:" + kind + ":";
    dataSet.count = 100;
    dataSet.storedAs = {StoredAs::Json, StoredAs::String};
    if (findDocumentKind(kind)->flat)
        dataSet.storedAs.push_back(StoredAs::Hash);
    if (findDocumentKind(kind)->scalable)
        dataSet.scale = 0.05;
    return dataSet;
}

/// A worker's buffers, grown as they are after a while.
class Buffers
{
public:
    Buffers()
    {
        m_out.reserve(kRoom);
        m_context.scratch.reserve(kRoom);
        m_context.document.reserve(kRoom);
    }

    void reply(std::string text) { m_replies.push_back(std::move(text)); }

    /// How often memory was asked for by `times` calls of each command, one behind the other.
    std::uint64_t allocationsOf(const CompiledTask& task, std::uint64_t times)
    {
        const std::uint64_t before = allocationsOfThisThread();
        for (std::uint64_t i = 0; i < times; ++i) {
            m_context.key = i % 100;
            m_context.iteration = i;
            for (const CompiledCall& call : task.calls) {
                m_out.clear();
                call.command.append(m_out, m_context);
            }
        }
        return allocationsOfThisThread() - before;
    }

private:
    Random m_random{5};
    std::vector<std::string> m_replies;
    std::string m_out;
    CallContext m_context{.random = m_random, .replies = &m_replies};
};

std::vector<CompiledTask> compiled(TaskDefinition task, const DataSet& dataSet)
{
    task.name = "task";
    std::vector<Problem> problems;
    auto all = compileTasks({task}, {dataSet}, problems);
    for (const Problem& problem : problems)
        ADD_FAILURE() << problem.field << ": " << problem.text;
    return all;
}

TEST(Allocations, AreCounted)
{
    const std::uint64_t before = allocationsOfThisThread();
    const auto one = std::make_unique<int>(1);
    const std::string two(1000, 'x');
    EXPECT_EQ(allocationsOfThisThread() - before, 2U);
}

class HotPath : public testing::TestWithParam<const char*>
{
};

TEST_P(HotPath, AllocatesNothingForAnyBuiltInTask)
{
    const DataSet dataSet = dataSetOf(GetParam());
    Buffers buffers;
    std::string document;
    (*DocumentGenerator::make(dataSet))->append(document, 1);
    buffers.reply(document);
    buffers.reply(document);
    for (const TaskType& type : taskTypes()) {
        if (type.id == "custom" || !taskFits(type, dataSet))
            continue;
        TaskDefinition task;
        task.type = type.id;
        task.dataSet = type.needsDataSet ? dataSet.name : "";
        for (const CompiledTask& each : compiled(task, dataSet)) // its reset too
            EXPECT_EQ(buffers.allocationsOf(each, 300), 0U) << type.id << ", " << each.row;
    }
}

INSTANTIATE_TEST_SUITE_P(EveryKind, HotPath,
    testing::Values("basic_user", "tiny", "advanced_user", "nested_user", "nested", "config",
        "array_numbers", "catalog", "array_texts", "catalog_large", "array", "ledger"),
    [](const auto& kind) { return kind.param; });

TEST(HotPath, AllocatesNothingForAnyPlaceholder)
{
    const DataSet dataSet = dataSetOf("basic_user");
    TaskDefinition task;
    task.type = "custom";
    task.dataSet = dataSet.name;
    task.commands = {{"GET first", ""}, {"GET second", ""}};
    for (const char* hole : {"{key}", "{key:hash +3}", "{index}", "{prefix}", "{random_int -5 5}",
             "{random_text 3000}", "{uuid}", "{document}", "{field number}", "{original $.name}",
             "{path text}", "{text $.name}", "{member number}", "{reply 1}", "{reply 1 $.name}",
             "{reply 2 $[0]}", "{edited 1 $.age}", "{user}", "{iteration}", "a{{b}}"})
        task.commands.push_back({"SET k " + std::string(hole), ""});
    task.commands.push_back({R"(SET k '{"said":"{reply 1 $.name}","n":{reply 2 $[0]}}')", ""});
    EXPECT_GE(task.commands.size(), placeholderHelp().size());
    Buffers buffers;
    buffers.reply(R"({"name":"Zoë, too long a name for a small string","age":36})");
    buffers.reply("[12345678901]");
    for (const CompiledTask& each : compiled(task, dataSet))
        EXPECT_EQ(buffers.allocationsOf(each, 2000), 0U);
}

TEST(HotPath, AllocatesNothingToJudgeAReply)
{
    Reply reply;
    reply.type = Reply::Type::Bulk;
    reply.text = R"({"$.name":["A name that is longer than a small string holds"],"$.age":[null]})";
    reply.textBytes = reply.text.size();
    Reply list;
    list.type = Reply::Type::Array;
    list.elements = 3;
    list.text = "[null]\n(nil)\n[\"a name that is longer than a small string holds\"]\n";
    const SuccessRule field = SuccessRule::hasField(*JsonPath::parse("$['$.age'][0]"));
    const std::uint64_t before = allocationsOfThisThread();
    for (const char* command : {"JSON.GET", "JSON.MGET", "JSON.SET", "EXEC", "PING"}) {
        const SuccessRule rule = SuccessRule::defaultFor(command);
        (void)rule.judge(reply);
        (void)rule.judge(list);
    }
    (void)field.judge(reply);
    EXPECT_EQ(allocationsOfThisThread() - before, 0U);
}

} // namespace
} // namespace cicada
