#include "profile/profile_json.h"
#include "support/folders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

using namespace cicada;

namespace {

std::vector<std::filesystem::path> samples()
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(sourceFolder() / "samples")) {
        if (entry.path().string().ends_with(".cicada.json"))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

class Sample : public testing::TestWithParam<std::filesystem::path>
{
};

TEST_P(Sample, CanRunOnTheSandboxAndExplainsItself)
{
    const auto profile = loadProfile(GetParam());
    ASSERT_TRUE(profile) << profile.error().text;
    for (const Problem& problem : validate(*profile))
        ADD_FAILURE() << problem.field << ": " << problem.text;
    EXPECT_EQ(profile->target.kind, Target::Kind::Sandbox);
    EXPECT_GE(profile->description.size(), 80U);
}

INSTANTIATE_TEST_SUITE_P(All, Sample, testing::ValuesIn(samples()), [](const auto& file) {
    const std::string name = file.param.filename().string();
    return name.substr(0, name.find('.'));
});

TEST(Samples, ShareNoNameAndNoKeys)
{
    std::set<std::string> names;
    std::vector<std::string> prefixes;
    for (const auto& file : samples()) {
        const auto profile = loadProfile(file);
        ASSERT_TRUE(profile);
        EXPECT_TRUE(names.insert(profile->name).second) << profile->name;
        for (const DataSet& dataSet : profile->dataSets)
            prefixes.push_back(dataSet.prefix);
    }
    EXPECT_EQ(names.size(), 12U);
    for (const std::string& one : prefixes) {
        const auto sharing = std::count_if(prefixes.begin(), prefixes.end(),
            [&](const std::string& other) { return other.starts_with(one); });
        EXPECT_EQ(sharing, 1) << one;
    }
}

TEST(Samples, FirstLookIsEightyToTwenty)
{
    const auto profile = loadProfile(sourceFolder() / "samples" / "first_look.cicada.json");
    ASSERT_TRUE(profile);
    double reads = 0;
    double all = 0;
    for (const TaskDefinition& task : profile->tasks) {
        all += task.weight;
        if (std::count(task.tags.begin(), task.tags.end(), "read") != 0)
            reads += task.weight;
    }
    EXPECT_EQ(reads / all, 0.8);
}

} // namespace
