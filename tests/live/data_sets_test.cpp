// Data sets on a real server: prepared, resumed, verified, and taken from keys that exist.
#include "base/random.h"
#include "engine/data_fingerprint.h"
#include "engine/data_loader.h"
#include "engine/source_keys.h"
#include "support/live_server.h"
#include "workload/found_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace cicada {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class DataSetsOnSandbox : public testing::Test
{
protected:
    static void SetUpTestSuite() { s_sandbox.emplace(startedSandbox()); }

    static void TearDownTestSuite() { s_sandbox.reset(); }

    DataSetsOnSandbox()
        : client(connectedTo(s_sandbox->endpoint()))
    {
        EXPECT_EQ(client.call({"FLUSHALL"})->text, "OK");
        EXPECT_EQ(client.call({"CONFIG", "RESETSTAT"})->text, "OK");
    }

    static Endpoint endpoint() { return s_sandbox->endpoint(); }

    static DataSet people(std::uint64_t count)
    {
        DataSet dataSet;
        dataSet.name = "people";
        dataSet.prefix = "cicada:people:";
        dataSet.count = count;
        dataSet.storedAs = {StoredAs::Json, StoredAs::String, StoredAs::Hash};
        return dataSet;
    }

    static DataSet from(const std::string& kind, const std::string& keys)
    {
        DataSet dataSet;
        dataSet.name = "theirs";
        dataSet.kind = kind;
        dataSet.sourceKeys = keys;
        dataSet.prefix = kind == "existing" ? "" : "cicada:copies:";
        dataSet.count = 50;
        return dataSet;
    }

    void writeUsers(int count)
    {
        for (int i = 0; i < count; ++i) {
            const std::string n = std::to_string(i);
            ASSERT_EQ(client
                          .call({"JSON.SET", "user:" + n, "$",
                              R"({"id":)" + n + R"(,"name":"n","tags":["a"]})"})
                          ->text,
                "OK");
        }
    }

    std::uint64_t keys() { return static_cast<std::uint64_t>(client.call({"DBSIZE"})->integer); }

    // Commands the server has counted since the test began.
    std::string commandsSeen() { return client.call({"INFO", "commandstats"})->text; }

    Client client;

private:
    static std::optional<Sandbox> s_sandbox;
};

std::optional<Sandbox> DataSetsOnSandbox::s_sandbox;

TEST_F(DataSetsOnSandbox, GoOnWhereACancelledPreparationWas)
{
    // Enough for some reports on the way, however fast the machine is.
    constexpr std::uint64_t kKeys = 600'000;
    const std::vector<DataSet> sets{people(kKeys / 3)};
    std::atomic<bool> cancel{false};
    LoaderControl control;
    control.cancel = &cancel;
    control.onProgress = [&](const LoaderProgress& progress) { cancel = progress.done > 0; };
    const auto first = prepareDataSets(endpoint(), sets, control);
    ASSERT_FALSE(first.ok());
    EXPECT_EQ(first.error().kind, ErrorKind::Aborted);
    EXPECT_THAT(first.error().text, HasSubstr("preparing again goes on from there"));
    const std::uint64_t there = keys() - 1; // without the progress
    ASSERT_GT(there, 0U);
    ASSERT_LT(there, kKeys);

    std::uint64_t shownFirst = 0;
    LoaderControl again;
    again.onProgress = [&](const LoaderProgress& progress) {
        if (shownFirst == 0)
            shownFirst = progress.done;
    };
    const auto second = prepareDataSets(endpoint(), sets, again);
    ASSERT_TRUE(second.ok()) << second.error().text;
    // What parallel writers had begun is written again, no more.
    EXPECT_LE(*second, kKeys - there + 4 * 500);
    EXPECT_GE(*second, kKeys - there);
    EXPECT_GE(shownFirst, kKeys - *second) << "progress counts what was there";
    const auto verified = verifyDataSets(endpoint(), sets, {});
    EXPECT_TRUE(verified->ok());
    EXPECT_EQ(verified->foundKeys, kKeys);
    EXPECT_EQ(keys(), kKeys + 1) << "the fingerprint is left, the progress is gone";
    EXPECT_EQ(*prepareDataSets(endpoint(), sets, {}), 0U);
}

