#pragma once

#include "profile/test_profile.h"
#include "redis/connection.h"
#include "stats/interval.h"
#include "workload/task.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

namespace cicada {

/// All that the workers of one run share: immutable while it lasts, but for the budget of requests.
struct RunPlan
{
    Load load;
    ResolvedLoad resolved;
    Connection::Setup connection;
    std::vector<CompiledTask> tasks;

    /// Requests that may still begin, where load.requests limits the run.
    mutable std::atomic<std::int64_t> requestsLeft{0};

    bool limitedByRequests() const { return load.requests > 0; }
};

/// When the phases of a run begin, fixed before the first user. Same for all workers.
struct PhaseTimes
{
    using Time = std::chrono::steady_clock::time_point;

    Time start{};
    Time warmUp{};           ///< end of the spawn phase
    Time measure{};          ///< end of the warm-up
    Time stop = Time::max(); ///< end of the measured window, where time limits the run

    Phase phaseAt(Time now) const
    {
        return now < warmUp ? Phase::Spawn
            : now < measure ? Phase::WarmUp
            : now < stop    ? Phase::Measure
                            : Phase::Stop;
    }
};

} // namespace cicada
