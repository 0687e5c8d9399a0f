// Tasks of several calls: the whole and each call are timed, transactions among them.
#include "support/finished_run.h"
#include "support/live_server.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

class CompoundTasks : public testing::Test
{
protected:
    static void SetUpTestSuite() { s_sandbox.emplace(startedSandbox()); }

    static void TearDownTestSuite() { s_sandbox.reset(); }

    static TestProfile profile(std::uint64_t documents, std::uint64_t requests)
    {
        TestProfile profile;
        profile.name = "Compound";
        DataSet people;
        people.name = "people";
        people.prefix = "cicada:compound:";
        people.count = documents;
        people.storedAs = {StoredAs::Json, StoredAs::String};
        profile.dataSets = {people};
        profile.load.users = 8;
        profile.load.connections = 8;
        profile.load.threads = 2;
        profile.load.requests = requests;
        return profile;
    }

    static TaskDefinition task(const std::string& name, const std::vector<std::string>& commands)
    {
        TaskDefinition task;
        task.name = name;
        task.type = "custom";
        task.dataSet = "people";
        for (const std::string& command : commands)
            task.commands.push_back({command, ""});
        return task;
    }

    static TaskDefinition watched(const std::string& attempts)
    {
        TaskDefinition task;
        task.name = "watched";
        task.type = "string_update_watched";
        task.dataSet = "people";
        task.parameters["attempts"] = attempts;
        return task;
    }

    static RunRecord run(const TestProfile& profile)
    {
        EXPECT_TRUE(validate(profile).empty());
        const RunRecord record = finishedRun(profile, s_sandbox->endpoint());
        EXPECT_EQ(record.state, "finished") << record.abortReason;
        EXPECT_EQ(record.integrity.agrees, true);
        EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
        return record;
    }

    static inline std::optional<Sandbox> s_sandbox;
};

TEST_F(CompoundTasks, TimeTheWholeAndEachCall)
{
    TestProfile compound = profile(50, 2000);
    compound.tasks = {task("copy",
        {"JSON.GET {key} $.age", "JSON.SET {key} $.age {reply 1 $[0]}",
            R"(JSON.SET {key} $.name '"was {reply 1 $[0]}"')"})};
    const RunRecord record = run(compound);
    const TaskRow& row = record.tasks.at(0);
    EXPECT_EQ(row.successes, 2000U);
    ASSERT_EQ(row.commands.size(), 3U);
    double sum = 0;
    for (const CommandRow& command : row.commands) {
        EXPECT_EQ(command.calls, row.requests);
        ASSERT_TRUE(command.serviceTime);
        sum += command.serviceTime->mean;
    }
    EXPECT_EQ(row.calls, 3 * row.requests);
    // Each is rounded to 1 us by itself.
    EXPECT_NEAR(row.serviceTime->mean, sum, 2);
    EXPECT_GE(row.latency->mean, row.serviceTime->mean);
}

TEST_F(CompoundTasks, RunALostRaceAgainAndCountEveryAttempt)
{
    TestProfile race = profile(1, 1000);
    race.tasks = {watched("1000")};
    const RunRecord record = run(race);
    const TaskRow& row = record.tasks.at(0);
    EXPECT_EQ(row.successes, 1000U);
    ASSERT_EQ(row.commands.size(), 5U);
    const std::uint64_t attempts = row.commands.back().calls;
    EXPECT_GT(attempts, row.requests) << "8 users on one key";
    for (const CommandRow& command : row.commands)
        EXPECT_EQ(command.calls, attempts);
    EXPECT_EQ(row.calls, 5 * attempts);
    // All attempts are in the task's time: so it is longer than one of each call.
    double once = 0;
    for (const CommandRow& command : row.commands)
        once += command.serviceTime->mean;
    EXPECT_NEAR(row.serviceTime->mean * 1000, once * static_cast<double>(attempts),
        5 * static_cast<double>(attempts));
    const auto& sent = record.integrity.callsSent;
    EXPECT_EQ(sent.at("SET") - record.integrity.callsCountedByServer.at("SET"), attempts - 1000)
        << "what was queued and lost";
}

TEST_F(CompoundTasks, MissALostRaceWhereNoAttemptIsLeft)
{
    TestProfile race = profile(1, 1000);
    race.tasks = {watched("1")};
    const RunRecord record = run(race);
    EXPECT_GT(record.totals.misses, 0U);
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.totals.calls, 5000U);
}

// Else the next user's calls would be queued, which looks like a success.
TEST_F(CompoundTasks, LeaveNoTransactionToTheNextUserOfTheConnection)
{
    TestProfile broken = profile(20, 3000);
    broken.load.connections = 2;
    broken.tasks = {task("refused", {"MULTI", "GET {key} too many", "EXEC"}),
        task("left open", {"MULTI", "JSON.GET {key} $"}),
        task("missing",
            {"WATCH {key}", "GET {key}:absent", "MULTI", "SET {key}:new {reply 2}", "EXEC"}),
        task("read", {"JSON.GET {key} $.age"})};
    const RunRecord record = run(broken);
    EXPECT_EQ(record.tasks.at(0).failures, record.tasks.at(0).requests);
    EXPECT_EQ(record.tasks.at(2).misses, record.tasks.at(2).requests);
    const TaskRow& read = record.tasks.at(3);
    EXPECT_EQ(read.successes, read.requests);
    EXPECT_EQ(record.integrity.callsSent.at("DISCARD"),
        record.tasks.at(0).requests + record.tasks.at(1).requests);
    EXPECT_EQ(record.integrity.callsSent.at("UNWATCH"), record.tasks.at(2).requests);
}

TEST_F(CompoundTasks, FailWhereACommandOfATransactionFails)
{
    TestProfile broken = profile(20, 100);
    broken.tasks = {task("wrong type", {"MULTI", "INCR {key}", "EXEC"})};
    const RunRecord record = run(broken);
    EXPECT_EQ(record.totals.failures, 100U);
    ASSERT_EQ(record.failures.size(), 1U);
    EXPECT_NE(record.failures[0].message.find("EXEC answered WRONGTYPE"), std::string::npos)
        << record.failures[0].message;
}

} // namespace
} // namespace cicada
