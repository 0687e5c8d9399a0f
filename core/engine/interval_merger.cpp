#include "engine/interval_merger.h"

#include <algorithm>
#include <limits>

namespace cicada {

void IntervalMerger::add(std::size_t worker, const Interval& interval)
{
    const Key key{static_cast<int>(interval.phase),
        std::chrono::floor<std::chrono::seconds>(interval.start).count()};
    m_reached[worker] = key;
    const auto [place, isNew] = m_waiting.try_emplace(key, interval);
    if (!isNew)
        place->second.mergeWorker(interval);
}

void IntervalMerger::end(std::size_t worker)
{
    m_reached[worker] = {std::numeric_limits<int>::max(), 0};
}

std::vector<Interval> IntervalMerger::takeComplete()
{
    std::vector<Interval> complete;
    const Key everyoneReached = *std::min_element(m_reached.begin(), m_reached.end());
    while (!m_waiting.empty() && m_waiting.begin()->first <= everyoneReached) {
        complete.push_back(std::move(m_waiting.begin()->second));
        m_waiting.erase(m_waiting.begin());
    }
    return complete;
}

} // namespace cicada
