#pragma once

#include <chrono>
#include <cstdint>

namespace cicada {

/// How many users there should be at a time: one straight ramp from a number to another, at a rate,
/// then level. Immutable; every worker has a copy and takes its own share, so that workers need not
/// talk.
class SpawnPlan
{
public:
    using Time = std::chrono::steady_clock::time_point;

    SpawnPlan() = default;

    /// From `from` users at `start` to `to`, by `usersPerSecond` (0: at once), up or down.
    SpawnPlan(Time start, std::uint64_t from, std::uint64_t to, double usersPerSecond);

    /// Users of the whole run at `now`.
    std::uint64_t usersAt(Time now) const;

    /// Of them, those of worker `worker` of `workers`: user i belongs to worker i % workers.
    static std::uint64_t share(std::uint64_t users, std::uint64_t worker, std::uint64_t workers);

    /// When user `index` (from 0) is due to begin on the way up.
    Time dueTime(std::uint64_t index) const;

    std::uint64_t target() const { return m_to; }

    /// When the ramp is over.
    Time end() const;

private:
    Time m_start{};
    std::uint64_t m_from = 0;
    std::uint64_t m_to = 0;
    double m_usersPerSecond = 0;
};

} // namespace cicada
