// When the users of a worker act: wait times, arrivals of an open loop, and the timer for both.
#include "engine/worker_user.h"

#include <algorithm>
#include <utility>

namespace cicada {

namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned kWakesPerFlush = 256;

} // namespace

Worker::Time Worker::firstDue(std::uint32_t user)
{
    const Time now = planNow();
    const WaitTime& wait = m_plan.load.wait;
    const Time spawned = std::max(
        m_spawn.dueTime(globalUser(user) / lanes(), now), now - std::chrono::milliseconds(100));
    // Users that begin all at once would come in one wave each period.
    const bool paced = wait.kind == WaitTime::Kind::Pacing || wait.kind == WaitTime::Kind::Rate;
    if (paced && m_plan.load.spawnRate <= 0)
        return now
            + std::chrono::nanoseconds(static_cast<std::int64_t>(
                m_random.unit() * static_cast<double>(pacingPeriod().count())));
    return spawned;
}

Worker::Time Worker::nextDue(Time due, Time end)
{
    const WaitTime& wait = m_plan.load.wait;
    end = m_clock.planTime(end);
    switch (wait.kind) {
    case WaitTime::Kind::None:
        return end;
    case WaitTime::Kind::Constant:
        return end + wait.low;
    case WaitTime::Kind::Between:
        return end
            + std::chrono::nanoseconds(m_random.between(wait.low.count(), wait.high.count()));
    case WaitTime::Kind::Pacing:
    case WaitTime::Kind::Rate:
        return due + pacingPeriod();
    }
    return end;
}

std::chrono::nanoseconds Worker::pacingPeriod() const
{
    const WaitTime& wait = m_plan.load.wait;
    if (wait.kind == WaitTime::Kind::Rate)
        return std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / wait.perSecond));
    return wait.low;
}

void Worker::wake(std::uint32_t user)
{
    if (auto sleeping = std::exchange(m_users[user].sleeping, nullptr)) {
        ++m_users[user].ticket; // its timer entry is stale now
        sleeping.resume();
    }
}

void Worker::stopUsers()
{
    m_stopping = true;
    for (const TimerQueue::Entry& entry : m_timers.takeAll())
        if (m_users[entry.user].ticket == entry.ticket)
            wake(entry.user);
    for (const IdleUser& idle : std::exchange(m_idle, {}))
        if (m_users[idle.user].ticket == idle.ticket)
            wake(idle.user);
    finishWhenEmpty();
}

Worker::Time Worker::nextWake() const
{
    Time next = m_timers.nextDue();
    if (!m_idle.empty())
        if (const auto due = m_arrivals.nextDue())
            next = std::min(next, m_phases.start + *due);
    return next;
}

void Worker::armWake()
{
    const Time next = nextWake();
    if (m_batching || m_clock.isPaused() || next >= m_armedFor)
        return;
    m_armedFor = next;
    m_wakeTimer.start(m_clock.realTime(next), [this] { wakeDue(); });
}

void Worker::wakeDue()
{
    m_armedFor = Time::max();
    m_now = Clock::now();
    if (m_clock.isPaused())
        return;
    if (const Time planned = nextWake(); planNow() > planned)
        m_interval.loopLag.record(static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(planNow() - planned).count()));
    m_batching = true;
    for (unsigned woken = 1; m_timers.nextDue() <= planNow(); ++woken) {
        const TimerQueue::Entry entry = m_timers.pop();
        if (m_users[entry.user].ticket == entry.ticket)
            wake(entry.user);
        if (woken % kWakesPerFlush == 0) {
            flushDirty();
            m_now = Clock::now();
        }
    }
    handOutArrivals();
    m_batching = false;
    flushDirty();
    armWake();
}

// What is due after the end is nobody's.
ArrivalQueue::Duration Worker::arrivalsUntilNow() const
{
    return std::min(planNow(), m_phases.stop - Time::duration(1)) - m_phases.start;
}

bool Worker::takeArrival()
{
    if (m_clock.isPaused())
        return false;
    const auto due = m_arrivals.take(arrivalsUntilNow());
    if (due)
        m_arrivalDue = m_phases.start + *due;
    return due.has_value();
}

void Worker::handOutArrivals()
{
    for (unsigned given = 1; !m_idle.empty() && !m_stopping;) {
        const IdleUser idle = m_idle.front();
        const bool isStale = m_users[idle.user].ticket != idle.ticket; // it has left
        if (!isStale && !takeArrival())
            break;
        m_idle.pop_front();
        if (isStale)
            continue;
        wake(idle.user);
        if (++given % kWakesPerFlush == 0) {
            flushDirty();
            m_now = Clock::now();
        }
    }
    if (m_idle.empty() && !m_stopping)
        m_arrivals.admit(arrivalsUntilNow());
}

// What nobody has begun by the end is counted, unless the end is a number of requests.
void Worker::endArrivals()
{
    handOutArrivals();
    if (!m_plan.limitedByRequests())
        m_arrivals.dropAll(arrivalsUntilNow());
}

} // namespace cicada
