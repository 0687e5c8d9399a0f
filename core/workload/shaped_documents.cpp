// Kinds `array`, `array_numbers`, `array_texts` and `nested`: one shape each, as long or deep as
// asked.

#include "workload/document_makers.h"
#include "workload/text_pieces.h"
#include "workload/word_lists.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

constexpr double kArrayItems = 1000;
constexpr double kDepth = 20;
constexpr std::int64_t kDeepest = 100; // RedisJSON takes 128, of which paths and replies need some

// id, count, title: what all begin with. Leaves the object open.
void appendHead(std::string& out, Random& random)
{
    out += R"({"id":)";
    appendUnsigned(out, random.below(1'000'000));
    out += R"(,"count":)";
    appendUnsigned(out, random.below(1000));
    out += R"(,"title":")";
    out += pick(random, words::materials());
    out += ' ';
    out += pick(random, words::products());
    out += '"';
}

void appendNumber(std::string& out, Random& random, std::int64_t)
{
    appendUnsigned(out, 10'000 + random.below(90'000));
}

void appendText(std::string& out, Random& random, std::int64_t)
{
    out += '"';
    out += pick(random, words::materials());
    out += ' ';
    out += pick(random, words::products());
    out += '"';
}

void appendObject(std::string& out, Random& random, std::int64_t index)
{
    out += R"({"no":)";
    appendInteger(out, index);
    out += R"(,"name":)";
    appendText(out, random, index);
    out += R"(,"stock":)";
    appendUnsigned(out, random.below(10'000));
    out += '}';
}

/// One long array.
class ArrayDocuments : public DocumentGenerator
{
public:
    using ItemWriter = void (*)(std::string& out, Random& random, std::int64_t index);

    ArrayDocuments(
        const DataSet& dataSet, ItemWriter writeItem, std::vector<DocumentRole> itemRoles)
        : m_seed(dataSet.seed)
        , m_items(std::max(std::llround(kArrayItems * dataSet.scale), 1LL))
        , m_writeItem(writeItem)
        , m_roles(std::move(itemRoles))
    {
        m_roles.push_back({"number", "$.count", "number"});
        m_roles.push_back({"text", "$.title", "string"});
        m_roles.push_back({"field", "$.title", "string"});
        m_roles.push_back({"array", "$.items", "array"});
        m_roles.push_back({"big_member", "$.items", "array"});
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        appendHead(out, random);
        out += R"(,"items":)";
        char before = '[';
        for (std::int64_t i = 0; i < m_items; ++i) {
            out += before;
            m_writeItem(out, random, i);
            before = ',';
        }
        out += "]}";
    }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

private:
    std::uint64_t m_seed;
    std::int64_t m_items;
    ItemWriter m_writeItem;
    std::vector<DocumentRole> m_roles;
};

/// Objects in objects: {"level":{"name":...,"level":{...}}}.
class NestedDocuments : public DocumentGenerator
{
public:
    explicit NestedDocuments(const DataSet& dataSet)
        : m_seed(dataSet.seed)
        , m_depth(std::clamp<std::int64_t>(std::llround(kDepth * dataSet.scale), 1, kDeepest))
    {
        std::string deepest = "$";
        for (std::int64_t i = 0; i < m_depth; ++i)
            deepest += ".level";
        m_roles = {
            {"number", "$.count", "number"},
            {"text", "$.title", "string"},
            {"flag", deepest + ".open", "boolean"},
            {"field", "$.title", "string"},
            {"object", deepest, "object"},
            {"nested_text", deepest + ".name", "string"},
            {"big_member", "$.level", "object"},
            {"recursive", "$..name", "string"},
        };
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        appendHead(out, random);
        for (std::int64_t i = 1; i <= m_depth; ++i) {
            out += R"(,"level":{"depth":)";
            appendInteger(out, i);
            out += R"(,"name":)";
            appendText(out, random, i);
            out += R"(,"open":)";
            out += random.below(2) == 0 ? "false" : "true";
        }
        out.append(static_cast<std::size_t>(m_depth) + 1, '}');
    }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

private:
    std::uint64_t m_seed;
    std::int64_t m_depth;
    std::vector<DocumentRole> m_roles;
};

using Made = Result<std::shared_ptr<const DocumentGenerator>>;

Made makeArray(const DataSet& dataSet, ArrayDocuments::ItemWriter writeItem,
    std::vector<DocumentRole> itemRoles)
{
    return std::shared_ptr<const DocumentGenerator>(
        std::make_shared<ArrayDocuments>(dataSet, writeItem, std::move(itemRoles)));
}

} // namespace

Made makeNumberArrays(const DataSet& dataSet)
{
    return makeArray(dataSet, appendNumber,
        {{"array_item", "$.items[0]", "number"}, {"filter", "$.items[?(@>0)]", "number"}});
}

Made makeTextArrays(const DataSet& dataSet)
{
    return makeArray(dataSet, appendText,
        {{"array_item", "$.items[0]", "string"}, {"filter", "$.items[?(@!='')]", "string"}});
}

Made makeObjectArrays(const DataSet& dataSet)
{
    return makeArray(dataSet, appendObject,
        {{"array_item", "$.items[0]", "object"}, {"object", "$.items[0]", "object"},
            {"nested_text", "$.items[0].name", "string"},
            {"filter", "$.items[?(@.no==0)]", "object"}, {"recursive", "$..name", "string"}});
}

Made makeNesting(const DataSet& dataSet)
{
    return std::shared_ptr<const DocumentGenerator>(std::make_shared<NestedDocuments>(dataSet));
}

} // namespace cicada
