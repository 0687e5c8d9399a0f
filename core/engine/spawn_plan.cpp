#include "engine/spawn_plan.h"

#include <algorithm>

namespace cicada {

SpawnPlan::SpawnPlan(Time start, std::uint64_t from, std::uint64_t to, double usersPerSecond)
    : m_start(start)
    , m_from(from)
    , m_to(to)
    , m_usersPerSecond(usersPerSecond)
{
}

std::uint64_t SpawnPlan::usersAt(Time now) const
{
    if (m_usersPerSecond <= 0)
        return m_to;
    const double seconds = std::max(0.0, std::chrono::duration<double>(now - m_start).count());
    const std::uint64_t distance = m_to > m_from ? m_to - m_from : m_from - m_to;
    // User n begins at n / rate: the first at once.
    const double due = seconds * m_usersPerSecond + (m_to > m_from ? 1 : 0);
    const std::uint64_t moved
        = due >= static_cast<double>(distance) ? distance : static_cast<std::uint64_t>(due);
    return m_to > m_from ? m_from + moved : m_from - moved;
}

std::uint64_t SpawnPlan::share(std::uint64_t users, std::uint64_t worker, std::uint64_t workers)
{
    return users / workers + (worker < users % workers ? 1 : 0);
}

SpawnPlan::Time SpawnPlan::dueTime(std::uint64_t index) const
{
    if (m_usersPerSecond <= 0 || index <= m_from)
        return m_start;
    const std::chrono::duration<double> offset(
        static_cast<double>(index - m_from) / m_usersPerSecond);
    return m_start + std::chrono::duration_cast<Time::duration>(offset);
}

SpawnPlan::Time SpawnPlan::end() const
{
    const std::uint64_t distance = m_to > m_from ? m_to - m_from : m_from - m_to;
    if (m_usersPerSecond <= 0)
        return m_start;
    const std::chrono::duration<double> length(static_cast<double>(distance) / m_usersPerSecond);
    return m_start + std::chrono::duration_cast<Time::duration>(length);
}

} // namespace cicada
