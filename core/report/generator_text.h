#pragma once

#include "stats/run_record.h"

#include <string>

namespace cicada {

/// What of each latency is this tool's own, in one sentence.
std::string timingFloorSentence(const TimingFloor& floor);

/// How long requests waited for a free connection (TaskRow::connectionWait of the totals).
std::string connectionWaitSentence(const LatencyFigures& wait);

std::string tlsSentence(const TlsFigures& tls);

} // namespace cicada
