// Kinds `basic_user` and `advanced_user`.

#include "workload/document_makers.h"
#include "workload/json_text.h"
#include "workload/text_pieces.h"
#include "workload/word_lists.h"

#include <algorithm>

namespace cicada {

namespace {

std::string_view pickShort(Random& random, std::span<const std::string_view> words)
{
    const std::string_view one = pick(random, words);
    const std::string_view other = pick(random, words);
    return other.size() < one.size() ? other : one;
}

std::string_view pickLong(Random& random, std::span<const std::string_view> words)
{
    const std::string_view one = pick(random, words);
    const std::string_view other = pick(random, words);
    return other.size() > one.size() ? other : one;
}

/// Whose texts are short or long: the tails of the sizes. A person is short in all, never long in
/// all.
enum class Tail : std::uint8_t
{
    Short,
    LongName,
    LongStreet,
    None,
};

Tail drawTail(Random& random)
{
    return static_cast<Tail>(std::min<std::uint64_t>(random.below(8), 3));
}

void appendName(std::string& out, Random& random, Tail tail)
{
    constexpr std::size_t kLongest = 25;
    const std::size_t start = out.size();
    const bool isShort = tail == Tail::Short;
    out += isShort ? pickShort(random, words::firstNames()) : pick(random, words::firstNames());
    out += ' ';
    out += isShort ? pickShort(random, words::lastNames()) : pick(random, words::lastNames());
    if (tail != Tail::LongName)
        return;
    const std::string_view second = pick(random, words::lastNames());
    if (out.size() - start + 1 + second.size() <= kLongest) {
        out += '-';
        out += second;
    }
}

// "482 Copper Beech Lane"
void appendStreet(std::string& out, Random& random, Tail tail)
{
    const bool isShort = tail == Tail::Short;
    appendUnsigned(out, 10 + random.below(isShort ? 90 : 990));
    out += ' ';
    out += isShort ? pickShort(random, words::streetNames())
                   : pickLong(random, words::streetNames());
    out += ' ';
    out += isShort ? pickShort(random, words::streetTypes()) : pick(random, words::streetTypes());
    if (tail == Tail::LongStreet)
        out += random.below(2) == 0 ? " North" : " South";
}

// Five decimals: a metre.
void appendDegrees(std::string& out, Random& random, std::int64_t most)
{
    appendMillionths(out, random.between(-most * 1'000'000 + 1, most * 1'000'000 - 1));
    out.pop_back();
}

void appendLatitude(std::string& out, Random& random)
{
    appendDegrees(out, random, 90);
}

void appendLongitude(std::string& out, Random& random)
{
    appendDegrees(out, random, 180);
}

// name, age, location, home_address: what both kinds share, behind the open text of the id.
void appendCommonMembers(std::string& out, Random& random)
{
    const Tail tail = drawTail(random);
    out += R"(","name":")";
    appendName(out, random, tail);
    out += R"(","age":)";
    appendUnsigned(out, random.below(101));
    out += R"(,"location":")";
    appendLatitude(out, random);
    out += ',';
    appendLongitude(out, random);
    out += R"(","home_address":")";
    appendStreet(out, random, tail);
    out += '"';
}

class BasicUsers : public DocumentGenerator
{
public:
    explicit BasicUsers(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        out += R"({"id":")";
        appendUuid(out, random);
        appendCommonMembers(out, random);
        out += '}';
    }

    std::vector<std::pair<std::string, std::string>> fields(std::uint64_t index) const override
    {
        std::string document;
        append(document, index);
        return flatFields(document);
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> roles{
            {"number", "$.age", "number"},
            // The member whose length varies least, so that appending to it has a tight limit.
            {"text", "$.location", "string"},
            {"field", "$.name", "string"},
            {"big_member", "$.home_address", "string"},
            {"recursive", "$..name", "string"},
        };
        return roles;
    }

private:
    std::uint64_t m_seed;
};

class AdvancedUsers : public DocumentGenerator
{
public:
    explicit AdvancedUsers(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        out += R"({"id":")";
        appendHex(out, random, 8);
        appendCommonMembers(out, random);
        out += R"(,"active":)";
        out += random.below(2) == 0 ? "false" : "true";
        out += R"(,"age_text":")";
        appendUnsigned(out, 18 + random.below(80));
        out += R"(","contract":{"company":")";
        out += pick(random, words::companies());
        out += R"(","occupation":")";
        out += pick(random, words::occupations());
        out += R"(","zip":")";
        appendPadded(out, random.below(100'000), 5);
        out += R"("},"home":)";
        appendPlace(out, random);
        out += R"(,"work":)";
        appendPlace(out, random);
        out += R"(,"seen":)";
        appendPlace(out, random);
        out += R"(,"billing":")";
        appendOtherStreet(out, random);
        out += R"(","shipping":")";
        appendOtherStreet(out, random);
        out += "\"}";
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> roles{
            {"number", "$.age", "number"},
            {"text", "$.location", "string"},
            {"flag", "$.active", "boolean"},
            {"field", "$.name", "string"},
            {"object", "$.contract", "object"},
            {"nested_text", "$.contract.company", "string"},
            {"big_member", "$.contract", "object"},
            {"recursive", "$..latitude", "number"},
        };
        return roles;
    }

private:
    static void appendOtherStreet(std::string& out, Random& random)
    {
        appendStreet(out, random, random.below(3) == 0 ? Tail::LongStreet : Tail::None);
    }

    static void appendPlace(std::string& out, Random& random)
    {
        out += R"({"latitude":)";
        appendLatitude(out, random);
        out += R"(,"longitude":)";
        appendLongitude(out, random);
        out += '}';
    }

    std::uint64_t m_seed;
};

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeBasicUsers(const DataSet& dataSet)
{
    return std::shared_ptr<const DocumentGenerator>(std::make_shared<BasicUsers>(dataSet.seed));
}

Result<std::shared_ptr<const DocumentGenerator>> makeAdvancedUsers(const DataSet& dataSet)
{
    return std::shared_ptr<const DocumentGenerator>(std::make_shared<AdvancedUsers>(dataSet.seed));
}

} // namespace cicada
