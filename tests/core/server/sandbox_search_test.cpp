#include "server/sandbox_search.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace cicada {

namespace {

using testing::HasSubstr;
using testing::Not;

/// A small machine: a folder with programs and modules that nobody runs.
class SandboxSearch : public testing::Test
{
protected:
    std::filesystem::path addFile(const std::string& name, bool program)
    {
        const auto path = root() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "x";
        std::filesystem::permissions(
            path, program ? std::filesystem::perms::owner_all : std::filesystem::perms::owner_read);
        return path;
    }

    std::filesystem::path root() const
    {
        return std::filesystem::canonical(m_folder.path().toStdString());
    }

    SandboxPlaces places() const
    {
        return {.server = {},
            .module = {},
            .programFolders = {root() / "bin", root() / "bin2", root() / "none"},
            .moduleFolders = {root() / "modules", root() / "own"}};
    }

    /// "bin/redis-server+modules/rejson.so" for each.
    std::vector<std::string> found(const SandboxPlaces& where) const
    {
        std::vector<std::string> all;
        for (const SandboxCandidate& candidate : findSandboxCandidates(where)) {
            std::string text = candidate.server.lexically_relative(root()).string();
            if (!candidate.module.empty())
                text += "+" + candidate.module.lexically_relative(root()).string();
            all.push_back(std::move(text));
        }
        return all;
    }

private:
    QTemporaryDir m_folder;
};

using Names = std::vector<std::string>;

} // namespace

TEST_F(SandboxSearch, FindsNothingOnAnEmptyMachine)
{
    EXPECT_EQ(found(places()), Names{});
}

TEST_F(SandboxSearch, TriesEachModuleAndThenTheServerAsItIs)
{
    addFile("bin/redis-server", true);
    addFile("modules/rejson.so", false);
    addFile("own/libjson.so", false);

    EXPECT_EQ(found(places()),
        (Names{"bin/redis-server+modules/rejson.so", "bin/redis-server+own/libjson.so",
            "bin/redis-server"}));
}

TEST_F(SandboxSearch, PrefersRedisStackThenRedisThenValkey)
{
    addFile("bin/valkey-server", true);
    addFile("bin2/redis-server", true);
    addFile("stack/bin/redis-server", true);
    addFile("stack/lib/rejson.so", false);
    std::filesystem::create_symlink(
        addFile("stack/bin/redis-stack-server", true), root() / "bin/redis-stack-server");

    EXPECT_EQ(found(places()),
        (Names{"stack/bin/redis-server+stack/lib/rejson.so", "bin2/redis-server",
            "bin/valkey-server"}));
}

TEST_F(
    SandboxSearch, KeepsTheNameOfALink) // Debian's redis-server is redis-check-rdb by another name
{
    std::filesystem::create_directories(root() / "bin2");
    std::filesystem::create_symlink(
        addFile("bin/redis-check-rdb", true), root() / "bin/redis-server");
    std::filesystem::create_symlink(root() / "bin/redis-check-rdb", root() / "bin2/redis-server");

    EXPECT_EQ(found(places()), Names{"bin/redis-server"});
}

TEST_F(SandboxSearch, PassesOverWhatIsNoProgram)
{
    addFile("bin/redis-server", false);
    std::filesystem::create_directories(root() / "bin2/redis-server");

    EXPECT_EQ(found(places()), Names{});
}

TEST_F(SandboxSearch, TheEnvironmentDecidesAlone)
{
    addFile("bin/redis-server", true);
    addFile("modules/rejson.so", false);
    SandboxPlaces where = places();
    where.server = addFile("mine/valkey-server", true);
    where.module = root() / "mine/not-there.so"; // tried all the same, so that its absence is told

    EXPECT_EQ(found(where), (Names{"mine/valkey-server+mine/not-there.so", "mine/valkey-server"}));
}

TEST_F(SandboxSearch, TheSentenceNamesWhatWasLookedForAndTheMend)
{
    const std::string text = sandboxNotFoundSentence(places(), {});

    for (const char* words : {"redis-stack-server", "redis-server", "valkey-server", "PATH",
             "rejson.so", "libjson.so", "./dev setup", "apt install redis-server",
             "cicada-fetch-json-module", "CICADA_JSON_MODULE"})
        EXPECT_THAT(text, HasSubstr(words));
    EXPECT_THAT(text, HasSubstr((root() / "modules").string()));
    EXPECT_THAT(text, Not(HasSubstr("tried")));
    EXPECT_THAT(sandboxNotFoundSentence(places(), "x (y)"), HasSubstr("tried x (y)"));
}

} // namespace cicada
