#include "engine/connection_pool.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

// A listening Redis has a backlog of 511; opening a few at a time never overflows it, neither at
// the start nor when a server is back.
constexpr std::size_t kOpenAtATime = 64;
constexpr std::chrono::milliseconds kFirstRetry{50};
constexpr std::chrono::milliseconds kLongestRetry{2000};

} // namespace

void ConnectionPool::Acquire::await_suspend(std::coroutine_handle<> user)
{
    m_user = user;
    m_pool.m_waiting.push_back(this);
}

void ConnectionPool::Acquire::await_resume()
{
    if (m_user)
        m_lease.since = std::chrono::steady_clock::now();
}

ConnectionPool::ConnectionPool(
    EventLoop& loop, const Connection::Setup& setup, const Settings& settings, std::uint64_t seed)
    : m_loop(loop)
    , m_settings(settings)
    , m_random(seed)
    , m_slots(settings.connections)
{
    for (std::uint32_t i = 0; i < m_slots.size(); ++i) {
        m_slots[i].connection = std::make_unique<Connection>(loop, setup);
        m_slots[i].retryTimer = std::make_unique<EventLoop::Timer>(loop);
        m_slots[i].connection->setLostHandler(
            [this, i](const Failure& failure) { onLost(i, failure); });
    }
}

void ConnectionPool::openAll(std::function<void(const Failure*)> done)
{
    m_openedAll = std::move(done);
    for (std::uint32_t slot = 0; slot < m_slots.size(); ++slot)
        m_toOpen.push_back(slot);
    openNext();
}

void ConnectionPool::openNext()
{
    while (!m_closed && m_opening < kOpenAtATime && !m_toOpen.empty()) {
        const std::uint32_t slot = m_toOpen.front();
        m_toOpen.pop_front();
        ++m_opening;
        m_slots[slot].attemptBegan = std::chrono::steady_clock::now();
        m_slots[slot].connection->open(
            [this, slot](const Failure* failure) { onOpened(slot, failure); });
    }
}

void ConnectionPool::onOpened(std::uint32_t slot, const Failure* failure)
{
    if (m_closed)
        return;
    --m_opening;
    if (failure != nullptr) {
        if (auto done = std::exchange(m_openedAll, nullptr)) {
            done(failure);
            return;
        }
        ++m_slots[slot].failedAttempts;
        retryLater(slot);
        openNext();
        if (endRenewal(m_slots[slot]) && m_onChange)
            m_onChange(failure);
        if (m_open == 0)
            failWaitersSince(m_slots[slot].attemptBegan, *failure);
        return;
    }
    ++m_open;
    m_slots[slot].openedAt = std::chrono::steady_clock::now();
    ++m_slots[slot].generation;
    m_slots[slot].leases = 0;
    const bool renewed = endRenewal(m_slots[slot]);
    openNext();
    if (m_openedAll) {
        if (m_open == m_slots.size())
            allOpened();
        return;
    }
    if (m_onChange && !renewed)
        m_onChange(nullptr);
    for (std::size_t i = 0; i < m_settings.callsPerConnection; ++i)
        handOut(slot);
}

void ConnectionPool::allOpened()
{
    // Round and round, so that few users with deep pipelines still spread over all connections.
    for (std::size_t i = 0; i < m_settings.callsPerConnection; ++i)
        for (std::uint32_t slot = 0; slot < m_slots.size(); ++slot)
            handOut(slot);
    std::exchange(m_openedAll, nullptr)(nullptr);
}

void ConnectionPool::onLost(std::uint32_t slot, const Failure& failure)
{
    --m_open;
    ++m_slots[slot].generation;
    if (m_closed)
        return;
    std::erase_if(m_free, [slot](const Token& token) { return token.slot == slot; });
    if (auto done = std::exchange(m_openedAll, nullptr)) {
        done(&failure);
        return;
    }
    // A server that logs in whom it then drops gets the same growing pauses as one that refuses.
    const bool lasted = std::chrono::steady_clock::now() - m_slots[slot].openedAt > kLongestRetry;
    m_slots[slot].failedAttempts = lasted ? 0 : m_slots[slot].failedAttempts + 1;
    if (m_onChange)
        m_onChange(&failure);
    retryLater(slot);
}

void ConnectionPool::retryLater(std::uint32_t slot)
{
    // Twice as long after each failure, and a random part, so that many do not storm the server at
    // once.
    const double base = static_cast<double>(kFirstRetry.count())
        * std::pow(2.0, std::min(m_slots[slot].failedAttempts, 10U));
    const double milliseconds = std::min(base, static_cast<double>(kLongestRetry.count()))
        * (0.5 + 0.5 * m_random.unit());
    const std::chrono::microseconds pause(static_cast<std::int64_t>(milliseconds * 1000));
    m_slots[slot].retryTimer->start(std::chrono::steady_clock::now() + pause, [this, slot] {
        m_toOpen.push_back(slot);
        openNext();
    });
}

