// Kinds `catalog` and `catalog_large`: long arrays of small objects behind a head of other members.

#include "workload/document_makers.h"
#include "workload/text_pieces.h"
#include "workload/word_lists.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cicada {

namespace {

constexpr double kEntries = 130;
constexpr double kSuppliers = 188; // of catalog_large
constexpr std::size_t kCatalogPool = 1024;

constexpr auto kRelations = std::to_array<std::string_view>(
    {"replaces", "replaced_by", "fits", "bundles", "spares", "similar"});

struct Localised
{
    std::string_view language;
    std::array<std::string_view, 4> names;
};

constexpr auto kLocalised = std::to_array<Localised>({
    {"de", {"Türgriff aus Messing", "Kühlgefäß für Öle", "Spannschlüssel", "Rückschlagventil"}},
    {"es", {"Señalizador de latón", "Cañería de acero", "Muelle pequeño", "Válvula de presión"}},
    {"fr", {"Poignée en chêne", "Clé à molette", "Ressort trempé", "Boîtier étanche"}},
    {"ja", {"真鍮の取っ手", "鋼のばね", "圧力調整弁", "木製の引き出し"}},
    {"ko", {"황동 손잡이", "강철 스프링", "압력 조절 밸브", "나무 서랍"}},
    {"pl", {"Mosiężna klamka", "Sprężyna stalowa", "Zawór zwrotny", "Półka dębowa"}},
    {"zh", {"黄铜把手", "钢制弹簧", "压力调节阀", "木制抽屉"}},
});

void appendProductName(std::string& out, Random& random)
{
    out += pick(random, words::materials());
    out += ' ';
    out += pick(random, words::products());
}

// {"name":...,"url":...}
void appendLink(std::string& out, Random& random, std::string_view folder)
{
    out += R"({"name":")";
    appendProductName(out, random);
    out += R"(","url":"https://parts.example/)";
    out += folder;
    out += '/';
    const std::size_t digits = 6 + random.below(5); // apart: arguments have no fixed order
    appendPadded(out, random.next(), digits);
    out += R"(/"})";
}

class Catalog : public DocumentGenerator
{
public:
    Catalog(std::uint64_t seed, double scale, bool large)
        : m_seed(seed)
        , m_entries(std::max(std::llround(kEntries * scale), 1LL))
        , m_suppliers(large ? std::max(std::llround(kSuppliers * scale), 1LL) : 0)
    {
        // Elements are copied from a pool: making each would cost 20 times a copy.
        Random random(mixSeed(seed, ~std::uint64_t(0)));
        m_pool.resize(kCatalogPool);
        for (std::string& element : m_pool) {
            element = R"({"entry":)";
            appendLink(element, random, "entries");
            element += R"(,"slot":)";
        }
        m_supplierPool.resize(large ? kCatalogPool : 0);
        for (std::string& element : m_supplierPool)
            appendLink(element, random, "shop");
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        out += R"({"id":)";
        appendUnsigned(out, 10'000 + random.below(90'000));
        out += R"(,"name":")";
        appendProductName(out, random);
        out += R"(","price":)";
        appendUnsigned(out, 100 + random.below(99'900));
        out += R"(,"available":)";
        out += random.below(8) == 0 ? "false" : "true";
        out += R"(,"brand":)";
        appendLink(out, random, "brands");
        out += R"(,"category":)";
        appendLink(out, random, "categories");
        appendRelations(out, random);
        appendNames(out, random);
        appendEntries(out, random);
        if (m_suppliers > 0) {
            appendIndices(out, random);
            appendSuppliers(out, random);
        }
        out += '}';
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> roles{
            {"number", "$.price", "number"},
            {"text", "$.name", "string"},
            {"flag", "$.available", "boolean"},
            {"field", "$.name", "string"},
            {"object", "$.brand", "object"},
            {"array", "$.entries", "array"},
            {"array_item", "$.entries[0]", "object"},
            {"nested_text", "$.brand.name", "string"},
            {"big_member", "$.entries", "array"},
            {"filter", "$.entries[?(@.slot==1)]", "object"},
            {"recursive", "$..name", "string"},
        };
        return roles;
    }

private:
    static void appendRelations(std::string& out, Random& random)
    {
        out += R"(,"relations":)";
        char before = '{';
        for (const std::string_view relation : kRelations) {
            out += before;
            out += '"';
            out += relation;
            out += R"(":[)";
            appendLink(out, random, "p");
            out += ']';
            before = ',';
        }
        out += '}';
    }

    static void appendNames(std::string& out, Random& random)
    {
        out += R"(,"names":)";
        char before = '{';
        for (const Localised& localised : kLocalised) {
            out += before;
            out += '"';
            out += localised.language;
            out += R"(":")";
            out += pick(random, localised.names);
            out += '"';
            before = ',';
        }
        out += '}';
    }

    void appendEntries(std::string& out, Random& random) const
    {
        out += R"(,"entries":)";
        char before = '[';
        for (std::int64_t slot = 1; slot <= m_entries; ++slot) {
            out += before;
            out += m_pool[random.below(kCatalogPool)];
            appendInteger(out, slot);
            out += '}';
            before = ',';
        }
        out += ']';
    }

    static void appendIndices(std::string& out, Random& random)
    {
        out += R"(,"indices":)";
        char before = '{';
        for (const std::string_view relation : kRelations) {
            out += before;
            out += '"';
            out += relation;
            out += R"(":)";
            appendUnsigned(out, random.below(100'000));
            before = ',';
        }
        out += '}';
    }

    void appendSuppliers(std::string& out, Random& random) const
    {
        out += R"(,"suppliers":)";
        char before = '[';
        for (std::int64_t i = 0; i < m_suppliers; ++i) {
            out += before;
            out += m_supplierPool[random.below(kCatalogPool)];
            before = ',';
        }
        out += ']';
    }

    std::uint64_t m_seed;
    std::int64_t m_entries;
    std::int64_t m_suppliers;        ///< 0: not the large kind
    std::vector<std::string> m_pool; ///< encoded elements up to the slot's number
    std::vector<std::string> m_supplierPool;
};

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeCatalog(const DataSet& dataSet)
{
    return std::shared_ptr<const DocumentGenerator>(
        std::make_shared<Catalog>(dataSet.seed, dataSet.scale, false));
}

Result<std::shared_ptr<const DocumentGenerator>> makeLargeCatalog(const DataSet& dataSet)
{
    return std::shared_ptr<const DocumentGenerator>(
        std::make_shared<Catalog>(dataSet.seed, dataSet.scale, true));
}

} // namespace cicada
