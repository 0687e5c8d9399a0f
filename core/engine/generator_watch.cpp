#include "engine/generator_watch.h"

#include "base/units.h"

#include <algorithm>

namespace cicada {

GeneratorWatch::GeneratorWatch(std::size_t workers)
    : m_workers(workers)
{
}

void GeneratorWatch::add(std::size_t worker, const Interval& interval, double cpuSeconds)
{
    Worker& to = m_workers[worker];
    m_cpuSeconds += cpuSeconds;
    to.loopLag.merge(interval.loopLag);
    if (interval.phase == Phase::Measure) {
        to.cpuMeasured += cpuSeconds;
        to.secondsMeasured += secondsOf(interval.length);
    }
}

void GeneratorWatch::addLogIns(const Connection::SetupCalls& calls)
{
    m_tls.handshakes += calls.tlsHandshakes;
    m_tls.resumptions += calls.tlsResumptions;
}

void GeneratorWatch::fill(GeneratorFigures& figures) const
{
    figures.cpuSeconds = m_cpuSeconds;
    if (m_tls.handshakes > 0) // known when the connections are closed
        figures.tls = m_tls;
    figures.floor = m_floor;
    figures.workers.clear();
    figures.cpuShare = 0;
    for (const Worker& worker : m_workers) {
        const double share
            = worker.secondsMeasured > 0 ? worker.cpuMeasured / worker.secondsMeasured : 0;
        figures.workers.push_back({share, static_cast<double>(worker.loopLag.percentile(99)),
            static_cast<double>(worker.loopLag.max())});
        figures.cpuShare = std::max(figures.cpuShare, share);
    }
}

} // namespace cicada
