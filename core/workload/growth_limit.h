#pragma once

#include "workload/document.h"
#include "workload/json_path.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace cicada {

/// How long the strings (bytes), arrays (items) or numbers (characters) at `places` may become by
/// adding `addedBytes` again and again before they must be reset: so long that a document is at
/// most 8 % bigger on average, even where all have grown as far as they may. From a sample of the
/// first of the `count` documents.
std::int64_t growthLimit(const DocumentGenerator& documents, std::uint64_t count,
    const std::vector<JsonPath>& places, std::size_t addedBytes);

/// The characters of the longest number in the reply of JSON.NUMINCRBY or JSON.NUMMULTBY (`[5]`,
/// `[5,null]`, `5`): beyond every limit where it is so big that it is written with an exponent.
std::int64_t numberLength(std::string_view reply);

/// The characters that a number may have so that multiplied by `factor` (adding less is no worse)
/// it stays below 2^63.
std::int64_t longestNumberFor(std::string_view factor);

/// Whether a number can become longer than `limit` characters while a run lasts: by 1 that takes
/// longer than any run.
bool canOutgrow(std::int64_t limit, std::string_view by, bool multiplies);

} // namespace cicada
