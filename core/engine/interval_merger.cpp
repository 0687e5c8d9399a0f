#include "engine/interval_merger.h"

#include <algorithm>
#include <limits>

namespace cicada {

void IntervalMerger::add(std::size_t worker, const Interval& interval)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(interval.start);
    const Key key{interval.turn, interval.phase, second.count()};
    const bool isWhole = interval.start + interval.length >= second + std::chrono::seconds(1);
    m_reached[worker] = isWhole ? Key{key.turn, key.phase, key.second + 1} : key;
    const auto [part, isNew] = m_waiting[key].try_emplace(worker, interval);
    if (!isNew)
        part->second.mergeNext(interval);
}

void IntervalMerger::end(std::size_t worker)
{
    m_reached[worker] = {std::numeric_limits<unsigned>::max(), Phase::Stop, 0};
}

std::vector<Interval> IntervalMerger::takeComplete()
{
    std::vector<Interval> complete;
    const Key open = *std::min_element(m_reached.begin(), m_reached.end());
    while (!m_waiting.empty() && m_waiting.begin()->first < open) {
        complete.push_back(merged(m_waiting.begin()->second));
        m_waiting.erase(m_waiting.begin());
    }
    return complete;
}

std::vector<Interval> IntervalMerger::underWay() const
{
    std::vector<Interval> seconds;
    seconds.reserve(m_waiting.size());
    for (const auto& [key, parts] : m_waiting)
        seconds.push_back(merged(parts));
    return seconds;
}

Interval IntervalMerger::merged(const Parts& parts)
{
    Interval all;
    for (const auto& [worker, part] : parts)
        all.mergeWorker(part);
    return all;
}

} // namespace cicada