bool ConnectionPool::tryTake(Lease& lease)
{
    while (!m_free.empty()) {
        const Token token = m_free.front();
        m_free.pop_front();
        const Slot& slot = m_slots[token.slot];
        if (token.generation != slot.generation || !slot.connection->isOpen() || isUsedUp(slot))
            continue;
        grant(lease, token);
        return true;
    }
    if (m_closed) {
        static const Failure ended{FailureKind::Reset, "the run has ended"};
        lease.failure = &ended;
        return true;
    }
    return false;
}

void ConnectionPool::release(const Lease& lease)
{
    Slot& slot = m_slots[lease.slot];
    if (lease.generation != slot.generation || !slot.connection->isOpen())
        return;
    --slot.leases;
    if (!isUsedUp(slot)) {
        handOut(lease.slot);
        return;
    }
    // Not at once: the connection may be handing out the reply that ended the lease.
    if (slot.leases == 0)
        m_loop.post(
            [this, slot = lease.slot, generation = lease.generation] { renew(slot, generation); });
}

/// Whether it was one.
bool ConnectionPool::endRenewal(Slot& slot)
{
    if (!std::exchange(slot.renewing, false))
        return false;
    if (m_settled && isSettled())
        m_loop.post(std::exchange(m_settled, nullptr));
    return true;
}

void ConnectionPool::whenSettled(std::function<void()> done)
{
    if (isSettled())
        done();
    else
        m_settled = std::move(done);
}

bool ConnectionPool::isSettled() const
{
    return std::ranges::none_of(m_slots, &Slot::renewing);
}

bool ConnectionPool::isUsedUp(const Slot& slot) const
{
    return m_settings.callsUntilReconnect > 0
        && slot.connection->callsCommitted() >= m_settings.callsUntilReconnect;
}

void ConnectionPool::renew(std::uint32_t slot, std::uint32_t generation)
{
    Slot& used = m_slots[slot];
    if (m_closed || used.generation != generation || !used.connection->isOpen())
        return;
    ++used.generation;
    used.renewing = true;
    --m_open;
    used.connection->close({FailureKind::Reset, "it had carried its number of calls"}, true);
    m_toOpen.push_back(slot);
    openNext();
}

void ConnectionPool::handOut(std::uint32_t slot)
{
    const std::uint32_t generation = m_slots[slot].generation;
    if (m_waiting.empty()) {
        m_free.push_back({slot, generation});
        return;
    }
    Acquire* const waiter = m_waiting.front();
    m_waiting.pop_front();
    grant(waiter->m_lease, {slot, generation});
    waiter->m_user.resume();
}

void ConnectionPool::grant(Lease& lease, const Token& token)
{
    lease.connection = m_slots[token.slot].connection.get();
    ++m_slots[token.slot].leases;
    lease.slot = token.slot;
    lease.generation = token.generation;
}

void ConnectionPool::failWaitersSince(Time began, const Failure& failure)
{
    // Those that queue again while we fail them are behind, so the count is taken first.
    for (std::size_t left = m_waiting.size(); left > 0 && !m_waiting.empty(); --left) {
        Acquire* const waiter = m_waiting.front();
        if (waiter->m_lease.since > began)
            return;
        m_waiting.pop_front();
        waiter->m_lease.failure = &failure;
        waiter->m_user.resume();
    }
}

void ConnectionPool::checkTimeouts(Time now, std::chrono::nanoseconds callTimeout)
{
    for (Slot& slot : m_slots) {
        const Time oldest = slot.connection->oldestCall();
        if (slot.connection->isOpen() && oldest != Time::max() && now - oldest > callTimeout)
            slot.connection->close(
                {FailureKind::Timeout, "no reply within the time limit of a call"});
    }
    failWaitersSince(now - m_settings.waitLimit,
        {FailureKind::Timeout, "no free connection within the time limit"});
}

void ConnectionPool::closeAll(const Failure& failure)
{
    m_closed = true;
    m_openedAll = nullptr;
    for (Slot& slot : m_slots) {
        slot.retryTimer->cancel();
        slot.connection->close(failure, true);
    }
    m_open = 0;
    for (Slot& slot : m_slots)
        endRenewal(slot);
    failWaitersSince(Time::max(), failure);
}

Connection::SetupCalls ConnectionPool::setupCalls() const
{
    Connection::SetupCalls sum;
    for (const Slot& slot : m_slots) {
        const Connection::SetupCalls& calls = slot.connection->setupCalls();
        sum.auth += calls.auth;
        sum.select += calls.select;
        sum.client += calls.client;
        sum.traffic += calls.traffic;
        sum.tlsHandshakes += calls.tlsHandshakes;
        sum.tlsResumptions += calls.tlsResumptions;
    }
    return sum;
}

} // namespace cicada
