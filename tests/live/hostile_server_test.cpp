// A server that answers as no Redis would: nothing it sends may crash, hang or bloat the program,
// and every call is counted, by kind.
#include "support/hostile_server.h"

#include "engine/load_test.h"
#include "redis/client.h"
#include "server/server_info.h"
#include "server/target_check.h"
#include "support/finished_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <ostream>

namespace cicada {
namespace {

using Answer = HostileServer::Answer;
using Then = Answer::Then;

struct Attack
{
    const char* name;
    Answer answer;
    std::string kind; ///< as which each call counts: "miss", "success", or a kind of failure

    friend void PrintTo(const Attack& attack, std::ostream* out) { *out << attack.name; }
};

std::string repeated(const std::string& text, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

std::vector<Attack> attacks()
{
    using namespace std::string_literals;
    return {
        {"HugeBulkLength", {"$9223372036854775807\r\nabc"}, "too_large"},
        {"OverflowingBulkLength", {"$18446744073709551616\r\n"}, "protocol"},
        {"NegativeBulkLength", {"$-2\r\n"}, "protocol"},
        {"MostNegativeBulkLength", {"$-9223372036854775808\r\n"}, "protocol"},
        {"LengthThatIsNoNumber", {"$1e3\r\n"}, "protocol"},
        {"LengthWithoutNumber", {"$\r\n"}, "protocol"},
        {"HugeArrayLength", {"*9223372036854775807\r\n"}, "too_large"},
        {"LongArrayLength", {"*2147483647\r\n:1\r\n"}, "too_large"},
        {"ArrayThatNeverEnds", {"*1000000\r\n:1\r\n"}, "timeout"},
        {"OverflowingArrayLength", {"*99999999999999999999\r\n"}, "protocol"},
        {"NegativeArrayLength", {"*-2\r\n"}, "protocol"},
        {"BulkLongerThanItSaid", {"$3\r\nabcdefgh\r\n"}, "protocol"},
        {"BulkThatNeverCloses", {"$3\r\nabc"}, "timeout"},
        {"OverflowingInteger", {":99999999999999999999\r\n"}, "protocol"},
        {"IntegerThatIsNoNumber", {":12x\r\n"}, "protocol"},
        {"EmptyLine", {"\r\n"}, "protocol"},
        {"BareLineFeeds", {"+OK\n"}, "timeout"},
        {"DeepNesting", {repeated("*1\r\n", 10'000)}, "protocol"},
        {"EndlessNesting", {"", Then::GoOn, repeated("*1\r\n", 1000)}, "protocol"},
        {"EndlessLine", {"+", Then::GoOn, std::string(65536, 'x')}, "protocol"},
        {"EndlessErrorLine", {"-ERR ", Then::GoOn, std::string(65536, 'x')}, "protocol"},
        {"EndlessLengthLine", {"$", Then::GoOn, std::string(65536, '1')}, "protocol"},
        {"EndlessArray", {"*100000000\r\n", Then::GoOn, repeated(":1\r\n", 10'000)}, "timeout"},
        {"OneByteAtATime", {"$5\r\nhello\r\n", Then::GoOn, "", 1}, "success"},
        {"HalfAReply", {"$5\r\nhel", Then::Close}, "reset"},
        {"HangsUpUnanswered", {"", Then::Close}, "reset"},
        {"ResetsUnanswered", {"", Then::Reset}, "reset"},
        {"NeverAnswers", {}, "timeout"},
        {"HangsUpBehindTheReply", {"$5\r\nhello\r\n", Then::Close}, "success"},
        {"TwoRepliesForOneCall", {"$5\r\nhello\r\n$5\r\nworld\r\n"}, "success"},
        {"Push", {">2\r\n+message\r\n+x\r\n$5\r\nhello\r\n"}, "protocol"},
        {"Null", {"_\r\n"}, "protocol"},
        {"Double", {",1.5\r\n"}, "protocol"},
        {"Boolean", {"#t\r\n"}, "protocol"},
        {"BigNumber", {"(3492890328409238509324850943850943825024385\r\n"}, "protocol"},
        {"Verbatim", {"=15\r\ntxt:Some string\r\n"}, "protocol"},
        {"Map", {"%1\r\n+a\r\n+b\r\n"}, "protocol"},
        {"Set", {"~1\r\n+a\r\n"}, "protocol"},
        {"Attribute", {"|1\r\n+ttl\r\n:3600\r\n$1\r\na\r\n"}, "protocol"},
        {"StreamedString", {"$?\r\n;4\r\nHell\r\n;0\r\n"}, "protocol"},
        {"BlobError", {"!21\r\nSYNTAX invalid syntax\r\n"}, "protocol"},
        {"Http", {"HTTP/1.1 400 Bad Request\r\n\r\n"}, "protocol"},
        {"TlsAlert", {"\x15\x03\x01\x00\x02\x02\x46"s}, "protocol"},
        {"Zeros", {std::string(100, '\0')}, "protocol"},
        {"BinaryBulk", {"$5\r\n\0\xff\r\n\x1b\r\n"s}, "success"},
        {"BinaryError", {"-\0\xff\x1b[2J<b>\r\n"s}, "ERR"},
        {"EmptyError", {"-\r\n"}, "ERR"},
        {"LongestError", {"-OOM " + std::string(60'000, 'x') + "\r\n"}, "OOM"},
        {"ErrorWordOfMegabytes", {"-" + std::string(3'000'000, 'X') + "\r\n"}, "protocol"},
        {"Nil", {"$-1\r\n"}, "miss"},
    };
}

class HostileServerTest : public testing::TestWithParam<Attack>
{
};

/// The most that this process had in memory at once ("VmHWM: 12 kB").
std::uint64_t peakMemoryBytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoull(line.substr(6)) * 1024;
    return 0;
}

void expectBoundedAndPrintable(const std::string& text)
{
    EXPECT_LE(text.size(), 400U);
    EXPECT_FALSE(text.empty());
    for (const char c : text)
        EXPECT_GE(static_cast<unsigned char>(c), 0x20U) << text;
}

TEST_P(HostileServerTest, CountsEveryCallOfARunByKind)
{
    const HostileServer server({.answer = GetParam().answer});
    TestProfile profile = commandsProfile({"GET key"}, 4, 12);
    profile.load.threads = 2;
    profile.load.connections = 4;
    RunOptions adHoc;
    adHoc.adHoc = true;
    const RunRecord record = finishedRun(profile, server.endpoint(), adHoc, {}, 20);
    EXPECT_EQ(record.state, "finished") << record.abortReason;
    const auto& totals = record.totals;
    EXPECT_EQ(totals.requests, 12U);
    EXPECT_EQ(totals.successes + totals.failures + totals.misses, totals.requests);
    std::uint64_t failures = 0;
    for (const FailureRow& row : record.failures) {
        failures += row.count;
        expectBoundedAndPrintable(row.message);
        expectBoundedAndPrintable(row.kind);
        // A connection that ends behind a good reply may take the next call with it.
        if (GetParam().kind == "success") {
            EXPECT_TRUE(row.kind == "reset" || row.kind == "protocol") << row.kind;
        } else {
            EXPECT_EQ(row.kind, GetParam().kind) << row.message;
        }
    }
    EXPECT_EQ(failures, totals.failures);
    if (GetParam().kind == "success")
        EXPECT_GT(totals.successes, 0U);
    else if (GetParam().kind == "miss")
        EXPECT_EQ(totals.misses, 12U);
    else
        EXPECT_EQ(totals.failures, 12U);
}

TEST_P(HostileServerTest, EndsACheckOfTheTargetWithASentence)
{
    HostileServer::Script script;
    for (const char* command : {"INFO", "COMMAND", "PING", "DBSIZE", "SCAN"})
        script.byName[command] = GetParam().answer;
    script.answer = GetParam().answer;
    const HostileServer server(script);
    const CheckResult result = checkTarget(server.endpoint(), {"app:"});
    expectBoundedAndPrintable(result.sentence);
    for (const CheckStep& step : result.steps)
        if (!step.detail.empty())
            expectBoundedAndPrintable(step.detail);
}

TEST_P(HostileServerTest, EndsALogInWithASentence)
{
    const HostileServer server({.byName = {{"CLIENT", GetParam().answer}}});
    const auto client = Client::connect(server.endpoint());
    if (!client)
        expectBoundedAndPrintable(client.error().text);
    TestProfile profile = commandsProfile({"GET key"}, 4, 12);
    RunOptions adHoc;
    adHoc.adHoc = true;
    const RunRecord record = finishedRun(profile, server.endpoint(), adHoc, {}, 20);
    EXPECT_TRUE(record.state == "finished" || record.state == "aborted");
    if (record.state == "aborted")
        expectBoundedAndPrintable(record.abortReason);
}

INSTANTIATE_TEST_SUITE_P(Attack, HostileServerTest, testing::ValuesIn(attacks()),
    [](const testing::TestParamInfo<Attack>& attack) { return attack.param.name; });

TEST(HostileServer, UnaskedRepliesEndAConnectionAndAreSaid)
{
    for (const char* greeting :
        {"-ERR max number of clients reached\r\n", "+OK\r\n", "$9223372036854775807\r\n"}) {
        const HostileServer server({.greeting = greeting});
        const auto client = Client::connect(server.endpoint());
        if (!client)
            expectBoundedAndPrintable(client.error().text);
    }
}

// Each connection alone may hold half a gigabyte before its reply is refused.
TEST(HostileServer, ManyHugeRepliesTakeABoundedPartOfTheMemory)
{
    const HostileServer server(
        {.answer = {"$9000000000\r\n", Then::GoOn, std::string(1 << 20, 'x')}});
    std::ofstream("/proc/self/clear_refs") << "5"; // the peak begins here
    TestProfile profile = commandsProfile({"GET key"}, 8, 8);
    profile.load.connections = 8;
    RunOptions adHoc;
    adHoc.adHoc = true;
    Endpoint endpoint = server.endpoint();
    endpoint.callTimeout = std::chrono::minutes(2); // a sanitizer copies the memory that grows
    const RunRecord record = finishedRun(profile, endpoint, adHoc, {}, 300);
    EXPECT_EQ(record.totals.failures, 8U);
    EXPECT_TRUE(std::ranges::any_of(
        record.failures, [](const FailureRow& row) { return row.kind == "too_large"; }));
    EXPECT_LT(peakMemoryBytes(), 3ULL << 30);
}

} // namespace
} // namespace cicada
