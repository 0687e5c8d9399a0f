#pragma once

#include "base/result.h"
#include "workload/data_set.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cicada {

/// A typed path inside every document of a kind, so that one task fits any document.
/// Names: number, text, flag, field, object, array, array_item, nested_text, big_member.
struct DocumentRole
{
    std::string name;
    std::string path; ///< JSONPath from `$`
    std::string type; ///< "number", "string", "boolean", "object", "array"
};

/// One kind of generated document, as listed to the user.
struct DocumentKind
{
    std::string name;
    std::string description;
    std::uint64_t typicalBytes = 0; ///< compact
    bool flat = false;              ///< has a hash twin
    bool scalable = false;          ///< DataSet::scale has an effect
};

/// All kinds, small to big, those from the user's files last. Static data.
const std::vector<DocumentKind>& documentKinds();

/// Null for an unknown name.
const DocumentKind* findDocumentKind(std::string_view name);

/// Makes the documents of a data set: same seed, kind and index give the same bytes on every
/// machine. Immutable after make(), so worker threads share one instance without a lock.
class DocumentGenerator
{
public:
    virtual ~DocumentGenerator() = default;

    /// Error::Invalid for an unknown kind, a file that cannot be read or is not JSON (with its
    /// line), or a data set that awaitsTarget().
    static Result<std::shared_ptr<const DocumentGenerator>> make(const DataSet& dataSet);

    /// Appends document `index` as compact JSON. Any index, also beyond the data set's count
    /// (fresh documents for writes).
    virtual void append(std::string& out, std::uint64_t index) const = 0;

    /// The members of a flat document as hash fields, in its order; empty for kinds without a hash
    /// twin.
    virtual std::vector<std::pair<std::string, std::string>> fields(std::uint64_t index) const;

    /// Of what the documents come from beside the seed (a file, keys of the target): another number
    /// is other data. 0: nothing.
    virtual std::uint64_t sourceHash() const;

    /// Typed paths that exist in every document.
    virtual const std::vector<DocumentRole>& roles() const = 0;

    /// Null where the documents have no such role.
    const DocumentRole* findRole(std::string_view name) const;
};

/// FNV-1a over bytes, continued from `hash`: to tell data apart, not for hash tables.
std::uint64_t hashOf(std::string_view text, std::uint64_t hash = 14695981039346656037ULL);

/// Document `index` of a data set, indented for people; members in their order. At most `limit`
/// bytes, then an ellipsis.
Result<std::string> previewDocument(
    const DataSet& dataSet, std::uint64_t index, std::size_t limit = 1 << 20);

} // namespace cicada
