#include "workload/value_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicada {
namespace {

class ValueCheckTest : public testing::Test
{
protected:
    ValueCheckTest()
    {
        m_dataSet.name = "people";
        m_dataSet.prefix = "p:";
        m_dataSet.storedAs = {StoredAs::Json, StoredAs::String, StoredAs::Hash};
        m_source.dataSet = &m_dataSet;
        m_source.documents = *DocumentGenerator::make(m_dataSet);
    }

    std::optional<ValueCheck> checkOf(const std::string& line)
    {
        return ValueCheck::of(compiled(line), m_source);
    }

    CommandTemplate compiled(const std::string& line)
    {
        m_source.storedAs = line.starts_with("GET") || line.starts_with("SET") ? StoredAs::String
            : line.starts_with("H")                                            ? StoredAs::Hash
                                                                               : StoredAs::Json;
        auto command = CommandTemplate::parse(line, m_source);
        EXPECT_TRUE(command) << line;
        return std::move(*command);
    }

    /// What is left of the check of `reading` beside tasks that send `writing`.
    std::optional<ValueCheck> checkBeside(
        const std::string& reading, std::initializer_list<const char*> writing)
    {
        DocumentChanges changes;
        for (const char* line : writing) {
            const CommandTemplate command = compiled(line);
            changes.add(command, m_source);
        }
        auto check = checkOf(reading);
        EXPECT_TRUE(check) << reading;
        return check && check->leaveOut(changes) ? check : std::nullopt;
    }

    nlohmann::json tree(std::uint64_t index) const
    {
        return nlohmann::json::parse(document(index));
    }

    std::string document(std::uint64_t index) const
    {
        std::string text;
        m_source.documents->append(text, index);
        return text;
    }

    static Reply bulk(std::string text)
    {
        Reply reply;
        reply.type = Reply::Type::Bulk;
        reply.text = std::move(text);
        return reply;
    }

    DataSet m_dataSet;
    TemplateSource m_source;
};

TEST_F(ValueCheckTest, KnowsWhatAWholeDocumentIs)
{
    const auto check = checkOf("JSON.GET {key} $");
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->holds(bulk("[" + document(7) + "]"), 7));
    EXPECT_FALSE(check->holds(bulk("[" + document(8) + "]"), 7)) << "of another key";
    EXPECT_FALSE(check->holds(bulk("[]"), 7));
    EXPECT_FALSE(check->holds(bulk("[" + document(7)), 7)) << "cut off";
    const auto legacy = checkOf("JSON.GET {key} .");
    ASSERT_TRUE(legacy);
    EXPECT_TRUE(legacy->holds(bulk(document(7)), 7));
}

TEST_F(ValueCheckTest, ComparesValuesAndNotTheirSpelling)
{
    const auto check = checkOf("GET {key}");
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->holds(bulk(document(3)), 3));
    EXPECT_TRUE(check->holds(bulk(nlohmann::json::parse(document(3)).dump(2)), 3));
    nlohmann::json other = nlohmann::json::parse(document(3));
    other["more"] = 1;
    EXPECT_FALSE(check->holds(bulk(other.dump()), 3));
}

TEST_F(ValueCheckTest, KnowsWhatOneFieldIs)
{
    const auto field = nlohmann::json::parse(document(5)).at("age");
    for (const char* line : {"JSON.GET {key} $.age", "JSON.GET {key} {path number}"}) {
        const auto check = checkOf(line);
        ASSERT_TRUE(check) << line;
        EXPECT_TRUE(check->holds(bulk("[" + field.dump() + "]"), 5));
        EXPECT_FALSE(check->holds(bulk("[" + std::to_string(field.get<int>() + 1) + "]"), 5));
    }
}

TEST_F(ValueCheckTest, KnowsSeveralFieldsAndEveryMatch)
{
    const nlohmann::json person = tree(5);
    const auto several = checkOf("JSON.GET {key} $.age $.name");
    ASSERT_TRUE(several);
    nlohmann::json answer{{"$.age", {person.at("age")}}, {"$.name", {person.at("name")}}};
    EXPECT_TRUE(several->holds(bulk(answer.dump()), 5));
    answer["$.name"][0] = "nobody";
    EXPECT_FALSE(several->holds(bulk(answer.dump()), 5));
    answer.erase("$.name");
    EXPECT_FALSE(several->holds(bulk(answer.dump()), 5));

    const auto every = checkOf("JSON.GET {key} $.*");
    ASSERT_TRUE(every);
    nlohmann::json values = nlohmann::json::array();
    for (const auto& member : person)
        values.push_back(member);
    EXPECT_TRUE(every->holds(bulk(values.dump()), 5));
    std::reverse(values.begin(), values.end());
    EXPECT_TRUE(every->holds(bulk(values.dump()), 5)) << "in the server's order";
    values.erase(0);
    EXPECT_FALSE(every->holds(bulk(values.dump()), 5));
}

