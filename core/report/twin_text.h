#pragma once

#include "stats/run_record.h"

#include <string>

namespace cicada {

/// compareTwins() for a terminal: a table of all groups, then a sentence for each and for what the
/// documents take. Empty where the run has no twins. Times in ms; bytes and calls per request.
std::string twinText(const RunRecord& record);

} // namespace cicada
