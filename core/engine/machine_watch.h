#pragma once

#include "stats/machine_figures.h"

#include <functional>
#include <optional>
#include <string_view>

namespace cicada {

/// CPU time since the system started, in seconds over all cores; `own` since this process did.
struct CpuTimes
{
    double cores = 0;
    double programs = 0, interrupts = 0, stolen = 0, idle = 0;
    double own = 0;

    /// From the text of /proc/stat (man 5 proc_stat) with its `ticksPerSecond`; without `own`.
    /// Nothing where it is no such text.
    static std::optional<CpuTimes> parse(std::string_view text, double ticksPerSecond);

    /// Of this machine and process, now; nothing where the system does not tell (only Linux does).
    static std::optional<CpuTimes> now();
};

/// Adds up what the machine did while a run measured. One thread.
class MachineWatch
{
public:
    explicit MachineWatch(std::function<std::optional<CpuTimes>()> now = CpuTimes::now);

    /// To be called some times a second. `measures`: whether the time from this call to the next
    /// one counts. The system is asked only where a stretch that counts begins or ends.
    void take(bool measures);

    /// Without the server; nothing before half a second was counted.
    std::optional<MachineFigures> figures() const;

private:
    std::function<std::optional<CpuTimes>()> m_now;
    std::optional<CpuTimes> m_last; ///< begin of a stretch that counts
    CpuTimes m_sum;
};

} // namespace cicada
