#include "workload/shell_words.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using Words = std::vector<std::string>;

struct Row
{
    const char* line;
    Words words;
};

class ShellWords : public testing::TestWithParam<Row>
{
};

TEST_P(ShellWords, SplitsAsAShellDoes)
{
    const auto words = splitShellWords(GetParam().line);
    ASSERT_TRUE(words.ok()) << words.error().text;
    EXPECT_EQ(*words, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(Lines, ShellWords,
    testing::Values(Row{"", {}}, Row{"  GET   a\tb ", {"GET", "a", "b"}},
        Row{R"(SET k 'a b' "c d")", {"SET", "k", "a b", "c d"}},
        Row{R"(SET k "say \"hi\" \n")", {"SET", "k", R"(say "hi" \n)"}},
        Row{R"(SET k 'no \escape')", {"SET", "k", R"(no \escape)"}},
        Row{R"(SET a\ b '')", {"SET", "a b", ""}}, Row{"a'b'\"c\"d", {"abcd"}},
        Row{"GET user:{random_int 0 9999} $.age", {"GET", "user:{random_int 0 9999}", "$.age"}},
        Row{"SET k {reply 1 $['a b}']}", {"SET", "k", "{reply 1 $['a b}']}"}},
        Row{R"(SET k '{"a": {random_int 1 9}}')", {"SET", "k", R"({"a": {random_int 1 9}})"}}));

TEST_P(ShellWords, JoinsWhatSplitsTheSameWay)
{
    const std::string joined = joinShellWords(GetParam().words);
    EXPECT_EQ(*splitShellWords(joined), GetParam().words) << joined;
}

TEST(ShellWordsErrors, NameTheQuoteThatIsOpen)
{
    EXPECT_EQ(splitShellWords("SET k 'abc").error().text,
        "the quote that opens at character 7 is not closed");
    EXPECT_EQ(splitShellWords("SET \"abc\\\"").error().text,
        "the quote that opens at character 5 is not closed");
}

TEST(ShellWordsJoin, QuotesWhatNeedsIt)
{
    EXPECT_EQ(joinShellWords({"JSON.SET", "k", "$", R"({"a": "it's"})"}),
        R"(JSON.SET k $ "{\"a\": \"it's\"}")");
    EXPECT_EQ(joinShellWords({"SET", ""}), "SET ''");
}

TEST(Placeholders, AreThereWhereALetterFollowsABrace)
{
    for (const char* text : {"{key}", "a{random_int 1 9}", "{} {[x] {word"})
        EXPECT_TRUE(hasPlaceholder(text)) << text;
    for (const char* text : {"", "{", "{}", "{\"a\": {}}", "key}", "{ key}"})
        EXPECT_FALSE(hasPlaceholder(text)) << text;
}

} // namespace
} // namespace cicada
