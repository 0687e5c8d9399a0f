#pragma once

#include "redis/connection.h"
#include "stats/run_record.h"

#include <atomic>
#include <optional>

namespace cicada {

/// What this tool adds to a round trip: PINGs by the engine's connection and by a plain blocking
/// client in turn, over one and the same socket. Takes half a second at most, and the time to
/// connect. Nothing where the server does not answer, or once `cancel` is true. Blocks.
std::optional<TimingFloor> measureTimingFloor(
    const Connection::Setup& setup, const std::atomic<bool>& cancel);

} // namespace cicada
