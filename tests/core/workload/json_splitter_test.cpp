#include "workload/json_splitter.h"

#include <gtest/gtest.h>

#include <vector>

namespace cicada {
namespace {

// The documents of `text`, fed in pieces of `pieceSize`, then the error if there was one.
std::vector<std::string> split(std::string_view text, std::size_t pieceSize = 1 << 20)
{
    std::vector<std::string> parts;
    JsonSplitter splitter([&](const JsonSplitter::Document& document) {
        EXPECT_EQ(text.substr(document.offset, document.text.size()), document.text);
        parts.emplace_back(document.text);
    });
    for (std::size_t at = 0; at < text.size(); at += pieceSize) {
        if (const auto error = splitter.feed(text.substr(at, pieceSize))) {
            parts.push_back(error->text);
            return parts;
        }
    }
    if (const auto error = splitter.finish())
        parts.push_back(error->text);
    return parts;
}

using Parts = std::vector<std::string>;

TEST(JsonSplitter, TakesOneObjectAsOneDocument)
{
    EXPECT_EQ(split("{\"a\":[{},{}]}\n"), Parts({R"({"a":[{},{}]})"}));
}

TEST(JsonSplitter, TakesEveryLineAsADocument)
{
    EXPECT_EQ(split("{\"a\":1}\n{\"a\":2}\r\n\n{\"a\":3}"),
        Parts({R"({"a":1})", R"({"a":2})", R"({"a":3})"}));
}

TEST(JsonSplitter, TakesEveryElementOfAnArrayAsADocument)
{
    EXPECT_EQ(
        split("\xEF\xBB\xBF[ {\"a\":1},\n {\"a\":2} ]\n"), Parts({R"({"a":1})", R"({"a":2})"}));
}

TEST(JsonSplitter, GivesTheSameDocumentsForAnyPieces)
{
    const std::string_view text = "[{\"brace\":\"}]{\\\"\"},\n{\"b\":{\"c\":[1,2]}}]";
    for (std::size_t size = 1; size < text.size(); ++size)
        EXPECT_EQ(split(text, size), split(text)) << size;
}

struct Row
{
    const char* text;
    const char* error;
};

class JsonSplitterErrors : public testing::TestWithParam<Row>
{
};

TEST_P(JsonSplitterErrors, NameTheLine)
{
    EXPECT_EQ(split(GetParam().text).back(), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(Files, JsonSplitterErrors,
    testing::Values(Row{"", "line 1: there is no document in it"},
        Row{"[]", "line 1: there is no document in it"},
        Row{"{\"a\":1}\n{\"a\":}\n", "line 2: this is not JSON"},
        Row{"{\n\"a\":1,\n\"b\":x\n}", "line 3: this is not JSON"},
        Row{"{\"a\":1}\nhello\n", "line 2: expected a JSON object (`{...}`)"},
        Row{"[1,2]", "line 1: expected a JSON object (`{...}`)"},
        Row{"[{},\n{}\n{}]", "line 3: expected a `,` between two documents of the array"},
        Row{"[{},]", "line 1: expected a JSON object (`{...}`)"},
        Row{"[{}", "line 1: the closing `]` is missing"},
        Row{"[{}]\n{}", "line 2: there is more text behind the closing `]`"},
        Row{"{}\n{\"a\":\n[1,", "line 2: the document that begins here does not end"},
        Row{"{\"a\":1e999}", "line 1: this is not JSON"},
        Row{"{\"a\":\"\xFF\"}", "line 1: this is not JSON"}));

TEST(JsonSplitter, RefusesDeeperNestingThanRedisJsonTakes)
{
    const std::string text = "{\"a\":" + std::string(JsonSplitter::kDeepest, '[');
    EXPECT_EQ(split(text).back(), "line 1: nested deeper than 128");
}

} // namespace
} // namespace cicada
