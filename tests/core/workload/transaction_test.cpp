#include "workload/transaction.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

CompiledTask taskOf(const std::vector<const char*>& commands)
{
    CompiledTask task;
    for (const char* command : commands)
        task.calls.push_back({CommandTemplate::parse(command, {}).value(), SuccessRule()});
    return task;
}

std::string wayOut(const std::vector<const char*>& commands)
{
    const CompiledCall* call = wayOutOf(taskOf(commands), commands.size() - 1);
    return call ? call->command.command() : "nothing";
}

TEST(Transaction, NeedsAConnectionOfItsOwn)
{
    EXPECT_TRUE(needsOneConnection(taskOf({"GET a", "multi", "EXEC"})));
    EXPECT_FALSE(needsOneConnection(taskOf({"GET a", "SET a b"})));
}

TEST(Transaction, IsLeftWhereATaskEndsInsideIt)
{
    EXPECT_EQ(wayOut({"WATCH a", "GET a"}), "UNWATCH");
    EXPECT_EQ(wayOut({"WATCH a", "GET a", "MULTI", "SET a b"}), "DISCARD");
    EXPECT_EQ(wayOut({"WATCH a", "MULTI", "UNWATCH"}), "DISCARD") << "which is only queued";
    EXPECT_EQ(wayOut({"WATCH a", "MULTI", "EXEC"}), "nothing");
    EXPECT_EQ(wayOut({"WATCH a", "UNWATCH"}), "nothing");
    EXPECT_EQ(wayOut({"GET a"}), "nothing");
}

TEST(Transaction, RefusesWhatChangesAConnectionForOthers)
{
    EXPECT_TRUE(unfitForTasks("MONITOR").has_value());
    EXPECT_TRUE(unfitForTasks("SELECT").has_value());
    for (const char* command : {"GET", "JSON.GET", "BLPOP", "PUBLISH", "CLIENT", "EVAL"})
        EXPECT_FALSE(unfitForTasks(command).has_value()) << command;
}

} // namespace
} // namespace cicada
