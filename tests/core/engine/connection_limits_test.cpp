#include "engine/connection_limits.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace cicada {
namespace {

ServerInfo server(const std::string& info)
{
    return ServerInfo::parse(info);
}

TEST(ConnectionLimits, HoldConnectionsAgainstTheClientsThatAServerLetsIn)
{
    const ServerInfo ten = server("# Clients\r\nconnected_clients:3\r\nmaxclients:10\r\n");
    EXPECT_TRUE(checkClientLimit(7, ten));
    const auto tooMany = checkClientLimit(8, ten);
    ASSERT_FALSE(tooMany);
    EXPECT_EQ(tooMany.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(tooMany.error().text,
        "load.connections: must be fewer than 8: the server lets in 10 clients (maxclients), and 3 "
        "are connected.");
}

TEST(ConnectionLimits, TakeAServerThatDoesNotSayForOneWithoutALimit)
{
    EXPECT_TRUE(checkClientLimit(1'000'000, server("# Clients\r\nconnected_clients:3\r\n")));
}

TEST(ConnectionLimits, RaiseTheLimitOfOpenFilesAsFarAsItGoes)
{
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit low{300, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    EXPECT_TRUE(allowDescriptors(400));
    rlimit after{};
    getrlimit(RLIMIT_NOFILE, &after);
    EXPECT_GE(after.rlim_cur, 600U);
    setrlimit(RLIMIT_NOFILE, &before);

    if (before.rlim_max == RLIM_INFINITY)
        GTEST_SKIP() << "this machine has no limit";
    const auto tooMany = allowDescriptors(before.rlim_max);
    ASSERT_FALSE(tooMany);
    EXPECT_EQ(tooMany.error().text.rfind("load.connections: must be fewer than", 0), 0U)
        << tooMany.error().text;
    setrlimit(RLIMIT_NOFILE, &before);
}

} // namespace
} // namespace cicada
