#include "profile/strict_json.h"

#include "base/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace cicada;

namespace {

std::vector<std::string> problemsOf(std::string_view text)
{
    std::vector<Problem> problems;
    const nlohmann::json value = parseStrictJson(text, problems);
    EXPECT_EQ(value.is_discarded(), !problems.empty());
    std::vector<std::string> lines;
    for (const Problem& problem : problems)
        lines.push_back(problem.field + ": " + problem.text);
    return lines;
}

using testing::ElementsAre;

TEST(StrictJson, ReadsWhatIsThere)
{
    std::vector<Problem> problems;
    const auto value = parseStrictJson(
        R"({"a": [1, -2, 2.5, true, null, "x"], "b": {"c": {}}, "d": []})", problems);
    EXPECT_EQ(value.dump(), R"({"a":[1,-2,2.5,true,null,"x"],"b":{"c":{}},"d":[]})");
}

TEST(StrictJson, TellsLineAndColumnOfWhatIsBroken)
{
    EXPECT_THAT(problemsOf("{\n  \"a\": 1,\n  b\n}"),
        ElementsAre("line 3, column 3: is not valid JSON: invalid literal"));
    EXPECT_THAT(problemsOf("[1, 2"),
        ElementsAre("line 1, column 5: is not valid JSON: unexpected end of input; expected ']'"));
    EXPECT_THAT(problemsOf("[1] 2"), ElementsAre(testing::HasSubstr("expected end of input")));
}

TEST(StrictJson, DoesNotRepeatWhatWasReadLast)
{
    for (const std::string& line : problemsOf("{\"target\": \"redis://:hunter2@h\n\"}"))
        EXPECT_EQ(line.find("hunter2"), std::string::npos) << line;
}

TEST(StrictJson, NamesEveryMemberThatIsThereTwice)
{
    EXPECT_THAT(problemsOf(R"({"a": 1, "a": 2, "b": [{}, {"c": 1, "c": 1}]})"),
        ElementsAre(
            "a: is there twice: keep one of them", "b[1].c: is there twice: keep one of them"));
}

TEST(StrictJson, StopsAtTooDeepNesting)
{
    EXPECT_THAT(problemsOf(std::string(1'000'000, '[')),
        ElementsAre(testing::HasSubstr("nested too deep")));
    EXPECT_THAT(problemsOf(std::string(32, '[') + std::string(32, ']')), ElementsAre());
}

TEST(StrictJson, BoundsTheProblemsOfOneFile)
{
    std::string text = "{\"a\": 1";
    for (int i = 0; i < 10'000; ++i)
        text += ", \"a\": 1";
    EXPECT_EQ(problemsOf(text + '}').size(), kMostProblems);
}

TEST(StrictJson, QuotesAndBoundsNamesThatAreNoPlainWords)
{
    EXPECT_EQ(memberPath("load", "users"), "load.users");
    EXPECT_EQ(memberPath("", "users"), "users");
    EXPECT_EQ(memberPath("load", "a b"), "load.\"a b\"");
    EXPECT_EQ(memberPath("", "\x1b[2J"), "\" [2J\"");
    EXPECT_LT(memberPath("", std::string(1'000'000, 'x')).size(), 100U);
}

TEST(StrictJson, SurvivesRandomDamage)
{
    const std::string good = R"({"a": [1, -2.5e3, "x\u00e4y"], "b": {"c": {"d": [true, null]}}})";
    Random random(11);
    for (int round = 0; round < 20'000; ++round) {
        std::string text = good.substr(0, good.size() - random.below(3));
        for (std::uint64_t hits = 1 + random.below(3); hits > 0; --hits)
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        std::vector<Problem> problems;
        const bool refused = parseStrictJson(text, problems).is_discarded();
        ASSERT_EQ(refused, !problems.empty()) << text;
    }
}

TEST(ProblemsText, ShowsTheFirstAndCountsTheRest)
{
    EXPECT_EQ(problemsText({{"a", "is b"}}), "a: is b");
    EXPECT_EQ(problemsText({{"", "is b"}, {"c", "is d"}}), "is b\nc: is d");
    const std::string text = problemsText(std::vector<Problem>(12, {"a", "is b"}));
    EXPECT_THAT(text, testing::EndsWith("\nand 2 more problems"));
}

} // namespace
