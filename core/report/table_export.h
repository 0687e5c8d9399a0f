#pragma once

#include "base/result.h"
#include "stats/run_record.h"

#include <filesystem>
#include <string>
#include <vector>

/// A run as tables for other programs: one CSV file each (see CsvTable). Times are in milliseconds
/// with three decimals, so nothing of a microsecond is lost; what is "no data" is empty. Pure
/// functions but for saveTables(); any thread.
namespace cicada {

struct ExportedTable
{
    std::string fileName; ///< "statistics.csv"
    std::string csv;
};

/// run (one fact a row), statistics (a row a task, the total last), commands (a row a call),
/// failures, timeline, server and events; each is there, with its header alone where it is empty.
std::vector<ExportedTable> exportedTables(const RunRecord& record);

/// Writes exportedTables() into `folder`, which is made where it is missing. Each file is whole or
/// as it was before. Error::Io names the first that could not be written.
Result<Done> saveTables(const RunRecord& record, const std::filesystem::path& folder);

} // namespace cicada
