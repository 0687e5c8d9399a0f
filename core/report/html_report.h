#pragma once

#include "base/result.h"
#include "stats/run_record.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

/// A run as one HTML file for teammates: opens from disk in any browser, asks the network for
/// nothing, reads on paper and without JavaScript. Pure functions; any thread.
namespace cicada {

/// The whole report as UTF-8. Everything in `runFile` is taken as hostile: names and error texts
/// never become markup. A member that is missing or of another type is "not there"; Error::Invalid
/// only where format or version say that this is no run file we can read, or where it is nested
/// deeper than any run file. The size is that of `runFile` as compact JSON plus about 60 KB (and
/// 1 KB a task): under 1 MB for a timeline of 1,500 rows.
Result<std::string> renderHtmlReport(const nlohmann::json& runFile);

/// The run file embedded in a report, equal to the one it was rendered from (invalid UTF-8 and
/// non-finite numbers aside, which JSON cannot hold). Error::Invalid where there is none.
Result<nlohmann::json> extractRunFile(std::string_view html);

/// Renders `record` and writes it beside, then renames: an older report stays whole if anything
/// fails. Seconds of single tasks are left out where they would be most of the page. Error::Io.
Result<Done> saveHtmlReport(const RunRecord& record, const std::filesystem::path& path);

} // namespace cicada
