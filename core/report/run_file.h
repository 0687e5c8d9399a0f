#pragma once

#include "base/result.h"
#include "stats/run_record.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>

/// `*.cicada-run.json`: format "cicada-run", version 1 (design.md, "Run file"; names fixed).
namespace cicada {

nlohmann::json runFileJson(const RunRecord& record);

/// Error::Invalid where it is not a run file (with its path's place in the text); missing members
/// are "no data".
Result<RunRecord> runRecordFromJson(const nlohmann::json& json);

/// Atomic, like saveProfile().
Result<Done> saveRunFile(const RunRecord& record, const std::filesystem::path& path);

/// Into a new file of the system's temporary folder, whose path it gives: for a run whose own place
/// cannot be written. It is in memory and nowhere else, so any place is better than none.
Result<std::filesystem::path> keepRunFile(const RunRecord& record);

/// Reads a run file of at most 256 MiB, or the one embedded in an HTML report.
Result<RunRecord> loadRunFile(const std::filesystem::path& path);

} // namespace cicada
