#pragma once

#include "redis/reply.h"
#include "workload/command_template.h"
#include "workload/document_changes.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// What a reading call must answer: what was written, but for the places that tasks of the run
/// change. Compares values, not bytes: Redis may write a number or an escape in another way.
/// Immutable once a run has begun, shared by threads.
class ValueCheck
{
public:
    /// For `JSON.GET {key} PATH...`, `GET {key}`, `HGET {key} FIELD` and `HGETALL {key}`; nothing
    /// for every other command, for paths with a filter, and on keys that we did not write.
    static std::optional<ValueCheck> of(
        const CommandTemplate& command, const TemplateSource& source);

    /// Leaves out what tasks change. False where then nothing is left that could be told.
    bool leaveOut(const DocumentChanges& changes);

    /// `reply` holds the whole text that was read for the key of `index`.
    bool holds(const Reply& reply, std::uint64_t index) const;

private:
    enum class Kind : std::uint8_t
    {
        Text,   ///< GET: the document
        Paths,  ///< JSON.GET
        Field,  ///< HGET
        Fields, ///< HGETALL
    };

    ValueCheck() = default;

    bool takePaths(const std::vector<std::string>& words, const TemplateSource& source);
    bool pathsHold(const nlohmann::json& document, const nlohmann::json& answer) const;
    bool pathHolds(
        const JsonPath& path, const nlohmann::json& document, const nlohmann::json& answer) const;
    bool hashHolds(const Reply& reply, std::uint64_t index) const;
    nlohmann::json withoutChanges(nlohmann::json value, const JsonPath& above) const;

    Kind m_kind = Kind::Text;
    StoredAs m_storedAs = StoredAs::Json;
    std::shared_ptr<const DocumentGenerator> m_documents;
    std::vector<JsonPath> m_paths;        ///< of JSON.GET; of GET the root
    std::vector<std::string> m_pathTexts; ///< as sent
    PathStyle m_style = PathStyle::JsonPath;
    std::string m_field;             ///< of HGET
    std::vector<JsonPath> m_changed; ///< places that are left out
};

} // namespace cicada
