#pragma once

#include <algorithm>
#include <chrono>

namespace cicada {

/// The time of a run's plan, which stands still in pauses: what is due then is due that much later,
/// and no pause counts as latency. Knows no clock: the caller says what time it is. A plain value;
/// every worker has a copy.
class PlanClock
{
public:
    using Time = std::chrono::steady_clock::time_point;

    void pause(Time now) { m_pausedSince = std::min(m_pausedSince, now); }

    void resume(Time now)
    {
        if (!isPaused())
            return;
        m_paused += now - m_pausedSince;
        m_pausedSince = Time::max();
        ++m_resumptions;
    }

    bool isPaused() const { return m_pausedSince != Time::max(); }

    /// Where the plan is at `now`.
    Time planTime(Time now) const { return std::min(now, m_pausedSince) - m_paused; }

    /// When the plan comes to `plan`, if it does not pause before; Time::max() for ever.
    Time realTime(Time plan) const
    {
        return plan < Time::max() - m_paused ? plan + m_paused : Time::max();
    }

    /// All pauses up to `now`.
    Time::duration paused(Time now) const
    {
        return m_paused + (isPaused() ? now - m_pausedSince : Time::duration(0));
    }

    /// Pauses and resumptions so far: orders what happened between them.
    unsigned turns() const { return 2 * m_resumptions + (isPaused() ? 1 : 0); }

private:
    Time m_pausedSince = Time::max();
    Time::duration m_paused{0};
    unsigned m_resumptions = 0;
};

} // namespace cicada
