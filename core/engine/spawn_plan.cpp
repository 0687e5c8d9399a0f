#include "engine/spawn_plan.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

// Where a user is due lies within a rounding of the time; it must not come a nanosecond late.
constexpr double kRounding = 1e-6;

std::uint64_t whole(double users)
{
    return static_cast<std::uint64_t>(std::max(0.0, users));
}

} // namespace

SpawnPlan::SpawnPlan(Time start, LoadShape shape)
    : m_start(start)
    , m_shape(std::move(shape))
{
}

SpawnPlan::SpawnPlan(Time start, std::uint64_t from, std::uint64_t to, double usersPerSecond)
    : SpawnPlan(start,
          LoadShape::ramp(static_cast<double>(from), static_cast<double>(to), usersPerSecond))
{
}

std::uint64_t SpawnPlan::usersAt(Time now) const
{
    const auto time = std::max(std::chrono::nanoseconds(0), now - m_start);
    const double users = m_shape.targetAt(time);
    switch (m_shape.directionAt(time)) {
    case 1:
        return std::min(whole(std::floor(users + kRounding)) + 1, whole(std::ceil(m_shape.peak())));
    case -1:
        return whole(std::ceil(users - kRounding));
    default:
        return whole(std::round(users));
    }
}

std::uint64_t SpawnPlan::share(std::uint64_t users, std::uint64_t worker, std::uint64_t workers)
{
    return users / workers + (worker < users % workers ? 1 : 0);
}

SpawnPlan::Time SpawnPlan::dueTime(std::uint64_t index, Time now) const
{
    const auto until = now == Time::max() ? std::chrono::nanoseconds::max() : now - m_start;
    return m_start
        + m_shape.lastRiseTo(static_cast<double>(index), until)
              .value_or(std::chrono::nanoseconds(0));
}

std::uint64_t SpawnPlan::target() const
{
    return whole(std::round(m_shape.endTarget()));
}

SpawnPlan::Time SpawnPlan::end() const
{
    return m_start + m_shape.length();
}

SpawnPlan SpawnPlan::retargeted(Time now, std::uint64_t users, double usersPerSecond) const
{
    return {m_start, m_shape.retargeted(now - m_start, static_cast<double>(users), usersPerSecond)};
}

} // namespace cicada
