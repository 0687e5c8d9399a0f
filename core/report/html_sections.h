#pragma once

#include <nlohmann/json.hpp>

#include <string>

/// The parts of the HTML report around its tables as static, escaped markup. `run` is a whole run
/// file, read tolerantly; a part without content is empty. Pure functions; any thread.
namespace cicada {

/// Name, where and when, and the result in one sentence.
std::string headlineHtml(const nlohmann::json& run);

/// Why not to trust the numbers: an aborted run, warnings of the generator, calls that the server
/// did not count.
std::string warningsHtml(const nlohmann::json& run);

/// The strip of figures.
std::string figuresHtml(const nlohmann::json& run);

/// What held the run back, in words; thresholds and whether they were kept.
std::string verdictHtml(const nlohmann::json& run);

/// The place for the charts, or a sentence where nothing was recorded.
std::string chartsHtml(const nlohmann::json& run);

/// Target, server, and the machine that made the load.
std::string environmentHtml(const nlohmann::json& run);

/// The command line that repeats the run, then the test profile.
std::string settingsHtml(const nlohmann::json& run);

std::string footerHtml(const nlohmann::json& run);

} // namespace cicada
