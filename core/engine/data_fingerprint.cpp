#include "engine/data_fingerprint.h"

#include "base/random.h"
#include "redis/resp_encoder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <span>

namespace cicada {

namespace {

// Enough to see that a data set is whole, few enough to start a run at once.
constexpr std::uint64_t kComparedPerTwin = 5;

std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL; // FNV-1a
    for (const char byte : text)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return hash;
}

bool sameJson(const std::string& stored, const std::string& meant)
{
    const auto a = nlohmann::json::parse(stored, nullptr, false);
    const auto b = nlohmann::json::parse(meant, nullptr, false);
    return !a.is_discarded() && !b.is_discarded() && a == b;
}

Result<bool> sameDocument(Client& client, const DataSet& dataSet,
    const DocumentGenerator& documents, StoredAs storedAs, std::uint64_t index)
{
    const std::string key = keyOf(dataSet, storedAs, index);
    if (storedAs == StoredAs::Hash) {
        const auto fields = documents.fields(index);
        for (const auto& [field, value] : fields) {
            const auto reply = client.call({"HGET", key, field});
            if (!reply)
                return reply.error();
            if (reply->text != value)
                return false;
        }
        return !fields.empty();
    }
    const auto reply = storedAs == StoredAs::Json ? client.call({"JSON.GET", key, "."})
                                                  : client.call({"GET", key});
    if (!reply)
        return reply.error();
    std::string meant;
    documents.append(meant, index);
    return reply->type == Reply::Type::Bulk && sameJson(reply->text, meant);
}

} // namespace

std::string fingerprintKey(const DataSet& dataSet)
{
    return dataSet.prefix + "fingerprint";
}

std::string fingerprintOf(const DataSet& dataSet, const DocumentGenerator& documents)
{
    std::string text = "cicada-data 1 " + dataSet.kind + " count=" + std::to_string(dataSet.count)
        + " seed=" + std::to_string(dataSet.seed) + " scale=" + std::to_string(dataSet.scale)
        + " as=";
    for (const StoredAs storedAs : dataSet.storedAs)
        text += std::string(storedAsName(storedAs)) + "+";
    // The documents themselves, so that a new version of a generator or an edited file is new data.
    std::string sample;
    for (const std::uint64_t index : sampleIndices(dataSet, 4))
        documents.append(sample, index);
    return text + " sample=" + std::to_string(hashOf(sample));
}

std::vector<std::uint64_t> sampleIndices(const DataSet& dataSet, std::uint64_t count)
{
    std::set<std::uint64_t> indices{0, dataSet.count - 1};
    if (dataSet.count <= count) {
        for (std::uint64_t i = 0; i < dataSet.count; ++i)
            indices.insert(i);
    } else {
        Random random(dataSet.seed);
        while (indices.size() < count)
            indices.insert(random.below(dataSet.count));
    }
    return {indices.begin(), indices.end()};
}

Result<SampleFindings> lookAtSample(Client& client, const DataSet& dataSet,
    const DocumentGenerator& documents, std::uint64_t count, bool compareText)
{
    SampleFindings findings;
    for (const StoredAs storedAs : dataSet.storedAs) {
        const std::vector<std::uint64_t> indices = sampleIndices(dataSet, count);
        std::string bytes;
        for (const std::uint64_t index : indices) {
            const std::string key = keyOf(dataSet, storedAs, index);
            const std::string_view arguments[]{"EXISTS", key};
            appendCommand(bytes, arguments);
        }
        const auto replies = client.pipeline(bytes, indices.size());
        if (!replies)
            return replies.error();
        findings.looked += indices.size();
        findings.present += static_cast<std::uint64_t>(std::count_if(replies->begin(),
            replies->end(), [](const Reply& reply) { return reply.integer == 1; }));
        if (!compareText)
            continue;
        for (const std::uint64_t index : sampleIndices(dataSet, kComparedPerTwin)) {
            const auto same = sameDocument(client, dataSet, documents, storedAs, index);
            if (!same)
                return same.error();
            ++findings.compared;
            findings.differing += *same ? 0 : 1;
        }
    }
    return findings;
}

} // namespace cicada
