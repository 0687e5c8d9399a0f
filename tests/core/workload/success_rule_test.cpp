#include "workload/success_rule.h"

#include <gtest/gtest.h>

#include <ostream>

namespace cicada {

void PrintTo(Outcome outcome, std::ostream* out)
{
    *out << (outcome == Outcome::Success ? "success"
            : outcome == Outcome::Miss   ? "miss"
                                         : "unexpected");
}

namespace {

Reply text(Reply::Type type, std::string content)
{
    Reply reply;
    reply.type = type;
    reply.textBytes = content.size();
    reply.text = content.substr(0, Reply::kShortText);
    return reply;
}

Reply status(std::string content)
{
    return text(Reply::Type::Status, std::move(content));
}

Reply bulk(std::string content)
{
    return text(Reply::Type::Bulk, std::move(content));
}

Reply integer(std::int64_t value)
{
    Reply reply;
    reply.type = Reply::Type::Integer;
    reply.integer = value;
    return reply;
}

Reply nil()
{
    return {};
}

// Replies of RedisJSON 2.8.3 as redis/reply.h describes them.
Reply array(
    std::uint64_t elements, std::uint64_t nils, std::string lines, std::int64_t firstInteger = 0)
{
    Reply reply = text(Reply::Type::Array, std::move(lines));
    reply.integer = firstInteger;
    reply.elements = elements;
    reply.nilElements = nils;
    return reply;
}

struct Case
{
    const char* command;
    Reply reply;
    Outcome outcome;
    const char* what;
};

class SuccessRuleOfCommand : public testing::TestWithParam<Case>
{
};

TEST_P(SuccessRuleOfCommand, JudgesTheReply)
{
    EXPECT_EQ(
        SuccessRule::defaultFor(GetParam().command).judge(GetParam().reply), GetParam().outcome)
        << GetParam().command << ": " << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Hits, SuccessRuleOfCommand,
    testing::Values(Case{"JSON.SET", status("OK"), Outcome::Success, "written"},
        Case{"JSON.GET", bulk(R"(["x"])"), Outcome::Success, "one match"},
        Case{"JSON.GET", bulk(R"("x")"), Outcome::Success, "legacy match"},
        Case{"JSON.GET", bulk("[0]"), Outcome::Success, "the number 0 is a value"},
        Case{"JSON.GET", bulk("[[]]"), Outcome::Success, "an empty array is a value"},
        Case{"JSON.GET", bulk("[null,1]"), Outcome::Success, "one of two is not null"},
        Case{"JSON.GET", bulk(R"({"$.a":[1],"$.b":[]})"), Outcome::Success, "one of two paths"},
        Case{
            "JSON.GET", bulk(R"({"a":[],"b":[]})"), Outcome::Success, "a document of empty arrays"},
        Case{"JSON.MGET", array(3, 2, "[\"x\"]\n(nil)\n(nil)"), Outcome::Success,
            "one of three keys"},
        Case{"JSON.DEL", integer(1), Outcome::Success, "deleted"},
        Case{"JSON.NUMINCRBY", bulk("[5]"), Outcome::Success, "new value"},
        Case{"JSON.NUMINCRBY", bulk("5"), Outcome::Success, "legacy new value"},
        Case{"JSON.STRAPPEND", array(1, 0, "8", 8), Outcome::Success, "new length"},
        Case{"JSON.ARRAPPEND", integer(3), Outcome::Success, "legacy new length"},
        Case{"JSON.OBJKEYS", array(1, 0, ""), Outcome::Success, "one array of names"},
        Case{"JSON.OBJKEYS", array(2, 0, "id\nname"), Outcome::Success, "legacy names"},
        Case{"JSON.ARRINDEX", array(1, 0, "0", 0), Outcome::Success, "found at index 0"},
        Case{"JSON.TOGGLE", array(1, 0, "0", 0), Outcome::Success, "now false"},
        Case{"JSON.TOGGLE", bulk("true"), Outcome::Success, "legacy now true"},
        Case{"JSON.TYPE", array(1, 0, "object"), Outcome::Success, "type"},
        Case{"HSET", integer(0), Outcome::Success, "all fields were there"},
        Case{"PING", status("PONG"), Outcome::Success, "pong"},
        Case{"PING", bulk("hello"), Outcome::Success, "echoed argument"},
        Case{"SADD", integer(0), Outcome::Success, "a command without a rule"},
        Case{"JSON.GET", status("QUEUED"), Outcome::Success, "inside MULTI"}));

INSTANTIATE_TEST_SUITE_P(Misses, SuccessRuleOfCommand,
    testing::Values(Case{"JSON.SET", nil(), Outcome::Miss, "XX on an absent path"},
        Case{"JSON.GET", nil(), Outcome::Miss, "no such key"},
        Case{"JSON.GET", bulk("[]"), Outcome::Miss, "no match"},
        Case{"JSON.GET", bulk("[null]"), Outcome::Miss, "only null"},
        Case{"JSON.GET", bulk("[null,null]"), Outcome::Miss, "only nulls"},
        Case{"JSON.GET", bulk(R"({"$.y":[],"$.z":[null]})"), Outcome::Miss, "no path of two"},
        Case{"JSON.MGET", array(2, 2, "(nil)\n(nil)"), Outcome::Miss, "no key of two"},
        Case{"JSON.MGET", array(3, 1, "[]\n[]\n(nil)"), Outcome::Miss, "no path in any"},
        Case{"JSON.DEL", integer(0), Outcome::Miss, "nothing deleted"},
        Case{"JSON.NUMINCRBY", bulk("[null]"), Outcome::Miss, "not a number"},
        Case{"JSON.STRAPPEND", array(1, 1, "(nil)"), Outcome::Miss, "not a text"},
        Case{"JSON.ARRAPPEND", array(0, 0, ""), Outcome::Miss, "no such path"},
        Case{"JSON.OBJKEYS", array(1, 1, "(nil)"), Outcome::Miss, "not an object"},
        Case{"JSON.ARRINDEX", array(1, 0, "-1", -1), Outcome::Miss, "not in the array"},
        Case{"JSON.ARRINDEX", integer(-1), Outcome::Miss, "legacy not in the array"},
        Case{"JSON.TOGGLE", array(0, 0, ""), Outcome::Miss, "no such path"},
        Case{"HGETALL", array(0, 0, ""), Outcome::Miss, "no such key"},
        Case{"GET", bulk(""), Outcome::Miss, "an empty text"},
        Case{"EXEC", nil(), Outcome::Miss, "a watched key changed"}));

INSTANTIATE_TEST_SUITE_P(Surprises, SuccessRuleOfCommand,
    testing::Values(Case{"JSON.SET", integer(1), Outcome::Unexpected, "not a status"},
        Case{"JSON.SET", status("FINE"), Outcome::Unexpected, "not OK"},
        Case{"JSON.GET", integer(1), Outcome::Unexpected, "not a text"},
        Case{"JSON.DEL", bulk("1"), Outcome::Unexpected, "not a number"},
        Case{"JSON.MGET", bulk("[]"), Outcome::Unexpected, "not an array"},
        Case{"PING", integer(1), Outcome::Unexpected, "not a pong"}));

// The second path's array may lie behind the cut: a document that was found must not become a miss.
TEST(SuccessRule, CountsAReplyAsFoundWhereItsTextIsCut)
{
    const std::string longPath(Reply::kShortText, 'x');
    const Reply reply = bulk(R"({"$.a":[],"$.)" + longPath + R"(":[1]})");
    ASSERT_LT(reply.text.size(), reply.textBytes);
    EXPECT_EQ(SuccessRule(SuccessRule::Kind::Match).judge(reply), Outcome::Success);
}

TEST(SuccessRule, ReadsEveryNameItWrites)
{
    for (const char* name : {"any", "ok", "match", "at_least_one", "elements", "found", "pong"}) {
        const auto rule = SuccessRule::parse(name);
        ASSERT_TRUE(rule.ok()) << name;
        EXPECT_EQ(rule->name(), name);
        EXPECT_FALSE(rule->description().empty());
    }
}

TEST(SuccessRule, LooksForTheFieldInADocumentThatLiesInAString)
{
    const SuccessRule rule = SuccessRule::hasField(*JsonPath::parse("$.o.x"));
    EXPECT_EQ(rule.judge(bulk(R"({"a":1,"o":{"x":0}})")), Outcome::Success);
    EXPECT_EQ(rule.judge(bulk(R"({"a":1,"o":{"y":0}})")), Outcome::Miss);
    EXPECT_EQ(rule.judge(bulk("no JSON")), Outcome::Miss);
    EXPECT_EQ(rule.judge(nil()), Outcome::Miss);
    EXPECT_EQ(rule.judge(integer(1)), Outcome::Unexpected);
    EXPECT_FALSE(SuccessRule::parse("has_field").ok()) << "a name alone says no field";
}

TEST(SuccessRule, NamesTheNearestRule)
{
    EXPECT_EQ(SuccessRule::parse("mach").error().text,
        "`mach` is not a success rule; did you mean `match`?");
}

// EXEC lists what its commands answered; one that failed makes it a failure, whatever the rule.
TEST(SuccessRule, TakesAnErrorInsideAListForAFailure)
{
    Reply reply;
    reply.type = Reply::Type::Array;
    reply.elements = 2;
    reply.text = "OK\nWRONGTYPE\n";
    EXPECT_EQ(SuccessRule::defaultFor("EXEC").judge(reply), Outcome::Success);
    reply.errorElements = 1;
    EXPECT_EQ(SuccessRule::defaultFor("EXEC").judge(reply), Outcome::Unexpected);
    EXPECT_EQ(SuccessRule(SuccessRule::Kind::Any).judge(reply), Outcome::Unexpected);
}

} // namespace
} // namespace cicada
