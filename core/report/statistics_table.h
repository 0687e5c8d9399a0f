#pragma once

#include "stats/run_record.h"

#include <string>

namespace cicada {

/// The columns of Statistics (type, name, # requests, # fails, # misses, median, 90 %, 99 %,
/// average, min, max, average size, req/s, failures/s) with a total row, aligned for a terminal;
/// then failures where there are any. Times in ms. Plain UTF-8, no colour.
std::string statisticsTable(const RunRecord& record);

} // namespace cicada