TEST_F(DataSetsOnSandbox, BeginAgainWhereAResumedPartHasHoles)
{
    const DataSet set = people(1'000);
    const std::string fingerprint = fingerprintOf(set, **DocumentGenerator::make(set));
    ASSERT_EQ(client.call({"SET", progressKey(set), progressText(1'500, fingerprint)})->text, "OK");
    EXPECT_EQ(*prepareDataSets(endpoint(), {set}, {}), 3'000U) << "nothing of it is there";
    EXPECT_TRUE(verifyDataSets(endpoint(), {set}, {})->ok());
}

TEST_F(DataSetsOnSandbox, DoNotGoOnWithTheProgressOfOtherData)
{
    const DataSet before = people(1'000);
    ASSERT_EQ(*prepareDataSets(endpoint(), {before}, {}), 3'000U);
    ASSERT_EQ(client.call({"DEL", fingerprintKey(before)})->integer, 1);
    ASSERT_EQ(
        client
            .call({"SET", progressKey(before),
                progressText(2'999, fingerprintOf(before, **DocumentGenerator::make(before)))})
            ->text,
        "OK");
    DataSet after = before;
    after.seed = 43;
    EXPECT_EQ(*prepareDataSets(endpoint(), {after}, {}), 3'000U);
    EXPECT_TRUE(verifyDataSets(endpoint(), {after}, {})->ok());
}

TEST_F(DataSetsOnSandbox, AreCountedKeyByKey)
{
    const std::vector<DataSet> sets{people(5'000)};
    ASSERT_EQ(*prepareDataSets(endpoint(), sets, {}), 15'000U);
    ASSERT_EQ(client.call({"DEL", keyOf(sets[0], StoredAs::String, 3'217)})->integer, 1);
    const auto verified = verifyDataSets(endpoint(), sets, {});
    EXPECT_EQ(verified->expectedKeys, 15'000U);
    EXPECT_EQ(verified->foundKeys, 14'999U) << "one in 15,000 shows";
    EXPECT_EQ(verified->sampled, 60U);
    EXPECT_FALSE(verified->ok());
}

TEST_F(DataSetsOnSandbox, ShowADocumentThatDiffers)
{
    const std::vector<DataSet> sets{people(10)};
    ASSERT_EQ(*prepareDataSets(endpoint(), sets, {}), 30U);
    ASSERT_EQ(
        client.call({"JSON.SET", keyOf(sets[0], StoredAs::Json, 4), "$.age", "999"})->text, "OK");
    EXPECT_EQ(verifyDataSets(endpoint(), sets, {})->differing, 1U);
}

TEST_F(DataSetsOnSandbox, SampleDocumentsAndLeaveTheirKeysAsTheyAre)
{
    writeUsers(400);
    ASSERT_EQ(client.call({"SET", "user:text", "no JSON"})->text, "OK");
    const std::string before = client.call({"JSON.GET", "user:17", "."})->text;
    ASSERT_EQ(client.call({"CONFIG", "RESETSTAT"})->text, "OK");

    std::vector<DataSet> sets{from("sampled", "user:*")};
    sets[0].storedAs = {StoredAs::Json, StoredAs::String};
    Client reader = connectedTo(endpoint());
    ASSERT_TRUE(readSources(reader, sets, {}).ok());
    ASSERT_EQ(sets[0].found->documents().size(), 100U);
    const std::string seen = commandsSeen();
    for (const char* never : {"cmdstat_keys", "cmdstat_json.set", "cmdstat_set:", "cmdstat_del"})
        EXPECT_THAT(seen, testing::Not(HasSubstr(never)));

    EXPECT_EQ(*prepareDataSets(endpoint(), sets, {}), 100U);
    EXPECT_EQ(client.call({"GET", "cicada:copies:string:3"})->text, sets[0].found->documents()[3]);
    EXPECT_EQ(*prepareDataSets(endpoint(), sets, {}), 0U) << "reused while the sources stay";
    EXPECT_EQ(cleanDataSets(endpoint(), sets, {})->removed, 101U);
    EXPECT_EQ(keys(), 401U);
    EXPECT_EQ(client.call({"JSON.GET", "user:17", "."})->text, before);
}

TEST_F(DataSetsOnSandbox, SampleTheSameKeysWhateverElseIsRead)
{
    writeUsers(300);
    const auto sampled = [&](std::uint64_t seed) {
        std::vector<DataSet> sets{from("sampled", "user:*")};
        sets[0].sourceLimit = 20;
        sets[0].seed = seed;
        EXPECT_TRUE(readSources(client, sets, {}).ok());
        return sets[0].found->documents();
    };
    EXPECT_EQ(sampled(1), sampled(1));
    EXPECT_NE(sampled(1), sampled(2));
}

TEST_F(DataSetsOnSandbox, SampleHashesWithTheirNumbersAndTexts)
{
    ASSERT_EQ(client.call({"HSET", "h:1", "n", "12", "t", "a \"b\"\nc", "z", "007"})->integer, 3);
    std::vector<DataSet> sets{from("sampled", "h:*")};
    sets[0].sourceStoredAs = StoredAs::Hash;
    ASSERT_TRUE(readSources(client, sets, {}).ok());
    EXPECT_EQ(sets[0].found->documents(),
        (std::vector<std::string>{R"({"n":12,"t":"a \"b\"\u000ac","z":"007"})"}));
}

TEST_F(DataSetsOnSandbox, FindEveryExistingKeyAndPassOverWhatIsWrittenHere)
{
    writeUsers(3'000);
    ASSERT_EQ(client.call({"JSON.SET", "cicada:people:json:0", "$", "{}"})->text, "OK");
    std::vector<DataSet> sets{from("existing", "*"), people(10)};
    ASSERT_TRUE(readSources(client, sets, {}).ok());
    EXPECT_EQ(sets[0].count, 3'000U);
    std::set<std::string> found;
    for (std::uint64_t i = 0; i < sets[0].found->count(); ++i)
        found.emplace(sets[0].found->key(i));
    EXPECT_EQ(found.size(), 3'000U);
    EXPECT_FALSE(found.contains("cicada:people:json:0"));
    EXPECT_EQ(sets[0].found->key(0), "user:0");
    EXPECT_EQ(sets[0].found->key(2'999), "user:2999") << "in the order of their numbers";
}

TEST_F(DataSetsOnSandbox, KeepNoMoreKeysThanTheLimitAndSaySo)
{
    writeUsers(500);
    std::vector<DataSet> sets{from("existing", "user:*")};
    sets[0].sourceLimit = 200;
    const auto notes = readSources(client, sets, {});
    ASSERT_TRUE(notes.ok());
    EXPECT_EQ(sets[0].count, 200U);
    ASSERT_EQ(notes->size(), 1U);
    EXPECT_THAT(notes->front(), HasSubstr("200 of about 500 matching keys are used"));
}

TEST_F(DataSetsOnSandbox, NameTheFieldWhereNothingMatches)
{
    ASSERT_EQ(client.call({"SET", "user:1", "x"})->text, "OK");
    for (const char* kind : {"sampled", "existing"}) {
        std::vector<DataSet> sets{people(1), from(kind, "user:*")};
        const auto read = readSources(client, sets, {});
        ASSERT_FALSE(read.ok());
        EXPECT_EQ(read.error().kind, ErrorKind::Invalid);
        EXPECT_EQ(read.error().text,
            "data_sets[1].source_keys: no JSON key on the target matches \"user:*\"");
    }
}

TEST_F(DataSetsOnSandbox, AskTheServerAboutCommandsThatNobodyKnows)
{
    TaskDefinition task;
    task.name = "odd";
    task.type = "custom";
    task.dataSet = "theirs";
    const auto reads = [&](const char* command) {
        task.commands = {{command, ""}};
        return checkOnlyReads(client, {task}, {from("existing", "user:*")});
    };
    EXPECT_TRUE(reads("JSON.GET {key}").ok()) << "known";
    EXPECT_TRUE(reads("LOLWUT").ok());
    EXPECT_TRUE(reads("NOSUCHCOMMAND {key}").ok()) << "it fails, it writes nothing";
    const auto refused = reads("PSYNC ? -1");
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().text,
        StartsWith("tasks[0].commands[0].command: the server says that `PSYNC` can write"));
}

TEST_F(DataSetsOnSandbox, NeverPrepareOrCleanExistingKeys)
{
    writeUsers(20);
    std::vector<DataSet> sets{from("existing", "user:*")};
    ASSERT_TRUE(readSources(client, sets, {}).ok());
    EXPECT_EQ(*prepareDataSets(endpoint(), sets, {}), 0U);
    EXPECT_EQ(cleanDataSets(endpoint(), sets, {})->removed, 0U);
    EXPECT_EQ(keys(), 20U);
}

} // namespace
} // namespace cicada
