#include "redis/endpoint.h"

#include <gtest/gtest.h>

namespace cicada {

namespace {

Endpoint parsed(std::string_view uri)
{
    const auto result = Endpoint::parse(uri);
    EXPECT_TRUE(result.ok()) << uri << ": " << (result.ok() ? "" : result.error().text);
    return result.ok() ? *result : Endpoint{};
}

std::string errorOf(std::string_view uri)
{
    const auto result = Endpoint::parse(uri);
    EXPECT_FALSE(result.ok()) << uri;
    if (result.ok())
        return {};
    EXPECT_EQ(result.error().kind, ErrorKind::Invalid);
    return result.error().text;
}

} // namespace

TEST(Endpoint, FillsInWhatAUriLeavesOut)
{
    const Endpoint endpoint = parsed("redis://db.example.org");

    EXPECT_EQ(endpoint.host, "db.example.org");
    EXPECT_EQ(endpoint.port, 6379);
    EXPECT_EQ(endpoint.database, 0);
    EXPECT_FALSE(endpoint.tls.enabled);
    EXPECT_EQ(endpoint.user, "");
}

TEST(Endpoint, ReadsEveryPartOfATcpUri)
{
    const Endpoint endpoint = parsed("rediss://ada:s3cret@10.0.0.5:7001/12");

    EXPECT_TRUE(endpoint.tls.enabled);
    EXPECT_TRUE(endpoint.tls.verify);
    EXPECT_EQ(endpoint.user, "ada");
    EXPECT_EQ(endpoint.password, "s3cret");
    EXPECT_EQ(endpoint.host, "10.0.0.5");
    EXPECT_EQ(endpoint.port, 7001);
    EXPECT_EQ(endpoint.database, 12);
}

TEST(Endpoint, DecodesPercentSignsInUserAndPassword)
{
    const Endpoint endpoint = parsed("redis://a%40b:p%3Aw%2f%25%20%C3%A9@host");

    EXPECT_EQ(endpoint.user, "a@b");
    EXPECT_EQ(endpoint.password, "p:w/% \u00E9");
}

TEST(Endpoint, TakesAPasswordWithoutAUser)
{
    const Endpoint endpoint = parsed("redis://:only:a:password@host");

    EXPECT_EQ(endpoint.user, "");
    EXPECT_EQ(endpoint.password, "only:a:password");
}

TEST(Endpoint, ReadsIpv6InBrackets)
{
    EXPECT_EQ(parsed("redis://[::1]").host, "::1");
    EXPECT_EQ(parsed("redis://[2001:db8::7]:7000/3").host, "2001:db8::7");
    EXPECT_EQ(parsed("redis://[2001:db8::7]:7000/3").port, 7000);
}

TEST(Endpoint, ReadsASocketFileWithItsDatabase)
{
    const Endpoint endpoint = parsed("unix://ada:pw@/run/my%20redis.sock?db=4");

    EXPECT_EQ(endpoint.transport, Endpoint::Transport::Unix);
    EXPECT_EQ(endpoint.unixPath, "/run/my redis.sock");
    EXPECT_EQ(endpoint.database, 4);
    EXPECT_EQ(endpoint.user, "ada");
    EXPECT_EQ(endpoint.password, "pw");
}

TEST(Endpoint, SchemeMayBeInAnyCase)
{
    EXPECT_TRUE(parsed("REDISS://h").tls.enabled);
}

TEST(Endpoint, NamesThePartThatIsWrong)
{
    const struct
    {
        const char* uri;
        const char* part;
    } rows[] = {
        {"", "redis://"},
        {"localhost:6379", "redis://"},
        {"http://host", "redis://"},
        {"redis://", "host is empty"},
        {"redis://:6379", "host is empty"},
        {"redis://user:pw@", "host is empty"},
        {"redis:///0", "host is empty"},
        {"redis://h:0", "port"},
        {"redis://h:", "port"},
        {"redis://h:65536", "port"},
        {"redis://h:+1", "port"},
        {"redis://h:6379x", "port"},
        {"redis://h:99999999999999999999", "port"},
        {"redis://h/-1", "database"},
        {"redis://h/16384", "database"},
        {"redis://h/one", "database"},
        {"redis://h/0/1", "database"},
        {"redis://h?db=1", "'?'"},
        {"redis://h/1?timeout=3", "'?'"},
        {"redis://h/1#x", "'#'"},
        {"redis://h\t", "control character"},
        {"redis://h /1", "space"},
        {"redis://h\xC3\xA9", "ASCII"},
        {"redis://ho%73t", "host"},
        {"redis://a,b", "host"},
        {"redis://::1:6379", "brackets"},
        {"redis://[::1", "']'"},
        {"redis://[localhost]", "IPv6"},
        {"redis://[::1]6379", "']'"},
        {"redis://[]", "IPv6"},
        {"redis://u%4:p@h", "user"},
        {"redis://u:p%zz@h", "password"},
        {"redis://u:p%+1@h", "password"},
        {"unix://", "absolute path"},
        {"unix:///", "absolute path"},
        {"unix://run/redis.sock", "three slashes"},
        {"unix:///s?database=1", "database"},
        {"unix:///s?db=1&x=2", "database"},
        {"unix:///s?db=", "database"},
        {"unix:///s%00t", "zero byte"},
    };

    for (const auto& row : rows)
        EXPECT_NE(errorOf(row.uri).find(row.part), std::string::npos)
            << row.uri << ": " << errorOf(row.uri);
}

TEST(Endpoint, BoundsHostAndSocketPath)
{
    EXPECT_NE(errorOf("redis://" + std::string(254, 'h')).find("253"), std::string::npos);
    EXPECT_NE(errorOf("unix:///" + std::string(107, 's')).find("107"), std::string::npos);
}

// Wherever an unescaped character puts it: a password must not end up in a log.
TEST(Endpoint, NeverRepeatsAPasswordInAnError)
{
    const char* uris[] = {
        "redis://u:hunter2@h:port",
        "redis://u:hunter2/x@h",
        "redis://u:x/hunter2@h",
        "redis://u:hunter2?x@h",
        "redis://u:x?hunter2@h",
        "redis://u:x#hunter2@h",
        "redis://u:hunter2 x@h",
        "redis://u:hunter2%@h",
        "redis://u:hunter2",
        "redis://:hunter2",
        "redis://u:hunter2@",
        "redis://h/hunter2",
        "redis://h?password=hunter2",
        "unix://u:hunter2@s",
        "unix:///s?password=hunter2",
        "u:hunter2@h",
    };
    for (const char* uri : uris)
        EXPECT_EQ(errorOf(uri).find("hunter2"), std::string::npos) << uri;
}

TEST(Endpoint, UriIsCanonicalAndWithoutThePassword)
{
    EXPECT_EQ(parsed("redis://h").uri(), "redis://h:6379");
    EXPECT_EQ(parsed("rediss://a%2Fb:secret@h:1/2").uri(), "rediss://a%2Fb@h:1/2");
    EXPECT_EQ(parsed("redis://:secret@[::1]/0").uri(), "redis://[::1]:6379");
    EXPECT_EQ(
        parsed("unix://ada:secret@/a%20b/c.sock?db=3").uri(), "unix://ada@/a%20b/c.sock?db=3");
}

TEST(Endpoint, UriReadsBackAsTheSameEndpoint)
{
    const char* uris[] = {"redis://h", "rediss://u%3A%40@h:1/16383", "redis://[2001:db8::1]:7",
        "unix:///s", "unix://u@/a%3Fb%25?db=9"};
    for (const char* uri : uris) {
        const Endpoint once = parsed(uri);
        const Endpoint twice = parsed(once.uri());
        EXPECT_EQ(twice.uri(), once.uri());
        EXPECT_EQ(twice.transport, once.transport);
        EXPECT_EQ(twice.host, once.host);
        EXPECT_EQ(twice.port, once.port);
        EXPECT_EQ(twice.unixPath, once.unixPath);
        EXPECT_EQ(twice.user, once.user);
        EXPECT_EQ(twice.database, once.database);
        EXPECT_EQ(twice.tls.enabled, once.tls.enabled);
    }
}

TEST(Endpoint, ValidatesWhatWasFilledInByHand)
{
    Endpoint endpoint;
    EXPECT_TRUE(endpoint.validate().ok());

    endpoint.tls.certificateFile = "client.pem";
    EXPECT_NE(endpoint.validate().error().text.find("key file"), std::string::npos);
    endpoint.tls.keyFile = "client.key";
    EXPECT_TRUE(endpoint.validate().ok());

    endpoint.database = -1;
    EXPECT_NE(endpoint.validate().error().text.find("database"), std::string::npos);
    endpoint.database = 0;
    endpoint.callTimeout = std::chrono::milliseconds(0);
    EXPECT_NE(endpoint.validate().error().text.find("timeouts"), std::string::npos);
}

TEST(Endpoint, KnowsWhichTrafficStaysOnThisMachine)
{
    for (const char* uri : {"redis://127.0.0.1", "redis://127.8.9.10", "redis://localhost",
             "redis://LocalHost", "redis://[::1]", "redis://[::ffff:127.0.0.1]", "unix:///s"})
        EXPECT_TRUE(parsed(uri).isLoopback()) << uri;
    for (const char* uri : {"redis://10.0.0.1", "redis://localhost.example.org",
             "redis://[2001:db8::1]", "redis://127.example.org", "redis://[::]", "redis://0.0.0.0"})
        EXPECT_FALSE(parsed(uri).isLoopback()) << uri;
}

TEST(Endpoint, ALimitShortensTimeOutsAndLengthensNone)
{
    using namespace std::chrono_literals;
    Endpoint endpoint = parsed("redis://db.example.org:7000/3");
    endpoint.connectTimeout = 5s;
    endpoint.callTimeout = 300ms;
    const Endpoint limited = endpoint.limitedTo(2s);
    EXPECT_EQ(limited.connectTimeout, 2s);
    EXPECT_EQ(limited.callTimeout, 300ms);
    EXPECT_EQ(limited.uri(), endpoint.uri());
}

} // namespace cicada
