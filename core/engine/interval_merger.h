#pragma once

#include "stats/interval.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace cicada {

/// Puts the intervals of several workers together, second by second, in order, however the workers'
/// deliveries interleave. One thread.
class IntervalMerger
{
public:
    explicit IntervalMerger(std::size_t workers)
        : m_reached(workers)
    {
    }

    /// An interval of `worker`; its intervals come in order of time.
    void add(std::size_t worker, const Interval& interval);

    /// `worker` delivers no more.
    void end(std::size_t worker);

    /// Removes and returns what all workers have delivered.
    std::vector<Interval> takeComplete();

private:
    /// Phase and second of the run: what belongs to one merged interval.
    using Key = std::pair<int, std::int64_t>;

    std::vector<Key> m_reached;
    std::map<Key, Interval> m_waiting;
};

} // namespace cicada
