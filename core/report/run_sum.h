#pragma once

#include "base/result.h"
#include "stats/run_record.h"

#include <vector>

namespace cicada {

/// Several runs as one: of several machines at the same time, or one after the other. Counts add
/// up and histograms merge, so every percentile is that of all values together and not a mean of
/// percentiles. Rates are over the time that was measured by at least one run. In the timeline
/// counts of the same second add up; a second that several runs share has no latency, since a run
/// keeps no histogram of single seconds. Tasks are the same where name, type and commands are.
/// Error::Invalid where a run keeps no histograms. The first run lends what cannot be added
/// (profile, target, tool). Pure; any thread.
Result<RunRecord> sumOfRuns(const std::vector<RunRecord>& runs);

} // namespace cicada
