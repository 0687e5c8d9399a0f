#include "workload/command_template.h"

#include "workload/text_pieces.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace cicada {
namespace {

/// A template's bytes taken apart again: what the server sees.
std::vector<std::string> argumentsOf(const std::string& resp)
{
    std::vector<std::string> arguments;
    std::size_t at = resp.find("\r\n");
    const std::size_t count = std::stoul(resp.substr(1, at - 1));
    at += 2;
    while (at < resp.size()) {
        EXPECT_EQ(resp[at], '$');
        const std::size_t end = resp.find("\r\n", at);
        const std::size_t size = std::stoul(resp.substr(at + 1, end - at - 1));
        arguments.push_back(resp.substr(end + 2, size));
        EXPECT_EQ(resp.substr(end + 2 + size, 2), "\r\n");
        at = end + 2 + size + 2;
    }
    EXPECT_EQ(arguments.size(), count);
    return arguments;
}

class CommandTemplates : public testing::Test
{
protected:
    CommandTemplates()
    {
        m_dataSet.name = "people";
        m_dataSet.prefix = "cicada:people:";
        m_dataSet.storedAs = {StoredAs::Json, StoredAs::Hash};
        m_documents = *DocumentGenerator::make(m_dataSet);
    }

    TemplateSource withDataSet() const { return {.dataSet = &m_dataSet, .documents = m_documents}; }

    std::vector<std::string> sent(const std::string& line, const TemplateSource& source)
    {
        const auto compiled = CommandTemplate::parse(line, source);
        EXPECT_TRUE(compiled.ok()) << compiled.error().text;
        if (!compiled)
            return {};
        std::string out;
        compiled->append(out, m_context);
        return argumentsOf(out);
    }

    static std::string errorOf(const std::string& line, const TemplateSource& source)
    {
        const auto compiled = CommandTemplate::parse(line, source);
        return compiled.ok() ? "no error" : compiled.error().text;
    }

    using Words = std::vector<std::string>;

    DataSet m_dataSet;
    std::shared_ptr<const DocumentGenerator> m_documents;
    Random m_random{1};
    std::vector<std::string> m_replies;
    CallContext m_context{
        .random = m_random, .user = 3, .iteration = 12, .key = 77, .replies = &m_replies};
};

TEST_F(CommandTemplates, EncodeLiteralsOnce)
{
    const auto compiled = CommandTemplate::parse("json.get k $.a", {});
    ASSERT_TRUE(compiled.ok());
    std::string out = "before";
    compiled->append(out, m_context);
    EXPECT_EQ(out, "before*3\r\n$8\r\njson.get\r\n$1\r\nk\r\n$3\r\n$.a\r\n");
    EXPECT_EQ(compiled->command(), "JSON.GET");
    EXPECT_EQ(compiled->text(), "json.get k $.a");
}

TEST_F(CommandTemplates, FillKeysOfTheDataSetAndItsTwins)
{
    EXPECT_EQ(
        sent("JSON.GET {key} $", withDataSet()), (Words{"JSON.GET", "cicada:people:json:77", "$"}));
    EXPECT_EQ(sent("HGET {key:hash} name", withDataSet()),
        (Words{"HGET", "cicada:people:hash:77", "name"}));
    EXPECT_EQ(sent("GET {prefix}x:{index}", withDataSet()), (Words{"GET", "cicada:people:x:77"}));
}

TEST_F(CommandTemplates, FillUserAndIteration)
{
    EXPECT_EQ(sent("SET k:{user}:{iteration} v", {}), (Words{"SET", "k:3:12", "v"}));
}

TEST_F(CommandTemplates, DrawNumbersFromTheWholeRange)
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(sent("GET {random_int -2 2}", {})[1]);
    EXPECT_EQ(seen, (std::set<std::string>{"-2", "-1", "0", "1", "2"}));
}

TEST_F(CommandTemplates, DrawTextOfTheAskedLength)
{
    for (const std::size_t size : {0U, 1U, 12U, 13U, 1000U}) {
        const std::string text = sent("SET k {random_text " + std::to_string(size) + "}", {})[2];
        EXPECT_EQ(text.size(), size);
        EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz "), std::string::npos);
    }
}

TEST_F(CommandTemplates, DrawUuidsOfVersionFour)
{
    const std::string uuid = sent("SET {uuid} v", {})[1];
    ASSERT_EQ(uuid.size(), 36U);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
    EXPECT_NE(uuid, sent("SET {uuid} v", {})[1]);
}

