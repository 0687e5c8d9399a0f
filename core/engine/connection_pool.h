#pragma once

#include "base/random.h"
#include "redis/connection.h"

#include <coroutine>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cicada {

/// The connections of one worker and the users that queue for them, first come first served.
/// Lost connections come back by themselves, with growing pauses and jitter; while none is open,
/// waiting users fail with the reason of each failed attempt that began after they did. Where asked
/// to, each is closed and opened again after so many calls, as by clients that keep none. One
/// thread.
class ConnectionPool
{
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Settings
    {
        std::size_t connections = 1;
        std::size_t callsPerConnection = 1; ///< how many users may use one at a time
        std::chrono::nanoseconds waitLimit = std::chrono::seconds(10);
        std::uint64_t callsUntilReconnect = 0; ///< 0: it stays open
    };

    /// The right to send on a connection; give it back with release().
    struct Lease
    {
        Connection* connection = nullptr; ///< null: none could be had, see `failure`
        std::uint32_t slot = 0;
        std::uint32_t generation = 0;
        Time since{};                     ///< when it could be had
        const Failure* failure = nullptr; ///< gone at the coroutine's next suspension
    };

    /// `co_await pool.acquire(lease, now)` fills the lease. Lives in the coroutine's frame.
    class Acquire
    {
    public:
        Acquire(ConnectionPool& pool, Lease& lease, Time now)
            : m_pool(pool)
            , m_lease(lease)
        {
            m_lease = {};
            m_lease.since = now;
        }

        bool await_ready() { return m_pool.tryTake(m_lease); }

        void await_suspend(std::coroutine_handle<> user);

        void await_resume();

    private:
        friend class ConnectionPool;
        ConnectionPool& m_pool;
        Lease& m_lease; ///< `since` is when it was asked for until it is had
        std::coroutine_handle<> m_user;
    };

    ConnectionPool(EventLoop& loop, const Connection::Setup& setup, const Settings& settings,
        std::uint64_t seed);

    /// Opens all connections, some at a time; `done` once, with the first failure (one that opens
    /// and is lost before the last is open counts) or null.
    void openAll(std::function<void(const Failure*)> done);

    /// `now` as the caller knows it; the clock is read again only where it has to wait.
    Acquire acquire(Lease& lease, Time now) { return Acquire(*this, lease, now); }

    /// The connection goes to the longest waiting user, who runs at once, or back to the pool.
    void release(const Lease& lease);

    /// Fails calls that take longer than `callTimeout` (their connection is lost with them) and
    /// users that waited longer than the limit. To be called some times a second.
    void checkTimeouts(Time now, std::chrono::nanoseconds callTimeout);

    /// Calls `done` as soon as no connection is being closed and opened again, in a turn of its own
    /// or at once: until then the server is counting commands that we have not.
    void whenSettled(std::function<void()> done);

    /// Ends everything: calls in flight and waiting users fail, nothing reconnects.
    void closeAll(const Failure& failure);

    std::size_t openConnections() const { return m_open; }

    std::size_t waitingUsers() const { return m_waiting.size(); }

    /// Set-up commands sent so far by all connections.
    Connection::SetupCalls setupCalls() const;

    /// Called when a connection is lost or comes back, with the number that is open now.
    void setChangeHandler(std::function<void(const Failure* lost)> handler)
    {
        m_onChange = std::move(handler);
    }

private:
    struct Slot
    {
        std::unique_ptr<Connection> connection;
        std::unique_ptr<EventLoop::Timer> retryTimer;
        std::uint32_t generation = 0;
        std::size_t leases = 0;
        bool renewing = false; ///< closed by us, and on its way back
        unsigned failedAttempts = 0;
        Time attemptBegan;
        Time openedAt;
    };

    struct Token
    {
        std::uint32_t slot;
        std::uint32_t generation;
    };

    bool tryTake(Lease& lease);
    void grant(Lease& lease, const Token& token);
    void openNext();
    void allOpened();
    void retryLater(std::uint32_t slot);
    void onOpened(std::uint32_t slot, const Failure* failure);
    void onLost(std::uint32_t slot, const Failure& failure);
    void failWaitersSince(Time began, const Failure& failure);
    void handOut(std::uint32_t slot);
    bool isUsedUp(const Slot& slot) const;
    void renew(std::uint32_t slot, std::uint32_t generation);
    bool endRenewal(Slot& slot);
    bool isSettled() const;

    EventLoop& m_loop;
    Settings m_settings;
    Random m_random;
    std::vector<Slot> m_slots;
    std::deque<Token> m_free; ///< stale ones (another generation) are skipped
    std::deque<Acquire*> m_waiting;
    std::function<void(const Failure*)> m_openedAll;
    std::function<void(const Failure*)> m_onChange;
    std::size_t m_open = 0;
    std::deque<std::uint32_t> m_toOpen; ///< those whose turn to open has come
    std::size_t m_opening = 0;
    std::function<void()> m_settled;
    bool m_closed = false;
};

} // namespace cicada
