#pragma once

#include "stats/interval.h"

#include <compare>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace cicada {

/// Puts the intervals of several workers together, second by second, in order, however the workers'
/// deliveries interleave. A worker may deliver a second in parts. One thread.
class IntervalMerger
{
public:
    explicit IntervalMerger(std::size_t workers)
        : m_reached(workers)
    {
    }

    /// An interval of `worker`; its intervals come in order of time. It belongs to the second in
    /// which it begins, also where a worker that came late ends it after that.
    void add(std::size_t worker, const Interval& interval);

    /// `worker` delivers no more.
    void end(std::size_t worker);

    /// Removes and returns the seconds that all workers have delivered whole.
    std::vector<Interval> takeComplete();

    /// What there is of the seconds that are not complete.
    std::vector<Interval> underWay() const;

private:
    /// Turn, phase and second of the run: what belongs to one merged interval.
    struct Key
    {
        unsigned turn = 0;
        Phase phase = Phase::Spawn;
        std::int64_t second = 0;

        auto operator<=>(const Key&) const = default;
    };

    using Parts = std::map<std::size_t, Interval>; ///< of one second, by worker

    static Interval merged(const Parts& parts);

    std::vector<Key> m_reached; ///< by worker: the first key that may still get more
    std::map<Key, Parts> m_waiting;
};

} // namespace cicada
