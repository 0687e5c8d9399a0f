#pragma once

#include "workload/document.h"
#include "workload/json_path.h"

#include <cstdint>

namespace cicada {

/// How long the string (bytes) or array (items) at `path` may become by appending `appendedBytes`
/// again and again before it must be reset: the longest among the first of the `count` documents,
/// and as much as keeps a document within 8 % of its size.
std::int64_t growthLimit(const DocumentGenerator& documents, std::uint64_t count,
    const JsonPath& path, std::size_t appendedBytes);

} // namespace cicada
