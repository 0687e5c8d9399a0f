#pragma once

#include "stats/interval.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

/// An interval as a line of a journal: nothing of it is lost.
namespace cicada {

/// No run is longer; keeps sums of times read from a file within their type.
inline constexpr std::chrono::nanoseconds kLongestRun = std::chrono::hours(24 * 365);

nlohmann::json intervalToJson(const Interval& interval);

/// Nothing where `value` is not what intervalToJson() writes, or has more than `tasks` tasks.
std::optional<Interval> intervalFromJson(const nlohmann::json& value, std::size_t tasks);

} // namespace cicada
