#pragma once

#include "redis/reply.h"
#include "workload/command_template.h"
#include "workload/document_changes.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// What a reading call must answer: what was written, but for the places that tasks of the run
/// change. Compares values, not bytes: Redis may write a number or an escape in another way.
/// Immutable once a run has begun, shared by threads.
class ValueCheck
{
public:
    /// For `JSON.GET {key} PATH...`, `JSON.MGET {key} {key +N}... PATH`, `GET {key}`,
    /// `HGET {key} FIELD` and `HGETALL {key}`; nothing for every other command, for paths with a
    /// filter, and on keys that we did not write.
    static std::optional<ValueCheck> of(
        const CommandTemplate& command, const TemplateSource& source);

    /// Leaves out what tasks change. False where then nothing is left that could be told.
    bool leaveOut(const DocumentChanges& changes);

    /// `reply` holds the whole text that was read for the key of `index`.
    bool holds(const Reply& reply, std::uint64_t index) const;

private:
    enum class Kind : std::uint8_t
    {
        Text,      ///< GET: the document
        Paths,     ///< JSON.GET
        Documents, ///< JSON.MGET
        Field,     ///< HGET
        Fields,    ///< HGETALL
    };

    ValueCheck() = default;

    bool takeKeys(std::span<const std::string> words);
    bool takePaths(std::span<const std::string> words, const TemplateSource& source);
    bool textHolds(std::string_view read, std::uint64_t index) const;
    bool documentsHold(const Reply& reply, std::uint64_t index) const;
    bool pathsHold(const nlohmann::json& document, const nlohmann::json& answer) const;
    bool pathHolds(
        const JsonPath& path, const nlohmann::json& document, const nlohmann::json& answer) const;
    bool hashHolds(const Reply& reply, std::uint64_t index) const;
    nlohmann::json withoutChanges(nlohmann::json value, const JsonPath& above) const;

    Kind m_kind = Kind::Text;
    StoredAs m_storedAs = StoredAs::Json;
    std::shared_ptr<const DocumentGenerator> m_documents;
    std::vector<std::uint64_t> m_keyOffsets; ///< of JSON.MGET, from the chosen key on
    std::uint64_t m_keys = 0;                ///< of the data set; the last is followed by the first
    std::vector<JsonPath> m_paths;           ///< of JSON.GET and JSON.MGET; of GET the root
    std::vector<std::string> m_pathTexts;    ///< as sent
    PathStyle m_style = PathStyle::JsonPath;
    std::string m_field;             ///< of HGET
    std::vector<JsonPath> m_changed; ///< places that are left out
};

} // namespace cicada
