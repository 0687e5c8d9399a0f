#pragma once

#include <array>
#include <cstdint>
#include <memory>
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

inline constexpr std::array kEveryStoredAs{StoredAs::Json, StoredAs::String, StoredAs::Hash};

std::string_view storedAsName(StoredAs storedAs); ///< "json", "string", "hash"
std::optional<StoredAs> storedAsFromName(std::string_view name);

class FoundKeys;

/// Documents under one key prefix, or keys that exist already, as the user describes them. A plain
/// value; validated with the whole profile.
struct DataSet
{
    std::string name;
    std::string kind = "basic_user"; ///< a name of documentKinds()
    std::uint64_t count = 1000;      ///< documents, 1 to 1e9
    std::string prefix;              ///< of every key, never empty, e.g. "cicada:people:"
    std::uint64_t seed = 42;
    std::vector<StoredAs> storedAs{StoredAs::Json};
    double scale = 1.0; ///< size slider of kinds with an array (0.01 to 100)
    std::string file;   ///< kind `file`: JSON or JSON lines; kind `template`: its text

    // Kinds `sampled` and `existing`, whose documents come from the target.
    std::string sourceKeys; ///< which keys, a pattern as SCAN ... MATCH takes it: "user:*"
    StoredAs sourceStoredAs = StoredAs::Json; ///< `sampled`: how those keys hold their documents
    std::uint64_t sourceLimit = 0; ///< at most so many keys; 0: 100 sampled, 100,000 existing

    std::shared_ptr<const FoundKeys>
        found; ///< what was read from the target, no part of the profile; null: not yet
};

/// Kind `sampled`: copies of documents that exist on the target, written under the prefix.
bool isSampled(const DataSet& dataSet);

/// Kind `existing`: keys of the target as they are, in the one form of `storedAs`. Nothing is ever
/// written, prepared or cleaned there.
bool isExisting(const DataSet& dataSet);

/// Its documents come from the target and have not been read yet: what depends on them is checked
/// when they have.
bool awaitsTarget(const DataSet& dataSet);

/// What the keys of the target are that it comes from.
StoredAs sourceFormOf(const DataSet& dataSet);

/// DataSet::sourceLimit with 0 resolved.
std::uint64_t sourceLimitOf(const DataSet& dataSet);

/// `<prefix><json|string|hash>:<index>`: no look-up is ever needed.
std::string keyPrefixOf(const DataSet& dataSet, StoredAs storedAs); ///< all of it but the index
std::string keyOf(const DataSet& dataSet, StoredAs storedAs, std::uint64_t index);

} // namespace cicada
