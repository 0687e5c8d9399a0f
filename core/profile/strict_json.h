#pragma once

#include "base/result.h"
#include "workload/task.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

/// JSON files of users: what a lenient parser lets pass is an error here, with its place.
namespace cicada {

/// Problems kept of one file; more of them help nobody.
inline constexpr std::size_t kMostProblems = 100;

/// Refuses broken JSON and invalid UTF-8 (field: "line 3, column 5"), members that are there twice
/// (field: their path) and nesting beyond 32 levels. All of them are appended to `problems`;
/// discarded() where there are any. Never throws.
nlohmann::json parseStrictJson(std::string_view text, std::vector<Problem>& problems);

/// `load` and `users` to `load.users`; a name that is no plain word is quoted and bounded.
std::string memberPath(const std::string& path, std::string_view name);

/// `tasks` and 2 to `tasks[2]`.
std::string elementPath(const std::string& path, std::size_t index);

/// The first problems, a line each: "load.users: must be 1 to 1,000,000, is 0".
std::string problemsText(const std::vector<Problem>& problems);

} // namespace cicada
