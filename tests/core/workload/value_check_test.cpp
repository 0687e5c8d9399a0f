#include "workload/value_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cicada {
namespace {

class ValueCheckTest : public testing::Test
{
protected:
    ValueCheckTest()
    {
        m_dataSet.name = "people";
        m_dataSet.prefix = "p:";
        m_dataSet.storedAs = {StoredAs::Json, StoredAs::String};
        m_source.dataSet = &m_dataSet;
        m_source.documents = *DocumentGenerator::make(m_dataSet);
    }

    std::optional<ValueCheck> checkOf(const std::string& line)
    {
        m_source.storedAs = line.starts_with("GET") ? StoredAs::String : StoredAs::Json;
        const auto command = CommandTemplate::parse(line, m_source);
        EXPECT_TRUE(command) << line;
        return ValueCheck::of(*command, m_source);
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

TEST_F(ValueCheckTest, ClaimsNothingWhereItCannotKnow)
{
    for (const char* line : {"JSON.GET {key} $..age", "JSON.GET {key} $.age $.name",
             "JSON.GET p:json:1 $", "JSON.TYPE {key} $", "JSON.SET {key} $ {document}", "PING"})
        EXPECT_FALSE(checkOf(line)) << line;
}

} // namespace
} // namespace cicada
