#pragma once

#include "redis/reply.h"
#include "workload/command_template.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace cicada {

/// What a reading call must answer on documents that nobody changes: what was written. Compares
/// values, not bytes: Redis may write a number or an escape in another way. Immutable, shared by
/// threads.
class ValueCheck
{
public:
    /// For `JSON.GET {key} PATH`, where the path leads to one place, and `GET {key}`; nothing for
    /// every other command, and on keys that we did not write.
    static std::optional<ValueCheck> of(
        const CommandTemplate& command, const TemplateSource& source);

    /// `reply` holds the whole text that was read for the key of `index`.
    bool holds(const Reply& reply, std::uint64_t index) const;

private:
    ValueCheck() = default;

    std::shared_ptr<const DocumentGenerator> m_documents;
    std::optional<JsonPath> m_path; ///< of JSON.GET
    PathStyle m_style = PathStyle::JsonPath;
};

} // namespace cicada
