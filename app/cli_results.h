#pragma once

#include "base/result.h"
#include "cli_options.h"
#include "report/hdr_log.h"
#include "stats/run_record.h"

namespace cicada {

/// Whether every file and folder that was asked for can be written, tried before a run: a typing
/// mistake must not cost its results. Folders for tables are made. Error::Invalid names the option
/// and the reason.
Result<Done> checkResultPlaces(const CliOptions& options);

/// Writes what was asked for and says what could not be. Where something could not, the run file
/// is kept in the folder for temporary files and named. True where all was written.
/// `logs`: what --hdr writes; null where it was not asked for.
bool writeResults(
    const CliOptions& options, const RunRecord& record, const HdrLogs* logs = nullptr);

/// Where the journal of a run goes: beside the run file; nothing where none was asked for or it is
/// a device or pipe.
std::string journalPath(const CliOptions& options);

} // namespace cicada
