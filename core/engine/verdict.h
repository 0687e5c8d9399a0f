#pragma once

#include "stats/run_record.h"

#include <string>

namespace cicada {

/// Mean share of a core that the server used in the measured window; below 0 where it is not known.
double serverCpuShare(const RunRecord& record);

/// What held the throughput of a finished run back, in one sentence: the server, this tool, or the
/// load itself.
std::string verdictOf(const RunRecord& record);

/// Where the tool itself may have coloured the figures, among them `latency`: each a sentence;
/// empty where it did not.
std::vector<std::string> generatorWarnings(
    const GeneratorFigures& generator, const std::optional<LatencyFigures>& latency);

/// Where the load was not what the test asks for: each a sentence.
std::vector<std::string> loadWarnings(const RunRecord& record);

} // namespace cicada
