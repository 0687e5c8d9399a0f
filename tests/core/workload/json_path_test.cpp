#include "workload/json_path.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cicada {
namespace {

constexpr const char* kDocument
    = R"({"a":1,"a-b:c":4,"text":"x } ]","o":{"n":{"name":"deep"}},)"
      R"("list":[{"slot":1,"name":"q"},{"slot":2,"name":"r"}],"empty":[]})";

std::string matches(const std::string& path)
{
    const auto parsed = JsonPath::parse(path);
    if (!parsed)
        return parsed.error().text;
    const auto document = nlohmann::json::parse(kDocument);
    std::string text;
    for (const auto* match : parsed->find(document))
        text += (text.empty() ? "" : " ") + match->dump();
    return text;
}

struct Row
{
    const char* path;
    const char* matches;
};

class JsonPathMatches : public testing::TestWithParam<Row>
{
};

TEST_P(JsonPathMatches, FindsWhatRedisJsonFinds)
{
    EXPECT_EQ(matches(GetParam().path), GetParam().matches) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(Paths, JsonPathMatches,
    testing::Values(Row{"$.a", "1"}, Row{".a", "1"}, Row{"a", "1"}, Row{"$['a']", "1"},
        Row{"$[\"a-b:c\"]", "4"}, Row{".['a-b:c']", "4"}, Row{"$.a-b:c", "4"},
        Row{"$.o.n.name", "\"deep\""}, Row{"o.n.name", "\"deep\""}, Row{"$.list[1].slot", "2"},
        Row{"$.list[-1].slot", "2"}, Row{"$.list[0,1].slot", "1 2"},
        Row{"$.list[*].name", "\"q\" \"r\""}, Row{"$.list[0:1].slot", "1"},
        Row{"$.list[1:].slot", "2"}, Row{"$.list[::2].slot", "1"},
        Row{"$.list[ 0 : 9 ].slot", "1 2"}, Row{"$['a','a-b:c']", "1 4"},
        Row{"$..name", "\"q\" \"r\" \"deep\""}, Row{"$..[0].slot", "1"},
        Row{"$.o.*.name", "\"deep\""},
        Row{"$.list[?(@.slot==2)].slot", "1 2" /* filters let all pass */}, Row{"$.missing", ""},
        Row{"$.list[5]", ""}, Row{"$.a.b", ""}, Row{"$.empty[0]", ""}, Row{"$.empty[0:5]", ""}));

INSTANTIATE_TEST_SUITE_P(Faults, JsonPathMatches,
    testing::Values(Row{"", "a path is empty; the whole document is `$`"},
        Row{"$.",
            "`$.` is not a path: a name (others than a-z 0-9 _ - : need ['...']) expected at "
            "character 3"},
        Row{"$a", "`$a` is not a path: `.` or `[` expected at character 1"},
        Row{"$.a b", "`$.a b` is not a path: `.` or `[` expected at character 4"},
        Row{"$[",
            "`$[` is not a path: a number, a slice, `*`, `?` or a quoted name expected at "
            "character 3"},
        Row{"$['a", "`$['a` is not a path: the closing quote expected at character 5"},
        Row{"$[0", "`$[0` is not a path: `]` expected at character 4"},
        Row{"$[::0]", "`$[::0]` is not a path: a step of 1 or more expected at character 6"},
        Row{"$[99999999999999999999]",
            "`$[99999999999999999999]` is not a path: a smaller number expected at character 3"},
        Row{"$[?(@.a==1)", "`$[?(@.a==1)` is not a path: `]` expected at character 12"}));

TEST(JsonPath, WritesBothStyles)
{
    for (const auto& [dollar, legacy] : {std::pair{"$", "."}, std::pair{"$.a.b", ".a.b"},
             std::pair{"$['a-b:c']", "['a-b:c']"}, std::pair{"$..name", "..name"}}) {
        for (const char* written : {dollar, legacy}) {
            const auto path = JsonPath::parse(written);
            ASSERT_TRUE(path.ok()) << written;
            EXPECT_EQ(path->text(PathStyle::JsonPath), dollar);
            EXPECT_EQ(path->text(PathStyle::Legacy), legacy);
        }
    }
}

TEST(JsonPath, LocatesTheBytesOfADefinitePath)
{
    for (const char* path :
        {"$", "$.a", "$.text", "$.o.n", "$.list[1].name", "$.list", "$.empty"}) {
        const auto parsed = JsonPath::parse(path);
        const auto document = nlohmann::json::parse(kDocument);
        const auto bytes = parsed->locate(kDocument);
        ASSERT_TRUE(bytes.has_value()) << path;
        EXPECT_EQ(nlohmann::json::parse(*bytes), *parsed->find(document).front()) << path;
    }
}

TEST(JsonPath, LocatesNothingWhereThereIsNothing)
{
    for (const char* path :
        {"$.missing", "$.a.b", "$.list[2]", "$.a[0]", "$..name", "$.list[*]", "$.empty[0]"})
        EXPECT_FALSE(JsonPath::parse(path)->locate(kDocument).has_value()) << path;
}

TEST(JsonPath, ListsPathsThatLeadBackToEachValue)
{
    const auto document = nlohmann::json::parse(kDocument);
    const auto paths = pathsOf(document);
    EXPECT_EQ(paths,
        (std::vector<std::string>{"$.a", "$[\"a-b:c\"]", "$.empty", "$.list", "$.list[0]",
            "$.list[0].name", "$.list[0].slot", "$.o", "$.o.n", "$.o.n.name", "$.text"}));
    for (const std::string& path : paths)
        EXPECT_EQ(JsonPath::parse(path)->find(document).size(), 1U) << path;
    EXPECT_EQ(pathsOf(document, 3).size(), 3U);
}

} // namespace
} // namespace cicada
