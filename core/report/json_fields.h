#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

/// Tolerant reading of a run file for reports: a member that is missing, or of another type than
/// asked for, is simply not there. Pure functions; any thread.
namespace cicada {

/// The member `key` of `object`; a null value where there is none.
const nlohmann::json& fieldAt(const nlohmann::json& object, std::string_view key);

/// As fieldAt(), but an empty array where it is no array.
const nlohmann::json& arrayAt(const nlohmann::json& object, std::string_view key);

/// A text; empty where it is none.
std::string textAt(const nlohmann::json& object, std::string_view key);

/// A quantity a run can have: finite, 0 to 10^15 (safe to turn into an integer).
std::optional<double> quantityAt(const nlohmann::json& object, std::string_view key);

/// As quantityAt(), from microseconds into milliseconds.
std::optional<double> millisecondsAt(const nlohmann::json& object, std::string_view key);

/// Any value in words: "yes", "64", "a, b", "kind constant, seconds 1". Empty for null; what is
/// nested deeper than 4 levels is left out.
std::string plainText(const nlohmann::json& value);

/// A member's name in words: "spawn_rate" is "spawn rate".
std::string plainName(std::string_view key);

/// Whether no value lies deeper than `levels` arrays and objects (1 MB of "[" would overflow the
/// stack of everything that walks down).
bool isNestedAtMost(const nlohmann::json& value, int levels);

} // namespace cicada
