#pragma once

#include "engine/worker.h"

#include <coroutine>

/// The points at which a user's coroutine waits; they live in its frame, so they are small.
namespace cicada {

/// `co_await Sleep(...)`: until the plan comes to `due`, or at once where the user must leave.
class Worker::Sleep
{
public:
    Sleep(Worker& worker, std::uint32_t user, Time due)
        : m_worker(worker)
        , m_user(user)
        , m_due(due)
    {
    }

    bool await_ready() const { return m_worker.mustLeave(m_user) || isDue(); }

    bool isDue() const { return m_due <= m_worker.planNow() && !m_worker.m_clock.isPaused(); }

    void await_suspend(std::coroutine_handle<> handle)
    {
        User& user = m_worker.m_users[m_user];
        user.sleeping = handle;
        m_worker.m_timers.push({m_due, m_user, ++user.ticket});
        m_worker.armWake();
    }

    void await_resume() const { }

private:
    Worker& m_worker;
    std::uint32_t m_user;
    Time m_due;
};

/// `co_await NextArrival(...)`: until a request of the open loop is due and this user's turn has
/// come, with the time it was due; or at once where the user must leave.
class Worker::NextArrival
{
public:
    NextArrival(Worker& worker, std::uint32_t user)
        : m_worker(worker)
        , m_user(user)
    {
    }

    bool await_ready() const { return m_worker.mustLeave(m_user) || m_worker.takeArrival(); }

    void await_suspend(std::coroutine_handle<> handle)
    {
        User& user = m_worker.m_users[m_user];
        user.sleeping = handle;
        m_worker.m_idle.push_back({m_user, ++user.ticket});
        m_worker.armWake();
    }

    Time await_resume() const { return m_worker.m_arrivalDue; }

private:
    Worker& m_worker;
    std::uint32_t m_user;
};

/// `co_await call`, once set(): sends one call and waits for its reply or failure. What reply() and
/// failure() point to is gone at the coroutine's next suspension. One serves a whole task: what a
/// user keeps in its frame is kept 100,000 times.
class Worker::Call : public CallSink
{
public:
    explicit Call(Worker& worker)
        : m_worker(worker)
    {
    }

    /// `checksValue`: the whole reply is kept, to be held against what was written.
    void set(Connection& connection, const CompiledCall& compiled, bool checksValue = false)
    {
        m_connection = &connection;
        m_compiled = &compiled;
        m_reply = nullptr;
        m_failure = nullptr;
        m_sent = true;
        m_checksValue = checksValue;
    }

    bool await_ready() const { return false; }

    void await_suspend(std::coroutine_handle<> user)
    {
        m_user = user;
        std::string& output = m_connection->output();
        const std::size_t before = output.size();
        m_compiled->command.append(output, m_worker.m_callContext);
        m_sentBytes = output.size() - before;
        const bool whole = m_compiled->keepReply || m_checksValue;
        m_connection->commit(
            *this, m_worker.m_now, whole ? ReplyReader::kDefaultMaxReplyBytes : Reply::kShortText);
        m_worker.willSend(*m_connection);
    }

    void await_resume() const { }

    void onReply(Reply& reply, Time written, Time received) override
    {
        m_reply = &reply;
        m_written = written;
        m_worker.m_now = m_received = received;
        m_user.resume();
    }

    void onFailure(const Failure& failure, bool sent) override
    {
        m_failure = &failure;
        m_sent = sent;
        m_worker.m_now = std::chrono::steady_clock::now();
        m_user.resume();
    }

    Reply* reply() const { return m_reply; } ///< null where it failed

    const Failure* failure() const { return m_failure; }

    bool sent() const { return m_sent; }

    bool checksValue() const { return m_checksValue; }

    Time written() const { return m_written; }

    Time received() const { return m_received; }

    /// Until the next suspension, as reply().
    Time firstByte() const { return m_connection->firstByte(); }

    std::size_t sentBytes() const { return m_sentBytes; }

private:
    Worker& m_worker;
    Connection* m_connection = nullptr;
    const CompiledCall* m_compiled = nullptr;
    std::coroutine_handle<> m_user;
    Reply* m_reply = nullptr;
    const Failure* m_failure = nullptr;
    Time m_written{};
    Time m_received{};
    std::size_t m_sentBytes = 0;
    bool m_sent = true;
    bool m_checksValue = false;
};

/// How one request (a whole task) went.
struct Worker::Outcome
{
    Time due;
    Time end;
    std::chrono::nanoseconds serviceTime{0};
    std::chrono::nanoseconds connectionWait{0};
    std::uint64_t key = 0; ///< index of the key that it is about
    bool failed = false;
    bool missed = false;
    bool abandoned = false;  ///< ended by a hard stop: not counted
    std::size_t queued = 0;  ///< calls since MULTI, which EXEC will run or drop
    std::int64_t length = 0; ///< of what a growing task made longer
};

} // namespace cicada
