#pragma once

#include "base/random.h"
#include "profile/test_profile.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace cicada {

/// The requests of an open loop that are one worker's: when each is due, and those that are due and
/// wait for a free user, oldest first. As many wait as the limit says; what comes then is dropped
/// and counted. Of an even plan a worker takes every `workers`th request, of a Poisson process its
/// share of the rate, which is one too. Times count from the run's start; knows no clock. One
/// owner.
class ArrivalQueue
{
public:
    using Duration = std::chrono::nanoseconds;

    struct Share
    {
        std::uint64_t worker = 0, workers = 1;
    };

    ArrivalQueue(LoadShape requestsPerSecond, Arrivals arrivals, Share share,
        std::uint64_t backlogLimit, std::uint64_t seed);

    /// When the oldest request that nobody has begun is due; nullopt where none will be.
    std::optional<Duration> nextDue() const;

    /// Takes the oldest request that is due by `now`, with its due time; latency counts from there.
    std::optional<Duration> take(Duration now);

    /// Nobody is free: what is due by `now` waits, or is dropped.
    void admit(Duration now);

    /// Nobody will be free: all that is due by `now` is dropped.
    void dropAll(Duration now);

    std::uint64_t waiting() const { return m_waiting.size(); }

    /// The most that waited, and how many were dropped, since the last call.
    struct Backlog
    {
        std::uint64_t most = 0, dropped = 0;
    };

    Backlog takeBacklog();

    /// The plan from now on; its past must be the old one's (LoadShape::retargeted).
    void setShape(LoadShape requestsPerSecond);

private:
    void advance();
    std::optional<Duration> comes(Duration now) const;

    LoadShape m_shape;
    Arrivals m_arrivals;
    Share m_share;
    std::uint64_t m_limit;
    Random m_random;
    double m_count = 0;               ///< requests of the whole run before the next of ours
    std::optional<Duration> m_coming; ///< the next of the plan, behind all that wait
    std::deque<Duration> m_waiting;
    Backlog m_backlog;
};

} // namespace cicada
