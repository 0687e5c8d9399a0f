#include "server/target_check.h"

#include "support/live_server.h"
#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace cicada {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;
using Status = CheckStep::Status;

CheckStep stepOf(const CheckResult& result, const std::string& name)
{
    const auto found = std::find_if(result.steps.begin(), result.steps.end(),
        [&](const CheckStep& step) { return step.name == name; });
    return found == result.steps.end() ? CheckStep{"missing", Status::Failed, {}} : *found;
}

std::vector<std::string> namesOf(const std::vector<CheckStep>& steps)
{
    std::vector<std::string> names;
    for (const CheckStep& step : steps)
        names.push_back(step.name);
    return names;
}

} // namespace

TEST(TargetCheck, PassesTheSandboxStepByStep)
{
    const Sandbox sandbox = startedSandbox();
    Client client = connectedTo(sandbox.endpoint());
    for (int i = 0; i < 25; ++i)
        ASSERT_TRUE(client.call({"SET", "user:" + std::to_string(i), "x"}).ok());
    ASSERT_TRUE(client.call({"SET", "other", "x"}).ok());
    std::vector<CheckStep> seen;

    const CheckResult result = checkTarget(sandbox.endpoint(), {"user:", "us[e]r:"},
        [&](const CheckStep& step) { seen.push_back(step); });

    EXPECT_THAT(namesOf(result.steps),
        ElementsAre("Resolve", "Connect", "TLS", "Log in", "Ping", "Server", "JSON", "Memory",
            "Keys", "Keys under prefix", "Limits"));
    EXPECT_EQ(namesOf(seen), namesOf(result.steps));
    for (const CheckStep& step : result.steps)
        EXPECT_EQ(step.status, step.name == "TLS" ? Status::Skipped : Status::Passed)
            << step.name << step.detail;
    EXPECT_TRUE(result.reachable);
    EXPECT_TRUE(result.hasJson);
    EXPECT_GT(result.pingMicroseconds, 0);
    EXPECT_THAT(stepOf(result, "Keys").detail, StartsWith("26 "));
    EXPECT_EQ(stepOf(result, "Keys under prefix").detail, "25 under user:; 0 under us[e]r:");
    EXPECT_EQ(result.figures.keys, 26u);
    EXPECT_EQ(result.figures.role, "master");
    EXPECT_GT(result.figures.usedMemory, 100'000u);
    EXPECT_THAT(result.sentence, MatchesRegex("(Redis|Valkey) [0-9.]+, JSON .*, [0-9.]+ (us|ms)"));
}

TEST(TargetCheck, ChangesNothingOnTheServer)
{
    const Sandbox sandbox = startedSandbox();
    Client client = connectedTo(sandbox.endpoint());

    ASSERT_TRUE(checkTarget(sandbox.endpoint(), {"user:"}).reachable);

    EXPECT_THAT(
        client.call({"INFO", "persistence"})->text, HasSubstr("rdb_changes_since_last_save:0"));
    EXPECT_EQ(client.call({"DBSIZE"})->integer, 0);
}

TEST(TargetCheck, SkipsWhatFollowsAFailure)
{
    Endpoint endpoint;
    endpoint.port = freePort();

    const CheckResult result = checkTarget(endpoint, {"user:"});

    EXPECT_FALSE(result.reachable);
    EXPECT_EQ(result.steps.size(), 11u);
    EXPECT_EQ(result.steps[0].status, Status::Passed);
    EXPECT_EQ(result.steps[1].status, Status::Failed);
    EXPECT_EQ(result.sentence, result.steps[1].detail);
    for (std::size_t i = 2; i < result.steps.size(); ++i)
        EXPECT_EQ(result.steps[i].status, Status::Skipped) << result.steps[i].name;
}

TEST(TargetCheck, RefusesATargetThatIsNotValid)
{
    Endpoint endpoint;
    endpoint.host = "two words";

    const CheckResult result = checkTarget(endpoint, {});

    EXPECT_EQ(result.steps[0].status, Status::Failed);
    EXPECT_THAT(result.sentence, HasSubstr("host"));
}

TEST(TargetCheck, SaysHowToGetJson)
{
    const Sandbox server = startedPlain();

    const CheckResult result = checkTarget(server.endpoint(), {});

    EXPECT_TRUE(result.reachable);
    EXPECT_FALSE(result.hasJson);
    EXPECT_EQ(stepOf(result, "JSON").status, Status::Failed);
    EXPECT_THAT(result.sentence, HasSubstr("loadmodule rejson.so"));
    EXPECT_EQ(stepOf(result, "Memory").status, Status::Passed); // the rest is still worth knowing
}

TEST(TargetCheck, GoesOnWhereTheUserMayAskLittle)
{
    const Sandbox sandbox = startedSandbox();
    Client admin = connectedTo(sandbox.endpoint());
    ASSERT_EQ(admin
                  .call({"ACL", "SETUSER", "app", "on", ">pw", "~user:*", "-@all", "+json.get",
                      "+json.type", "+ping"})
                  ->text,
        "OK");
    Endpoint endpoint = sandbox.endpoint();
    endpoint.user = "app";
    endpoint.password = "pw";

    const CheckResult result = checkTarget(endpoint, {"user:"});

    EXPECT_TRUE(result.reachable);
    EXPECT_TRUE(result.hasJson);
    EXPECT_EQ(result.server.jsonVersion, "of unknown version");
    for (const char* name : {"Server", "Keys", "Keys under prefix"}) {
        EXPECT_EQ(stepOf(result, name).status, Status::Warning) << name;
        EXPECT_THAT(stepOf(result, name).detail, HasSubstr("may not run")) << name;
    }
    EXPECT_EQ(stepOf(result, "Memory").status, Status::Skipped);
    EXPECT_EQ(stepOf(result, "Ping").status, Status::Passed);
}

TEST(TargetCheck, WarnsWhereTheUserMayNotUseJson)
{
    const Sandbox sandbox = startedSandbox();
    Client admin = connectedTo(sandbox.endpoint());
    ASSERT_EQ(admin.call({"ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all", "-json.type"})->text,
        "OK");
    Endpoint endpoint = sandbox.endpoint();
    endpoint.user = "app";
    endpoint.password = "pw";

    const CheckResult result = checkTarget(endpoint, {});

    EXPECT_TRUE(result.hasJson);
    EXPECT_EQ(stepOf(result, "JSON").status, Status::Warning);
    EXPECT_THAT(stepOf(result, "JSON").detail, HasSubstr("may not run JSON.TYPE"));
}

TEST(TargetCheck, WarnsOfAReplica)
{
    const Sandbox primary = startedPlain();
    const Sandbox replica
        = startedPlain({"--replicaof", "127.0.0.1", std::to_string(primary.endpoint().port)});

    const CheckResult result = checkTarget(replica.endpoint(), {});

    EXPECT_EQ(stepOf(result, "Server").status, Status::Warning);
    EXPECT_THAT(stepOf(result, "Server").detail, HasSubstr("replica"));
}

TEST(TargetCheck, WarnsWhereMemoryIsNearlyFull)
{
    const Sandbox server
        = startedPlain({"--maxmemory", "1mb"}); // an empty Redis uses about as much

    const CheckStep step = stepOf(checkTarget(server.endpoint(), {}), "Memory");

    EXPECT_EQ(step.status, Status::Warning);
    EXPECT_THAT(step.detail, HasSubstr("noeviction"));
    EXPECT_THAT(step.detail, HasSubstr("OOM"));
}

} // namespace cicada
