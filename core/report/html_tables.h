#pragma once

#include <nlohmann/json.hpp>

#include <string>

/// The result tables of the HTML report as static, escaped markup. `run` is a whole run file,
/// read tolerantly. Pure functions; any thread.
namespace cicada {

/// A row a task, below it one a call (service time), the total in bold.
std::string statisticsHtml(const nlohmann::json& run);

/// Percentiles of latency and service time a task; the script draws the curve from the run file.
std::string percentilesHtml(const nlohmann::json& run);

/// Tasks that share a tag `twin:NAME`, side by side; empty where the run has none.
std::string twinsHtml(const nlohmann::json& run);

/// One row a kind of failure, with its sample text.
std::string failuresHtml(const nlohmann::json& run);

/// What was marked during the run; empty where there was nothing.
std::string eventsHtml(const nlohmann::json& run);

/// Calls sent against calls the server counted; empty where they were not counted.
std::string integrityHtml(const nlohmann::json& run);

} // namespace cicada
