#include "engine/arrival_queue.h"

#include "engine/spawn_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cicada {

ArrivalQueue::ArrivalQueue(LoadShape requestsPerSecond, Arrivals arrivals, Share share,
    std::uint64_t backlogLimit, std::uint64_t seed)
    : m_shape(std::move(requestsPerSecond))
    , m_arrivals(arrivals)
    , m_share(share)
    , m_limit(
          std::max<std::uint64_t>(1, SpawnPlan::share(backlogLimit, share.worker, share.workers)))
    , m_random(seed)
    , m_count(static_cast<double>(share.worker))
{
    if (arrivals == Arrivals::Poisson) {
        m_count = 0;
        advance();
    } else {
        m_coming = m_shape.intendedStart(m_count);
    }
}

// A Poisson process of a changing rate is one of rate 1 on the axis of what is due: its gaps are
// exponential there, and those of one worker are as many times longer as there are workers.
void ArrivalQueue::advance()
{
    const auto workers = static_cast<double>(m_share.workers);
    m_count += m_arrivals == Arrivals::Poisson ? -std::log(1 - m_random.unit()) * workers : workers;
    m_coming = m_shape.intendedStart(m_count);
}

std::optional<ArrivalQueue::Duration> ArrivalQueue::comes(Duration now) const
{
    return m_coming && *m_coming <= now ? m_coming : std::nullopt;
}

std::optional<ArrivalQueue::Duration> ArrivalQueue::nextDue() const
{
    return m_waiting.empty() ? m_coming : m_waiting.front();
}

std::optional<ArrivalQueue::Duration> ArrivalQueue::take(Duration now)
{
    if (!m_waiting.empty()) {
        const Duration due = m_waiting.front();
        m_waiting.pop_front();
        return due;
    }
    const auto due = comes(now);
    if (due)
        advance();
    return due;
}

void ArrivalQueue::admit(Duration now)
{
    for (; const auto due = comes(now); advance()) {
        if (m_waiting.size() < m_limit)
            m_waiting.push_back(*due);
        else
            ++m_backlog.dropped;
    }
    m_backlog.most = std::max(m_backlog.most, waiting());
}

void ArrivalQueue::dropAll(Duration now)
{
    admit(now);
    m_backlog.dropped += waiting();
    m_waiting.clear();
}

ArrivalQueue::Backlog ArrivalQueue::takeBacklog()
{
    return std::exchange(m_backlog, {waiting(), 0});
}

void ArrivalQueue::setShape(LoadShape requestsPerSecond)
{
    m_shape = std::move(requestsPerSecond);
    m_coming = m_shape.intendedStart(m_count);
}

} // namespace cicada
