// Kind `ledger`: batches of transactions with inputs and outputs, 2 MB.

#include "workload/document_makers.h"
#include "workload/text_pieces.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

constexpr int kBatches = 7;
constexpr double kTransactions = 165; // per batch
constexpr std::size_t kLedgerPool = 512;

void appendHexMember(std::string& out, Random& random, std::string_view name, std::size_t digits)
{
    out += ",\"";
    out += name;
    out += R"(":")";
    appendHex(out, random, digits);
    out += '"';
}

void appendNumberMember(
    std::string& out, Random& random, std::string_view name, std::uint64_t bound)
{
    out += ",\"";
    out += name;
    out += "\":";
    appendUnsigned(out, random.below(bound));
}

void appendInput(std::string& out, Random& random)
{
    out += R"({"sequence":4294967295)";
    appendHexMember(out, random, "previous", 64);
    appendNumberMember(out, random, "index", 40);
    appendHexMember(out, random, "script", 250);
    appendNumberMember(out, random, "value", 900'000'000);
    out += '}';
}

void appendOutput(std::string& out, Random& random, std::size_t number)
{
    out += R"({"n":)";
    appendUnsigned(out, number);
    appendNumberMember(out, random, "value", 900'000'000);
    appendHexMember(out, random, "address", 40);
    appendHexMember(out, random, "script", 64);
    out += R"(,"spent":)";
    out += random.below(3) == 0 ? "true}" : "false}";
}

// Most transactions have one input and two outputs; a few are collections of many.
std::size_t inputsOf(Random& random)
{
    const std::uint64_t roll = random.below(1000);
    if (roll < 800)
        return 1;
    if (roll < 955)
        return 2 + random.below(3);
    return roll < 990 ? 5 + random.below(6) : 11 + random.below(28);
}

std::size_t outputsOf(Random& random, std::size_t inputs)
{
    constexpr std::size_t kManyInputs = 10;
    constexpr std::size_t kMostBesideThem = 28; // both at their most would be a third too big
    const std::uint64_t roll = random.below(1000);
    if (roll < 150)
        return 1;
    if (roll < 900)
        return 2;
    const std::size_t outputs = roll < 980 ? 3 + random.below(8) : 11 + random.below(63);
    return inputs > kManyInputs ? std::min(outputs, kMostBesideThem) : outputs;
}

// A transaction's members behind its hash: 15 of 16. The brace stays open behind the last.
void appendTransaction(std::string& out, Random& random)
{
    appendHexMember(out, random, "witness", 200);
    out += R"(,"version":2)";
    appendNumberMember(out, random, "size", 4000);
    appendNumberMember(out, random, "weight", 16'000);
    appendNumberMember(out, random, "fee", 90'000);
    appendNumberMember(out, random, "lock_time", 800'000);
    appendNumberMember(out, random, "height", 800'000);
    appendNumberMember(out, random, "index", 4000);
    out += R"(,"relayed_by":"10.0.)";
    appendUnsigned(out, random.below(256));
    out += '.';
    appendUnsigned(out, random.below(256));
    out += R"(","double_spend":false)";
    appendNumberMember(out, random, "time", 2'000'000'000);
    const std::size_t inputs = inputsOf(random);
    const std::size_t outputs = outputsOf(random, inputs);
    out += R"(,"input_count":)";
    appendUnsigned(out, inputs);
    out += R"(,"output_count":)";
    appendUnsigned(out, outputs);
    out += R"(,"inputs":[)";
    for (std::size_t i = 0; i < inputs; ++i) {
        out += i > 0 ? "," : "";
        appendInput(out, random);
    }
    out += R"(],"outputs":[)";
    for (std::size_t i = 0; i < outputs; ++i) {
        out += i > 0 ? "," : "";
        appendOutput(out, random, i);
    }
    out += "]}";
}

class Ledger : public DocumentGenerator
{
public:
    explicit Ledger(const DataSet& dataSet)
        : m_seed(dataSet.seed)
        , m_transactions(std::max(std::llround(kTransactions * dataSet.scale), 1LL))
    {
        // Copied from a pool under a hash of their own: 2 MB of fresh hex digits would take 2 ms.
        Random random(mixSeed(m_seed, ~std::uint64_t(0)));
        m_pool.resize(kLedgerPool);
        for (std::string& transaction : m_pool)
            appendTransaction(transaction, random);
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        out += R"({"name":"ledger-)";
        appendHex(out, random, 8);
        out += R"(","height":)";
        appendUnsigned(out, random.below(800'000));
        out += R"(,"closed":)";
        out += random.below(2) == 0 ? "false" : "true";
        out += R"(,"batches":[)";
        for (int batch = 0; batch < kBatches; ++batch) {
            out += batch > 0 ? R"(,{"hash":")" : R"({"hash":")";
            appendHex(out, random, 64);
            out += R"(","number":)";
            appendInteger(out, batch);
            out += R"(,"transactions":[)";
            for (std::int64_t i = 0; i < m_transactions; ++i) {
                out += i > 0 ? R"(,{"hash":")" : R"({"hash":")";
                appendHex(out, random, 64);
                out += '"';
                out += m_pool[random.below(kLedgerPool)];
            }
            out += "]}";
        }
        out += "]}";
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> roles{
            {"number", "$.height", "number"},
            {"text", "$.name", "string"},
            {"flag", "$.closed", "boolean"},
            {"field", "$.name", "string"},
            {"object", "$.batches[0].transactions[0]", "object"},
            {"array", "$.batches[0].transactions", "array"},
            {"array_item", "$.batches[0].transactions[0]", "object"},
            {"nested_text", "$.batches[0].transactions[0].inputs[0].previous", "string"},
            {"big_member", "$.batches[0]", "object"},
            {"filter", "$.batches[?(@.number==6)].hash", "string"},
            {"recursive", "$..witness", "string"},
        };
        return roles;
    }

private:
    std::uint64_t m_seed;
    std::int64_t m_transactions;
    std::vector<std::string> m_pool; ///< transactions from behind their hash
};

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeLedger(const DataSet& dataSet)
{
    return std::shared_ptr<const DocumentGenerator>(std::make_shared<Ledger>(dataSet));
}

} // namespace cicada
