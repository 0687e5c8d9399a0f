// Every sample on a real server, for a moment: what a user opens first must not fail.
#include "profile/profile_json.h"
#include "report/twin_comparison.h"
#include "support/finished_run.h"
#include "support/folders.h"
#include "support/live_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace cicada {
namespace {

std::vector<std::filesystem::path> samples()
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(sourceFolder() / "samples"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

// Less of the same: fewer documents and users, as many requests as give every task its turn.
TestProfile shortened(TestProfile profile)
{
    for (DataSet& dataSet : profile.dataSets)
        dataSet.count = std::min<std::uint64_t>(dataSet.count, dataSet.kind == "ledger" ? 2 : 200);
    profile.load.users = std::min<std::uint64_t>(profile.load.users, 20);
    profile.load.spawnRate = 0;
    profile.load.shape.reset();
    profile.load.wait = {};
    profile.load.warmup = {};
    profile.load.connections = 0;
    profile.load.requests = 2'000;
    return profile;
}

class SampleOnSandbox : public testing::TestWithParam<std::filesystem::path>
{
protected:
    static void SetUpTestSuite() { s_sandbox = std::make_unique<Sandbox>(startedSandbox()); }

    static void TearDownTestSuite() { s_sandbox.reset(); }

    static RunRecord run(const std::filesystem::path& file)
    {
        const auto profile = loadProfile(file);
        EXPECT_TRUE(profile) << profile.error().text;
        return finishedRun(shortened(*profile), s_sandbox->endpoint());
    }

    static std::unique_ptr<Sandbox> s_sandbox;
};

std::unique_ptr<Sandbox> SampleOnSandbox::s_sandbox;

TEST_P(SampleOnSandbox, RunsWithoutAFailureOrAMiss)
{
    const RunRecord record = run(GetParam());

    EXPECT_EQ(record.state, "finished") << record.abortReason;
    for (const FailureRow& failure : record.failures)
        ADD_FAILURE() << failure.task << ": " << failure.kind << ' ' << failure.message;
    std::uint64_t requests = 0; // resets come on top of those that were asked for
    for (const TaskRow& task : record.tasks) {
        EXPECT_EQ(task.misses, 0u) << task.name;
        EXPECT_TRUE(task.requests > 0 || task.type == "RESET") << task.name;
        requests += task.type == "RESET" ? 0 : task.requests;
    }
    EXPECT_EQ(requests, 2'000u);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
    EXPECT_FALSE(record.documentMemory.empty());
}

INSTANTIATE_TEST_SUITE_P(All, SampleOnSandbox, testing::ValuesIn(samples()), [](const auto& file) {
    const std::string name = file.param.filename().string();
    return name.substr(0, name.find('.'));
});

using TwinsOnSandbox = SampleOnSandbox;

TEST_F(TwinsOnSandbox, ShowWhatTheThreeWaysOfStoringCost)
{
    const RunRecord record = run(sourceFolder() / "samples/json_string_or_hash.cicada.json");

    const std::vector<TwinGroup> groups = compareTwins(record);
    std::set<std::string> names;
    for (const TwinGroup& group : groups) {
        names.insert(group.name);
        ASSERT_EQ(group.rows.size(), 3u) << group.name;
    }
    EXPECT_EQ(names,
        (std::set<std::string>{"read_document", "read_field", "set_field", "write_document"}));
    for (const TwinGroup& group : groups) {
        const TwinRow& json = group.rows[0];
        const TwinRow& string = group.rows[1];
        const TwinRow& hash = group.rows[2];
        EXPECT_EQ(json.storedAs + string.storedAs + hash.storedAs, "jsonstringhash");
        for (const TwinRow& row : group.rows)
            EXPECT_GT(row.documentBytes.value_or(0), 100) << row.task;
        // A parsed document takes more room than its text.
        EXPECT_GT(json.documentBytes, string.documentBytes);
        if (group.name == "read_field") {
            // The string twin reads the whole document to get at one field.
            EXPECT_LT(json.receivedBytes * 3, string.receivedBytes);
            EXPECT_LT(hash.receivedBytes * 3, string.receivedBytes);
        }
        if (group.name == "set_field") {
            EXPECT_DOUBLE_EQ(json.calls, 1);
            EXPECT_DOUBLE_EQ(string.calls, 2);
        }
    }
    EXPECT_THAT(documentMemorySentences(record), testing::SizeIs(1));
}

} // namespace
} // namespace cicada
