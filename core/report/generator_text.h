#pragma once

#include "stats/run_record.h"

#include <string>

namespace cicada {

/// What of each latency is this tool's own, in one sentence.
std::string timingFloorSentence(const TimingFloor& floor);

} // namespace cicada
