#include "server/sandbox.h"

#include "redis/client.h"
#include "server/server_info.h"
#include "support/live_server.h"
#include "support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Sandbox::Options withArguments(std::vector<std::string> arguments)
{
    Sandbox::Options options;
    options.arguments = std::move(arguments);
    return options;
}

std::filesystem::path folderOf(const Sandbox& sandbox)
{
    Client client = connectedTo(sandbox.endpoint());
    return setting(client, "dir");
}

/// A process that holds a sandbox until it is killed, as a person's app would.
struct Holder
{
    pid_t process = 0;
    std::int64_t server = 0;
    std::string folder;
};

Holder forkHolder()
{
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    Holder holder;
    holder.process = fork();
    if (holder.process == 0) {
        const Sandbox sandbox = startedSandbox();
        const std::string line
            = std::to_string(sandbox.processId()) + " " + folderOf(sandbox).string() + "\n";
        EXPECT_EQ(write(ends[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
        for (;;)
            pause();
    }
    close(ends[1]);
    FILE* report = fdopen(ends[0], "r");
    char folder[512] = {};
    long long server = 0;
    EXPECT_EQ(fscanf(report, "%lld %511s", &server, folder), 2);
    fclose(report);
    holder.server = server;
    holder.folder = folder;
    return holder;
}

} // namespace

TEST(Sandbox, AnswersJsonCommandsAsSoonAsItHasStarted)
{
    const Sandbox sandbox = startedSandbox();
    Client client = connectedTo(sandbox.endpoint());

    EXPECT_EQ(client.call({"JSON.SET", "a", "$", R"({"n":1})"})->text, "OK");
    EXPECT_EQ(client.call({"JSON.GET", "a", "$.n"})->text, "[1]");
    EXPECT_TRUE(sandbox.running());
    EXPECT_THAT(sandbox.description(), HasSubstr("-server "));
}

TEST(Sandbox, IsPrivateAndKeepsNothing)
{
    const Sandbox sandbox = startedSandbox();
    Client client = connectedTo(sandbox.endpoint());

    EXPECT_EQ(setting(client, "save"), "");
    EXPECT_EQ(setting(client, "appendonly"), "no");
    EXPECT_EQ(setting(client, "bind"), "127.0.0.1");
    EXPECT_EQ(std::filesystem::status(folderOf(sandbox)).permissions(),
        std::filesystem::perms::owner_all);
    EXPECT_TRUE(sandbox.endpoint().isLoopback());
}

TEST(Sandbox, EndsWithItsObjectAndLeavesNothingBehind)
{
    std::int64_t server = 0;
    std::filesystem::path folder;
    {
        const Sandbox sandbox = startedSandbox();
        server = sandbox.processId();
        folder = folderOf(sandbox);
        EXPECT_TRUE(processExists(server));
        EXPECT_TRUE(std::filesystem::exists(folder));
    }
    EXPECT_FALSE(processExists(server));
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(Sandbox, EndsWhenTheProcessThatStartedItIsKilled)
{
    const Holder holder = forkHolder();
    ASSERT_TRUE(processExists(holder.server));
    ASSERT_TRUE(std::filesystem::exists(holder.folder));

    kill(holder.process, SIGKILL);
    waitpid(holder.process, nullptr, 0);

    EXPECT_TRUE(comesTrue([&] { return !processExists(holder.server); }));
    EXPECT_TRUE(comesTrue([&] { return !std::filesystem::exists(holder.folder); }));
}

TEST(Sandbox, OutlivesTheThreadThatStartedIt)
{
    std::optional<Result<Sandbox>> sandbox;
    std::thread([&] { sandbox = Sandbox::start(); }).join();

    ASSERT_TRUE(sandbox->ok()) << sandbox->error().text;
    Client client = connectedTo(sandbox->value().endpoint());
    for (int i = 0; i < 200; ++i)
        ASSERT_EQ(client.call({"PING"})->text, "PONG");
    EXPECT_TRUE(sandbox->value().running());
}

TEST(Sandbox, NoticesThatItsServerWasKilled)
{
    const Sandbox sandbox = startedSandbox();

    kill(static_cast<pid_t>(sandbox.processId()), SIGKILL);

    EXPECT_TRUE(comesTrue([&] { return !sandbox.running(); }));
}

TEST(Sandbox, SeveralLiveSideBySideAndLeakNoDescriptor)
{
    const std::size_t before = openDescriptors();
    {
        const Sandbox first = startedSandbox();
        Sandbox second = startedSandbox();
        const std::int64_t secondServer = second.processId();
        EXPECT_NE(first.endpoint().port, second.endpoint().port);

        // The second's watcher must not hold the first's lifeline, nor the other way round.
        second = startedSandbox();
        EXPECT_FALSE(processExists(secondServer));
        EXPECT_TRUE(first.running());
        EXPECT_TRUE(second.running());
    }
    EXPECT_EQ(openDescriptors(), before);
}

TEST(Sandbox, TakesMoreOptionsForTheServer)
{
    const Sandbox sandbox = startedSandbox(withArguments({"--maxmemory", "10mb"}));
    Client client = connectedTo(sandbox.endpoint());

    EXPECT_EQ(setting(client, "maxmemory"), "10485760");
}

TEST(Sandbox, CanBeStartedWithoutJsonForTests)
{
    Sandbox::Options options;
    options.withJson = false;
    const Sandbox sandbox = startedSandbox(options);
    Client client = connectedTo(sandbox.endpoint());

    EXPECT_EQ(*readJsonVersion(client), "");
}

TEST(Sandbox, SaysWhenItsPortIsTaken)
{
    const Sandbox first = startedSandbox();
    Sandbox::Options samePort;
    samePort.port = first.endpoint().port;

    const auto second = Sandbox::start(samePort);

    ASSERT_FALSE(second.ok());
    EXPECT_THAT(second.error().text, HasSubstr("port " + std::to_string(first.endpoint().port)));
    EXPECT_TRUE(first.running());
}

TEST(Sandbox, RepeatsTheServersLastWordsWhenItEndsAtOnce)
{
    const auto sandbox = Sandbox::start(withArguments({"--no-such-option", "1"}));

    ASSERT_FALSE(sandbox.ok());
    EXPECT_EQ(sandbox.error().kind, ErrorKind::Target);
    EXPECT_THAT(sandbox.error().text, HasSubstr("ended at once"));
}

TEST(Sandbox, SaysWhatIsMissingAndHowToInstallIt)
{
    const EnvironmentVariable server("CICADA_REDIS_SERVER", "/no/such/redis-server");

    const auto sandbox = Sandbox::start();

    ASSERT_FALSE(sandbox.ok());
    EXPECT_EQ(sandbox.error().kind, ErrorKind::Target);
    EXPECT_THAT(sandbox.error().text, HasSubstr("/no/such/redis-server"));
    EXPECT_THAT(sandbox.error().text, HasSubstr("rejson.so"));
    EXPECT_THAT(sandbox.error().text, HasSubstr("./dev setup"));
}

TEST(Sandbox, SaysWhichModuleDidNotLoad)
{
    const EnvironmentVariable module("CICADA_JSON_MODULE", "/no/such/rejson.so");

    const auto sandbox = Sandbox::start();

    ASSERT_FALSE(sandbox.ok());
    EXPECT_THAT(sandbox.error().text, HasSubstr("/no/such/rejson.so (it ended at once"));
    EXPECT_THAT(sandbox.error().text, HasSubstr("it has no JSON commands"));
}

} // namespace cicada
