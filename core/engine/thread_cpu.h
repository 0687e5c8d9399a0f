#pragma once

namespace cicada {

/// CPU seconds (user and system) that the calling thread has used so far; 0 where the system cannot
/// tell.
double threadCpuSeconds();

/// Asks the system to wake the calling thread's timers as exactly as it can.
void usePreciseTimers();

} // namespace cicada
