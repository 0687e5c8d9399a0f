#pragma once

#include "profile/load_shape.h"

#include <chrono>
#include <cstdint>

namespace cicada {

/// How many users there should be at a time, in whole ones, and when each is due to begin: a load
/// shape from a moment on. Immutable; every worker has a copy and takes its own share, so that
/// workers need not talk.
class SpawnPlan
{
public:
    using Time = std::chrono::steady_clock::time_point;

    SpawnPlan() = default;

    SpawnPlan(Time start, LoadShape shape);

    /// From `from` users at `start` to `to`, by `usersPerSecond` (0: at once), up or down.
    SpawnPlan(Time start, std::uint64_t from, std::uint64_t to, double usersPerSecond);

    /// Users of the whole run at `now`. User n begins when the shape rises to n, the first at once.
    std::uint64_t usersAt(Time now) const;

    /// Of them, those of worker `worker` of `workers`: user i belongs to worker i % workers.
    static std::uint64_t share(std::uint64_t users, std::uint64_t worker, std::uint64_t workers);

    /// When user `index` (from 0) was due to begin, the last time up to `now` that it was.
    Time dueTime(std::uint64_t index, Time now = Time::max()) const;

    /// The number at the end.
    std::uint64_t target() const;

    /// When it is level.
    Time end() const;

    /// This up to `now`, then to `users` by `usersPerSecond` (0: at once).
    SpawnPlan retargeted(Time now, std::uint64_t users, double usersPerSecond) const;

private:
    Time m_start{};
    LoadShape m_shape;
};

} // namespace cicada
