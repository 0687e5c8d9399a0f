#pragma once

#include "redis/poller.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cicada {

/// Who is told that a socket is ready.
class SocketSink
{
public:
    virtual ~SocketSink() = default;

    /// Reads until there is nothing left: with some systems it is told only once. `hasEnded`: and
    /// what is left ends with the end of the connection. Never after unwatch().
    virtual void onSocketReady(bool canRead, bool canWrite, bool hasEnded) = 0;
};

/// The loop of one thread: sockets that are ready, times that have come, calls that other threads
/// leave. A turn waits for the first of them and handles all that are there, in this order. Our own
/// and not a library's, for a system call less per reply: each socket is registered once.
/// All functions are for the thread that runs it, but post() and stop().
class EventLoop
{
public:
    using Time = Poller::Time;
    using Handler = std::function<void()>;

    /// std::system_error where the system has no more descriptors.
    explicit EventLoop(std::unique_ptr<Poller> poller = Poller::ofSystem());

    /// Turn after turn until stop(), or until `end` has come.
    void run(Time end = Time::max());

    /// One turn, which waits until `end` at the latest.
    void turn(Time end);

    /// run() returns when the turn at hand is over; at once where it is called next. Any thread.
    void stop();

    /// Runs `handler` in the next turn, after what was posted before. Any thread. What is left when
    /// the loop is destroyed is dropped.
    void post(Handler handler);

    /// Tells `sink` when the socket can be read and, with `writes`, written. An error leaves it
    /// unwatched.
    std::error_code watch(SocketHandle socket, SocketSink& sink, bool writes);
    void watchWrites(SocketHandle socket, SocketSink& sink, bool writes);
    /// Before the socket is closed; nothing where it is not watched.
    void unwatch(SocketHandle socket, SocketSink& sink);

    /// Runs a handler at a time. Its loop must outlive it.
    class Timer
    {
    public:
        explicit Timer(EventLoop& loop)
            : m_loop(loop)
        {
        }

        ~Timer() { cancel(); }

        Timer(const Timer&) = delete;
        Timer& operator=(const Timer&) = delete;

        /// Once, at `due` or as soon after as the loop can; in place of what was started before.
        void start(Time due, Handler handler);
        void cancel();

    private:
        friend class EventLoop;
        EventLoop& m_loop;
        std::optional<std::multimap<Time, Timer*>::iterator> m_place; ///< while it is started
        Handler m_handler;
    };

private:
    void runDueTimers();
    void runPosted();

    const std::unique_ptr<Poller> m_poller;
    std::multimap<Time, Timer*> m_timers;
    Time m_timersRanAt{}; ///< none in m_timers is due before
    std::vector<Poller::Ready> m_ready;
    std::size_t m_nextReady = 0; ///< of m_ready
    std::vector<Handler> m_running;
    std::atomic<bool> m_stops{false};
    std::atomic<std::thread::id> m_thread{};

    std::mutex m_mutex;
    std::vector<Handler> m_posted;        ///< guarded by m_mutex
    std::atomic<bool> m_hasPosted{false}; ///< changed under m_mutex only
};

} // namespace cicada
