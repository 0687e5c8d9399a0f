#pragma once

#include "redis/connection.h"
#include "stats/interval.h"
#include "stats/run_record.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace cicada {

/// What a run costs this tool itself, collected from its workers. One thread.
class GeneratorWatch
{
public:
    explicit GeneratorWatch(std::size_t workers = 0);

    /// `cpuSeconds` of the worker's thread within the interval.
    void add(std::size_t worker, const Interval& interval, double cpuSeconds);
    void addLogIns(const Connection::SetupCalls& calls);

    void setFloor(const std::optional<TimingFloor>& floor) { m_floor = floor; }

    /// What the workers told; threads, machine, warnings and the loop lag of all together are not
    /// touched.
    void fill(GeneratorFigures& figures) const;

private:
    struct Worker
    {
        double cpuMeasured = 0, secondsMeasured = 0;
        Histogram loopLag; ///< of all phases
    };

    std::vector<Worker> m_workers;
    double m_cpuSeconds = 0;
    TlsFigures m_tls;
    std::optional<TimingFloor> m_floor;
};

} // namespace cicada