TEST_F(CommandTemplates, DrawFreshDocumentsAndFields)
{
    const auto document
        = nlohmann::json::parse(sent("JSON.SET {key} $ {document}", withDataSet())[3]);
    EXPECT_TRUE(document.contains("age"));
    std::set<std::string> names;
    for (int i = 0; i < 50; ++i) {
        const auto words = sent("JSON.SET {key} {path field} {field field}", withDataSet());
        EXPECT_EQ(words[2], "$.name");
        EXPECT_TRUE(nlohmann::json::parse(words[3]).is_string());
        names.insert(words[3]);
    }
    EXPECT_GT(names.size(), 20U);
    EXPECT_TRUE(nlohmann::json::parse(sent("SET k {field $.age}", withDataSet())[2]).is_number());
}

TEST_F(CommandTemplates, FillTheOriginalValueOfTheChosenDocument)
{
    std::string document;
    m_documents->append(document, 77);
    EXPECT_EQ(sent("JSON.SET {key} $.name {original $.name}", withDataSet())[3],
        nlohmann::json::parse(document).at("name").dump());
}

TEST_F(CommandTemplates, FillTheKeysBehindTheChosenOne)
{
    EXPECT_EQ(sent("JSON.MGET {key} {key +1} $.age", withDataSet())[2], "cicada:people:json:78");
    EXPECT_EQ(sent("GET {key:hash +22}", withDataSet())[1], "cicada:people:hash:99");
    EXPECT_EQ(
        sent("GET {key:hash +1000}", withDataSet())[1], "cicada:people:hash:77"); // of 1,000 keys
    EXPECT_EQ(errorOf("GET {key 1}", withDataSet()),
        "argument 1: `{key 1}`: a key further on is {key +1}");
}

TEST_F(CommandTemplates, FillTextWithoutQuotesAndMemberNames)
{
    const auto words = sent(
        "HSET {key:hash} {member field} {text field} {member $.age} {text $.age}", withDataSet());
    EXPECT_EQ(words[2], "name");
    EXPECT_EQ(words[3].find('"'), std::string::npos);
    EXPECT_EQ(words[4], "age");
    EXPECT_EQ(words[5].find_first_not_of("0123456789"), std::string::npos);
    EXPECT_EQ(
        errorOf("HGET k {member $}", withDataSet()), "argument 2: `$` does not end in a name");
}

TEST_F(CommandTemplates, EditOneFieldOfASavedDocument)
{
    std::string document;
    m_documents->append(document, 5);
    m_replies = {document};
    const auto before = nlohmann::ordered_json::parse(document);
    auto after = nlohmann::ordered_json::parse(sent("SET k {edited 1 field}", withDataSet())[2]);
    EXPECT_NE(after.at("name"), before.at("name"));
    after["name"] = before.at("name");
    EXPECT_EQ(after, before);
    m_replies = {"not a document"};
    EXPECT_EQ(sent("SET k {edited 1 field}", withDataSet())[2], "not a document");
    EXPECT_EQ(errorOf("SET k {edited}", withDataSet()),
        "argument 2: `{edited}` needs the number of an earlier command and a place, e.g. {edited 1 "
        "$.name}");
}

TEST_F(CommandTemplates, WritePathsInTheLegacyStyle)
{
    TemplateSource source = withDataSet();
    source.pathStyle = PathStyle::Legacy;
    EXPECT_EQ(sent("JSON.GET {key} {path number}", source)[2], ".age");
}

TEST_F(CommandTemplates, TakeValuesOutOfEarlierReplies)
{
    m_replies = {R"([{"id":"a\"b","n":5}])", "plain"};
    EXPECT_EQ(sent("GET user:{reply 1 $[0].n}", {})[1], "user:5");
    EXPECT_EQ(sent("GET {reply 1 $[0].id}", {})[1], "a\"b");
    EXPECT_EQ(sent("GET {reply 2}", {})[1], "plain");
    EXPECT_EQ(sent("GET {reply 1 $[0].missing}", {})[1], "");
    EXPECT_EQ(sent("GET {reply 2 $.a}", {})[1], ""); // not JSON
    EXPECT_EQ(CommandTemplate::parse("MGET {reply 1} {reply 2 $[0]}", {})->highestReplyUsed(), 2U);
}

TEST_F(CommandTemplates, EscapeARepliesTextInsideJson)
{
    m_replies = {"say \"hi\"\n\\ \x01 \xC3\xA9"};
    const std::string value = sent(R"(JSON.SET k $ '{"said":"{reply 1}"}')", {})[3];
    EXPECT_EQ(nlohmann::json::parse(value).at("said"), m_replies[0]);
}

