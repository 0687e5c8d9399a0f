#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// How a document lies in Redis; the twins of one data set hold the same data.
enum class StoredAs : std::uint8_t
{
    Json,
    String,
    Hash, ///< flat kinds only
};

std::string_view storedAsName(StoredAs storedAs); ///< "json", "string", "hash"
std::optional<StoredAs> storedAsFromName(std::string_view name);

/// Documents under one key prefix, as the user describes them. A plain value; validated with
/// the whole profile.
struct DataSet
{
    std::string name;
    std::string kind = "basic_user"; ///< a name of documentKinds()
    std::uint64_t count = 1000;      ///< documents, 1 to 1e9
    std::string prefix;              ///< of every key, never empty, e.g. "cicada:people:"
    std::uint64_t seed = 42;
    std::vector<StoredAs> storedAs{StoredAs::Json};
    double scale = 1.0; ///< size slider of kinds with an array (0.01 to 100)
    std::string file;   ///< kind `file`: JSON or JSON lines
};

/// `<prefix><json|string|hash>:<index>`: no look-up is ever needed.
std::string keyPrefixOf(const DataSet& dataSet, StoredAs storedAs); ///< all of it but the index
std::string keyOf(const DataSet& dataSet, StoredAs storedAs, std::uint64_t index);

} // namespace cicada
