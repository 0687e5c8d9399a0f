#include "workload/data_set.h"

#include "workload/text_pieces.h"

namespace cicada {

std::string_view storedAsName(StoredAs storedAs)
{
    switch (storedAs) {
    case StoredAs::Json:
        return "json";
    case StoredAs::String:
        return "string";
    case StoredAs::Hash:
        return "hash";
    }
    return {};
}

std::optional<StoredAs> storedAsFromName(std::string_view name)
{
    for (const StoredAs candidate : {StoredAs::Json, StoredAs::String, StoredAs::Hash}) {
        if (name == storedAsName(candidate))
            return candidate;
    }
    return std::nullopt;
}

bool isSampled(const DataSet& dataSet)
{
    return dataSet.kind == "sampled";
}

bool isExisting(const DataSet& dataSet)
{
    return dataSet.kind == "existing";
}

bool awaitsTarget(const DataSet& dataSet)
{
    return (isSampled(dataSet) || isExisting(dataSet)) && !dataSet.found;
}

StoredAs sourceFormOf(const DataSet& dataSet)
{
    return isExisting(dataSet) && !dataSet.storedAs.empty() ? dataSet.storedAs.front()
                                                            : dataSet.sourceStoredAs;
}

std::uint64_t sourceLimitOf(const DataSet& dataSet)
{
    constexpr std::uint64_t kSampled = 100;
    constexpr std::uint64_t kExisting = 100'000;
    if (dataSet.sourceLimit != 0)
        return dataSet.sourceLimit;
    return isExisting(dataSet) ? kExisting : kSampled;
}

std::string keyPrefixOf(const DataSet& dataSet, StoredAs storedAs)
{
    return dataSet.prefix + std::string(storedAsName(storedAs)) + ":";
}

std::string keyOf(const DataSet& dataSet, StoredAs storedAs, std::uint64_t index)
{
    std::string key = keyPrefixOf(dataSet, storedAs);
    appendUnsigned(key, index);
    return key;
}

} // namespace cicada
