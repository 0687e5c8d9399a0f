#include "engine/data_fingerprint.h"

#include "base/random.h"
#include "redis/resp_encoder.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <set>
#include <span>

namespace cicada {

namespace {

// Every key is counted; these are read.
constexpr std::uint64_t kComparedPerTwin = 20;

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
    return text + " sample=" + std::to_string(hashOf(sample))
        + " source=" + std::to_string(documents.sourceHash());
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

std::string progressKey(const DataSet& dataSet)
{
    return dataSet.prefix + "progress";
}

std::string progressText(std::uint64_t position, const std::string& fingerprint)
{
    return std::to_string(position) + ' ' + fingerprint;
}

std::uint64_t progressPosition(const std::string& text, const std::string& fingerprint)
{
    std::uint64_t position = 0;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, position);
    const bool same = parsed.ec == std::errc() && parsed.ptr != end
        && std::string_view(parsed.ptr + 1, end) == fingerprint;
    return same ? position : 0;
}

std::uint64_t keysOf(const DataSet& dataSet)
{
    return dataSet.count * dataSet.storedAs.size();
}

std::string keyAt(const DataSet& dataSet, std::uint64_t position)
{
    return keyOf(dataSet, dataSet.storedAs[position / dataSet.count], position % dataSet.count);
}

NextPosition allPositions(std::uint64_t begin, std::uint64_t end)
{
    return [position = begin, end]() mutable {
        return position < end ? std::optional(position++) : std::nullopt;
    };
}

NextPosition sampledPositions(std::uint64_t end, std::uint64_t count, std::uint64_t seed)
{
    if (end <= count)
        return allPositions(0, end);
    std::vector<std::uint64_t> positions{0, end - 1};
    Random random(seed);
    while (positions.size() < count)
        positions.push_back(random.below(end));
    return [positions = std::move(positions), i = std::size_t(0)]() mutable {
        return i < positions.size() ? std::optional(positions[i++]) : std::nullopt;
    };
}

Result<std::uint64_t> countKeys(
    Client& client, const DataSet& dataSet, const NextPosition& next, const OnCounted& onCounted)
{
    constexpr std::size_t kCallsAtOnce = 2000;
    std::uint64_t found = 0;
    std::uint64_t looked = 0;
    std::string bytes;
    for (;;) {
        bytes.clear();
        std::size_t calls = 0;
        for (; calls < kCallsAtOnce; ++calls) {
            const auto position = next();
            if (!position)
                break;
            const std::string key = keyAt(dataSet, *position);
            // A call each: keys of one call would have to share a slot in a cluster.
            const std::string_view arguments[]{"EXISTS", key};
            appendCommand(bytes, arguments);
        }
        if (calls == 0)
            return found;
        const auto replies = client.pipeline(bytes, calls);
        if (!replies)
            return replies.error();
        for (const Reply& reply : *replies) {
            if (reply.type != Reply::Type::Integer)
                return Error{ErrorKind::Target,
                    asSentence("EXISTS was refused: " + printableLine(reply.text))};
            found += reply.integer == 1 ? 1U : 0U;
        }
        looked += calls;
        if (onCounted && !onCounted(looked))
            return Error{ErrorKind::Aborted, "Counting the keys was cancelled."};
    }
}

Result<ReadBack> readSampleBack(
    Client& client, const DataSet& dataSet, const DocumentGenerator& documents)
{
    ReadBack result;
    for (const StoredAs storedAs : dataSet.storedAs) {
        for (const std::uint64_t index : sampleIndices(dataSet, kComparedPerTwin)) {
            const auto same = sameDocument(client, dataSet, documents, storedAs, index);
            if (!same)
                return same.error();
            ++result.compared;
            result.differing += *same ? 0 : 1;
        }
    }
    return result;
}

} // namespace cicada
