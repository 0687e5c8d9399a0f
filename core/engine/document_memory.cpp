#include "engine/document_memory.h"

#include "engine/data_fingerprint.h"
#include "redis/resp_encoder.h"

#include <algorithm>

namespace cicada {

namespace {

Result<DocumentMemory> measured(
    Client& client, const DataSet& dataSet, StoredAs storedAs, std::uint64_t keys)
{
    const std::vector<std::uint64_t> indices = sampleIndices(dataSet, keys);
    std::string bytes;
    for (const std::uint64_t index : indices) {
        const std::string key = keyOf(dataSet, storedAs, index);
        // SAMPLES 0 counts all members of a hash, not an average of some.
        const std::string_view arguments[]{"MEMORY", "USAGE", key, "SAMPLES", "0"};
        appendCommand(bytes, arguments);
    }
    const auto replies = client.pipeline(bytes, indices.size());
    if (!replies)
        return replies.error();
    DocumentMemory memory{dataSet.name, std::string(storedAsName(storedAs))};
    double sum = 0;
    for (const Reply& reply : *replies) {
        if (reply.type == Reply::Type::Error)
            return Error{ErrorKind::Target,
                asSentence(
                    "The server does not tell what documents take: " + printableLine(reply.text))};
        if (reply.type != Reply::Type::Integer)
            continue; // nil: no such key
        const auto size = static_cast<double>(reply.integer);
        memory.minBytes = memory.sampledKeys == 0 ? size : std::min(memory.minBytes, size);
        memory.maxBytes = std::max(memory.maxBytes, size);
        sum += size;
        ++memory.sampledKeys;
    }
    if (memory.sampledKeys > 0)
        memory.meanBytes = sum / static_cast<double>(memory.sampledKeys);
    return memory;
}

} // namespace

Result<std::vector<DocumentMemory>> measureDocumentMemory(
    Client& client, const std::vector<DataSet>& dataSets, std::uint64_t keys)
{
    std::vector<DocumentMemory> rows;
    for (const DataSet& dataSet : dataSets) {
        for (const StoredAs storedAs : dataSet.storedAs) {
            auto row = measured(client, dataSet, storedAs, keys);
            if (!row)
                return row.error();
            if (row->sampledKeys > 0)
                rows.push_back(std::move(*row));
        }
    }
    return rows;
}

} // namespace cicada
