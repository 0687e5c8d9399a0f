#include "profile/test_profile.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

using namespace cicada;

namespace {

TestProfile withTags(const std::vector<std::vector<std::string>>& tags)
{
    TestProfile profile;
    for (const auto& ofTask : tags) {
        profile.tasks.emplace_back();
        profile.tasks.back().tags = ofTask;
    }
    return profile;
}

std::vector<bool> enabled(const TestProfile& profile)
{
    std::vector<bool> flags;
    for (const TaskDefinition& task : profile.tasks)
        flags.push_back(task.enabled);
    return flags;
}

TEST(SelectByTags, WithoutTagsKeepsEverything)
{
    TestProfile profile = withTags({{"read"}, {}});
    selectByTags(profile, {}, {});
    EXPECT_EQ(enabled(profile), (std::vector<bool>{true, true}));
}

TEST(SelectByTags, KeepsWhatHasAnyOfTheIncluded)
{
    TestProfile profile = withTags({{"read"}, {"write", "slow"}, {"other"}, {}});
    selectByTags(profile, {"read", "slow"}, {});
    EXPECT_EQ(enabled(profile), (std::vector<bool>{true, true, false, false}));
}

TEST(SelectByTags, ExcludeWins)
{
    TestProfile profile = withTags({{"read"}, {"read", "slow"}, {}});
    selectByTags(profile, {"read"}, {"slow"});
    EXPECT_EQ(enabled(profile), (std::vector<bool>{true, false, false}));
}

TEST(SelectByTags, DoesNotEnableWhatIsOff)
{
    TestProfile profile = withTags({{"read"}});
    profile.tasks[0].enabled = false;
    selectByTags(profile, {"read"}, {});
    EXPECT_FALSE(profile.tasks[0].enabled);
}

TEST(Resolve, LeavesTheServerACoreOfThisMachine)
{
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    Load load;
    load.users = 100'000;
    EXPECT_EQ(resolve(load, false).threads, std::min(cores, 256U));
    EXPECT_EQ(resolve(load, true).threads, std::min(std::max(1U, cores - 1), 256U));
}

TEST(Resolve, UsesNoMoreThreadsThanUsersOrConnections)
{
    Load load;
    load.users = 1;
    EXPECT_EQ(resolve(load, false).threads, 1U);
    load.users = 1000;
    load.connections = 1;
    EXPECT_EQ(resolve(load, false).threads, 1U);
    EXPECT_EQ(resolve(load, false).connections, 1U);
}

TEST(Resolve, OpensAConnectionPerUserUpTo64PerThread)
{
    Load load;
    load.threads = 2;
    load.users = 50;
    EXPECT_EQ(resolve(load, false).connections, 50U);
    load.users = 5000;
    EXPECT_EQ(resolve(load, false).connections, 128U);
}

TEST(Resolve, TakesGivenNumbersAsTheyAre)
{
    Load load;
    load.threads = 4;
    load.connections = 300;
    load.users = 10;
    EXPECT_EQ(resolve(load, true).threads, 4U);
    EXPECT_EQ(resolve(load, true).connections, 300U);
}

TEST(Resolve, GivesEveryThreadAConnection)
{
    Load load;
    load.threads = 8;
    load.users = 2;
    EXPECT_EQ(resolve(load, false).connections, 8U);
}

} // namespace
