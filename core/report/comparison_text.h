#pragma once

#include "stats/run_record.h"

#include <string>

namespace cicada {

/// Two runs side by side for a terminal: what they are, each figure with its difference and whether
/// that is real (see compare()), tasks, and the settings that differ. Pure; any thread.
std::string comparisonText(const RunRecord& first, const RunRecord& second);

} // namespace cicada
