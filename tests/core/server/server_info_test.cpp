#include "server/server_info.h"

#include <gtest/gtest.h>

namespace cicada {

TEST(ServerInfo, ReadsFieldsByTheirNames)
{
    const ServerInfo info
        = ServerInfo::parse("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n"
                            "\r\n# CPU\r\nused_cpu_sys:1.250000\r\nused_cpu_user:2.5\r\n"
                            "executable:/usr/bin:x\r\n");

    EXPECT_EQ(info.text("redis_version"), "7.0.15");
    EXPECT_EQ(info.text("executable"), "/usr/bin:x");
    EXPECT_DOUBLE_EQ(info.real("used_cpu_user"), 2.5);
    EXPECT_DOUBLE_EQ(info.cpuSeconds(), 3.75);
}

TEST(ServerInfo, AMissingOrBrokenFieldIsItsDefault)
{
    const ServerInfo info
        = ServerInfo::parse("clients:many\nbig:99999999999999999999999\n:3\nnothing\n#x:1\nneg:-4");

    EXPECT_EQ(info.number("clients"), 0u);
    EXPECT_EQ(info.number("big"), 0u);
    EXPECT_EQ(info.number("neg"), 0u);
    EXPECT_EQ(info.text(""), "");
    EXPECT_EQ(info.text("nothing"), "");
    EXPECT_EQ(info.text("#x"), "");
    EXPECT_EQ(ServerInfo::parse("").text("redis_version"), "");
}

TEST(ServerInfo, CountsRejectedCallsAsCalls)
{
    const ServerInfo info = ServerInfo::parse(
        "cmdstat_json.get:calls=10,usec=70,usec_per_call=7.00,rejected_calls=3,failed_calls=2\n");

    EXPECT_EQ(info.commandCalls().at("JSON.GET"), 13u); // failed ones are among the calls
}

TEST(ServerInfo, SumsTheCommandsOfAContainer)
{
    const ServerInfo info
        = ServerInfo::parse("cmdstat_client|setname:calls=2,usec=1,rejected_calls=0\n"
                            "cmdstat_client|list:calls=5,usec=1,rejected_calls=1\n"
                            "cmdstat_get:calls=1\n");

    EXPECT_EQ(
        info.commandCalls(), (std::map<std::string, std::uint64_t>{{"CLIENT", 8}, {"GET", 1}}));
}

TEST(ServerInfo, NamesRedisAndItsForkByTheirOwnVersions)
{
    const auto redis
        = ServerInfo::parse("redis_version:7.0.15\nredis_mode:standalone\n").identity();
    EXPECT_EQ(redis.name, "redis");
    EXPECT_EQ(redis.version, "7.0.15");
    EXPECT_EQ(redis.mode, "standalone");

    const auto valkey = ServerInfo::parse(
        "redis_version:7.2.4\nserver_name:valkey\nvalkey_version:8.0.1\nserver_mode:cluster\n")
                            .identity();
    EXPECT_EQ(valkey.name, "valkey");
    EXPECT_EQ(valkey.version, "8.0.1");
    EXPECT_EQ(valkey.mode, "cluster");
}

TEST(ServerInfo, ReadsTheVersionOfTheJsonModule)
{
    EXPECT_EQ(ServerInfo::parse("module:name=search,ver=20813,api=1\n"
                                "module:name=ReJSON,ver=20803,api=1,filters=0\n")
                  .jsonModuleVersion(),
        "2.8.3");
    EXPECT_EQ(ServerInfo::parse("module:name=json,ver=10002,api=1\n").jsonModuleVersion(), "1.0.2");
    EXPECT_EQ(ServerInfo::parse("module:name=search,ver=20813\n").jsonModuleVersion(), "");
    EXPECT_EQ(ServerInfo::parse("").jsonModuleVersion(), "");
}

TEST(ServerInfo, MakesAServersWordsPrintableAndShort)
{
    const ServerInfo info = ServerInfo::parse("redis_version:7\x1B[31m\xFF" + std::string(5000, 'x')
        + "\n" + std::string(5000, 'n') + ":1\n");

    EXPECT_EQ(info.identity().version.substr(0, 9), "7 [31m\uFFFD");
    EXPECT_LE(info.identity().version.size(), 40u);
    EXPECT_LE(info.text("redis_version").size(), 512u);
    EXPECT_EQ(info.number(std::string(5000, 'n')), 0u);
}

} // namespace cicada