TEST_F(CommandTemplates, LeaveTheBracesOfJsonAlone)
{
    EXPECT_EQ(sent(R"(JSON.SET {key} $ '{"a":1}')", withDataSet())[3], R"({"a":1})");
    EXPECT_EQ(sent(R"(SET k '{"a":{"b":{}},"c":[{}]}')", {})[2], R"({"a":{"b":{}},"c":[{}]})");
    const auto filled
        = nlohmann::json::parse(sent(R"(SET k '{"a":{"b":{random_int 5 5}}}')", {})[2]);
    EXPECT_EQ(filled, nlohmann::json::parse(R"({"a":{"b":5}})"));
}

TEST_F(CommandTemplates, TakeDoubledBracesForOne)
{
    EXPECT_EQ(sent("GET {{user}}:1", {})[1], "{user}:1");
    EXPECT_EQ(sent("GET {{{user}}}", {})[1], "{3}");
    EXPECT_EQ(sent("GET a}}b", {})[1], "a}}b");
}

struct ErrorRow
{
    const char* line;
    const char* error;
};

TEST_F(CommandTemplates, SayWhatIsWrongAndWhere)
{
    const ErrorRow rows[]{
        {"", "the command is empty"},
        {"'' a", "the command is empty"},
        {"GET 'a", "the quote that opens at character 5 is not closed"},
        {"GET {ky}", "argument 1: `{ky}` is not a placeholder; did you mean `{key}`?"},
        {"GET {random_itn 1 2}",
            "argument 1: `{random_itn 1 2}` is not a placeholder; did you mean `{random_int}`?"},
        {"GET {something_else}",
            "argument 1: `{something_else}` is not a placeholder; for a plain brace write `{{`"},
        {"GET {user", "argument 1: `{user` has no closing `}`"},
        {"SET k {random_int 1}",
            "argument 2: `{random_int}` needs two whole numbers, e.g. {random_int 1 100}"},
        {"SET k {random_int 9 1}",
            "argument 2: `{random_int 9 1}`: the first number is above the second"},
        {"SET k {random_text x}",
            "argument 2: `{random_text}` needs a length of 0 to 16777216, e.g. {random_text 20}"},
        {"SET k {uuid 4}", "argument 2: `{uuid 4}`: write {uuid}"},
        {"SET k {reply 0}",
            "argument 2: `{reply}` needs the number of an earlier command, e.g. {reply 1 $[0]}"},
        {"{user} k", "the command's name cannot have a placeholder"},
        {"GET {key:string}", "argument 1: `{key:string}`: `people` is not stored as string"},
        {"GET {key:text}",
            "argument 1: `{key:text}`: a key is {key:json}, {key:string} or {key:hash}"},
        {"SET k {field txt}",
            "argument 2: these documents have no role `txt`; did you mean `text`?"},
        {"SET k {field $.nope}", "argument 2: no document has a value at `$.nope`"},
    };
    for (const ErrorRow& row : rows)
        EXPECT_EQ(errorOf(row.line, withDataSet()), row.error) << row.line;
}

TEST_F(CommandTemplates, SayWhyAKeyNeedsADataSet)
{
    EXPECT_EQ(errorOf("GET {key}", {}),
        "argument 1: `{key}` needs a data set and this command has none; write the key itself, "
        "e.g. "
        "user:{random_int 0 9999}");
    EXPECT_EQ(errorOf("GET {document}", {}),
        "argument 1: `{document}` needs the documents of a data set and this command has none");
}

TEST_F(CommandTemplates, ListEveryPlaceholderWithAWorkingUsage)
{
    EXPECT_EQ(placeholderHelp().size(), 16U);
    for (const PlaceholderHelp& help : placeholderHelp()) {
        EXPECT_TRUE(help.usage.starts_with("{" + help.name)) << help.usage;
        EXPECT_FALSE(help.meaning.empty());
    }
}

/// Texts that are hard to put into JSON: quotes, control characters, non-ASCII, emoji.
std::string hardText(Random& random)
{
    std::string text;
    for (std::uint64_t i = random.below(20); i > 0; --i) {
        constexpr std::string_view kHard[]{"\"", "\\", "\n", "\x01", "\x1F", "\x7F", "é", "漢",
            "🦗", "/", "a", "{", "}", "'", "]"};
        text += pick(random, kHard);
    }
    return text;
}

/// Documents full of such texts.
class HardDocuments : public DocumentGenerator
{
public:
    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(1, index));
        const nlohmann::json document{{"text", hardText(random)}, {"number", index % 100},
            {"sub", {{hardText(random), hardText(random)}}},
            {"array", {hardText(random), nullptr, 1.5}}};
        // Escaped as a server may spell it, and as it is.
        out += document.dump(-1, ' ', index % 2 == 0);
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> all{{"text", "$.text", "string"},
            {"number", "$.number", "number"}, {"object", "$.sub", "object"},
            {"array", "$.array", "array"}};
        return all;
    }
};