TEST_F(ValueCheckTest, KnowsSeveralDocuments)
{
    m_dataSet.count = 9;
    const auto check = checkOf("JSON.MGET {key} {key +1} {key +2} $.age");
    ASSERT_TRUE(check);
    const auto ageOf
        = [this](std::uint64_t index) { return "[" + tree(index)["age"].dump() + "]"; };
    const auto answer = [](std::initializer_list<std::string> lines) {
        Reply reply;
        reply.type = Reply::Type::Array;
        for (const std::string& line : lines)
            reply.text += (reply.elements++ > 0 ? "\n" : "") + line;
        return reply;
    };
    EXPECT_TRUE(check->holds(answer({ageOf(3), ageOf(4), ageOf(5)}), 3));
    EXPECT_TRUE(check->holds(answer({ageOf(8), ageOf(0), ageOf(1)}), 8)) << "round the end";
    EXPECT_TRUE(check->holds(answer({ageOf(3), "(nil)", ageOf(5)}), 3)) << "removed meanwhile";
    EXPECT_FALSE(check->holds(answer({ageOf(3), ageOf(4), "[-1]"}), 3));
    EXPECT_FALSE(check->holds(answer({ageOf(3), "[]", ageOf(5)}), 3));
    EXPECT_FALSE(check->holds(answer({ageOf(3), ageOf(4)}), 3)) << "one too few";
    EXPECT_FALSE(check->holds(answer({ageOf(3), ageOf(4), ageOf(5), ageOf(6)}), 3)) << "too many";
    EXPECT_FALSE(checkOf("JSON.MGET {key} p:1 $.age")) << "not all keys are the data set's own";
    EXPECT_FALSE(checkOf("JSON.MGET {key} {key +1} $.array[?(@.a>1)]"));
}

TEST_F(ValueCheckTest, KnowsTheHashTwin)
{
    const auto fields = m_source.documents->fields(5);
    const auto one = checkOf("HGET {key} name");
    const auto all = checkOf("HGETALL {key}");
    ASSERT_TRUE(one);
    ASSERT_TRUE(all);
    Reply reply;
    reply.type = Reply::Type::Array;
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
        reply.text += field->first + "\n" + field->second + "\n";
        if (field->first == "name") {
            EXPECT_TRUE(one->holds(bulk(field->second), 5));
            EXPECT_FALSE(one->holds(bulk(field->second + "x"), 5));
        }
    }
    EXPECT_TRUE(all->holds(reply, 5));
    EXPECT_FALSE(all->holds(reply, 6));
    reply.text += "more\n1\n";
    EXPECT_FALSE(all->holds(reply, 5));
}

TEST_F(ValueCheckTest, LeavesOutThePlacesThatTasksChange)
{
    const char* const aging = "JSON.NUMINCRBY {key} {path number} 1";
    nlohmann::json older = tree(5);
    older["age"] = 200;
    const auto whole = checkBeside("JSON.GET {key} $", {aging});
    ASSERT_TRUE(whole);
    EXPECT_TRUE(whole->holds(bulk("[" + older.dump() + "]"), 5));
    older["name"] = "nobody";
    EXPECT_FALSE(whole->holds(bulk("[" + older.dump() + "]"), 5)) << "the rest is known";

    EXPECT_TRUE(checkBeside("JSON.GET {key} $.name", {aging}));
    EXPECT_FALSE(checkBeside("JSON.GET {key} $.age", {aging}));
    EXPECT_FALSE(checkBeside("JSON.GET {key} $.name $.age", {aging}));
    EXPECT_FALSE(checkBeside("JSON.GET {key} $.*", {aging}));
    EXPECT_TRUE(checkBeside("GET {key}", {aging})) << "the twin is another key";
    EXPECT_TRUE(checkBeside("HGETALL {key}", {aging}));
    EXPECT_TRUE(checkBeside("HGET {key} name", {"HSET {key} age 7"}));
    EXPECT_FALSE(checkBeside("HGET {key} age", {"HSET {key} {member number} 7"}));
    EXPECT_FALSE(checkBeside("HGETALL {key}", {"HSET {key} age 7"}));
}

TEST_F(ValueCheckTest, ClaimsNothingBesideTasksThatMayChangeAnything)
{
    for (const char* line : {"JSON.SET {key} $ {document}", "JSON.DEL {key}", "EXPIRE {key} 5",
             "DEL p:json:7", "JSON.SET {key} $..age 7", "JSON.SET {key} $.made_by_{user} 7"})
        EXPECT_FALSE(checkBeside("JSON.GET {key} $.name", {line})) << line;
    EXPECT_FALSE(checkBeside("GET {key}", {"SET {key} {document}"}));
    EXPECT_TRUE(checkBeside("JSON.GET {key} $.name",
        {"JSON.SET {prefix}json:scratch:{user}:{iteration} $ {document}", "JSON.GET {key} $",
            "SET {key} {document}"}))
        << "of other keys";
}

TEST_F(ValueCheckTest, ClaimsNothingWhereItCannotKnow)
{
    for (const char* line : {"JSON.GET {key} $.a[?(@.b==1)]", "JSON.GET {key} $.age .name",
             "JSON.GET {key} NOESCAPE .age", "JSON.GET {key} INDENT .age",
             "JSON.GET {key} noescape", "JSON.GET {key} ..age", "JSON.GET {key} $.made_by_{user}",
             "JSON.GET p:json:1 $", "JSON.TYPE {key} $", "JSON.SET {key} $ {document}", "PING"})
        EXPECT_FALSE(checkOf(line)) << line;
}

} // namespace
} // namespace cicada