class HardPlaceholders : public testing::TestWithParam<const char*>
{
protected:
    HardPlaceholders()
    {
        m_dataSet.prefix = "a\"b\\c:";
        m_source = {.dataSet = &m_dataSet, .documents = std::make_shared<HardDocuments>()};
    }

    std::string filled(const std::string& argument)
    {
        const auto command = CommandTemplate::compile({"SET", argument}, m_source);
        EXPECT_TRUE(command.ok()) << command.error().text;
        m_replies.resize(2);
        m_replies[0].clear();
        m_source.documents->append(m_replies[0], m_random.next());
        m_replies[1] = hardText(m_random);
        m_context.key = m_random.next();
        std::string out;
        command->append(out, m_context);
        return argumentsOf(out)[1];
    }

    DataSet m_dataSet;
    TemplateSource m_source;
    Random m_random{9};
    std::vector<std::string> m_replies;
    CallContext m_context{.random = m_random, .replies = &m_replies};
};

// Whatever is drawn, between double quotes it is part of a JSON text.
TEST_P(HardPlaceholders, StayInsideTheirJsonText)
{
    for (int round = 0; round < 60; ++round) {
        const std::string json = filled(std::string(R"({"said":"<)") + GetParam() + R"(>","n":1})");
        const auto parsed = nlohmann::json::parse(json, nullptr, false);
        ASSERT_FALSE(parsed.is_discarded()) << json;
        ASSERT_EQ(parsed.size(), 2U) << json;
        const auto said = parsed.at("said").get<std::string>();
        EXPECT_TRUE(said.starts_with("<") && said.ends_with(">")) << json;
    }
}

INSTANTIATE_TEST_SUITE_P(Every, HardPlaceholders,
    testing::Values("{key}", "{prefix}", "{index}", "{random_int -9 9}", "{random_text 30}",
        "{uuid}", "{document}", "{field text}", "{field object}", "{field $.array}",
        "{original text}", "{original object}", "{path object}", "{text text}", "{text object}",
        "{member text}", "{reply 1}", "{reply 1 $.text}", "{reply 1 $.sub}", "{reply 1 $.array[0]}",
        "{reply 1 $..text}", "{reply 2}", "{edited 1 $.text}", "{user}", "{iteration}"));

class HardValues : public HardPlaceholders
{
};

// Where a value is drawn as JSON, it is JSON by itself.
TEST_P(HardValues, AreJson)
{
    for (int round = 0; round < 60; ++round) {
        const std::string value = filled(GetParam());
        EXPECT_TRUE(nlohmann::json::accept(value)) << value;
        const std::string whole = filled(std::string(R"([{"a":)") + GetParam() + R"(},"b"])");
        EXPECT_TRUE(nlohmann::json::accept(whole)) << whole;
    }
}

INSTANTIATE_TEST_SUITE_P(Every, HardValues,
    testing::Values("{index}", "{random_int -9 9}", "{document}", "{field text}", "{field object}",
        "{original text}", "{original $.array}", "{reply 1}", "{reply 1 $.number}",
        "{reply 1 $.sub}", "{edited 1 $.text}", "{user}", "{iteration}"));

class HardTexts : public HardPlaceholders
{
};

// Without quotes around it, a text comes as it is.
TEST_F(HardTexts, ComeAsTheyAreForStringsAndHashes)
{
    for (int round = 0; round < 60; ++round) {
        const std::string text = filled("{reply 1 $.text}");
        EXPECT_EQ(text, nlohmann::json::parse(m_replies[0]).at("text").get<std::string>());
    }
}

// Whatever a text holds, it comes back out of the JSON that it was put into.
TEST(TextPieces, EscapeAnyTextForJson)
{
    Random random(3);
    for (int round = 0; round < 2000; ++round) {
        const std::string text = hardText(random);
        std::string quoted = "\"";
        appendJsonEscaped(quoted, text);
        quoted += '"';
        EXPECT_EQ(nlohmann::json::parse(quoted).get<std::string>(), text);
    }
}

TEST(TextPieces, WriteMillionthsExactly)
{
    for (const auto& [value, expected] : {std::pair{0L, "0.000000"}, std::pair{-1L, "-0.000001"},
             std::pair{12'345'678L, "12.345678"}, std::pair{-90'000'000L, "-90.000000"}}) {
        std::string out;
        appendMillionths(out, value);
        EXPECT_EQ(out, expected);
    }
}

} // namespace
} // namespace cicada
