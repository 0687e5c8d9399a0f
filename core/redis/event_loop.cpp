#include "redis/event_loop.h"

#include <algorithm>
#include <utility>

namespace cicada {

EventLoop::EventLoop(std::unique_ptr<Poller> poller)
    : m_poller(std::move(poller))
{
}

void EventLoop::run(Time end)
{
    while (!m_stops && (end == Time::max() || std::chrono::steady_clock::now() < end))
        turn(end);
    m_stops = false;
}

void EventLoop::turn(Time end)
{
    m_thread.store(std::this_thread::get_id(), std::memory_order_relaxed);
    if (!m_timers.empty())
        end = std::min(end, m_timers.begin()->first);
    m_poller->wait(m_hasPosted ? Time::min() : end, m_ready);
    for (m_nextReady = 0; m_nextReady < m_ready.size();) {
        const Poller::Ready ready = m_ready[m_nextReady++];
        if (ready.owner != nullptr)
            static_cast<SocketSink*>(ready.owner)
                ->onSocketReady(ready.canRead, ready.canWrite, ready.hasEnded);
    }
    runDueTimers();
    if (m_hasPosted)
        runPosted();
}

void EventLoop::runDueTimers()
{
    if (m_timers.empty())
        return;
    m_timersRanAt = std::chrono::steady_clock::now();
    while (!m_timers.empty() && m_timers.begin()->first <= m_timersRanAt) {
        Timer& timer = *m_timers.begin()->second;
        const Handler handler = std::exchange(timer.m_handler, nullptr);
        timer.cancel();
        handler();
    }
}

void EventLoop::runPosted()
{
    {
        const std::lock_guard lock(m_mutex);
        m_running.swap(m_posted);
        m_hasPosted = false;
    }
    for (const Handler& handler : m_running)
        handler();
    m_running.clear();
}

void EventLoop::stop()
{
    m_stops = true;
    m_poller->wake();
}

void EventLoop::post(Handler handler)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(handler));
        m_hasPosted = true;
    }
    if (m_thread.load(std::memory_order_relaxed) != std::this_thread::get_id())
        m_poller->wake();
}

std::error_code EventLoop::watch(SocketHandle socket, SocketSink& sink, bool writes)
{
    return m_poller->add(socket, &sink, writes);
}

void EventLoop::watchWrites(SocketHandle socket, SocketSink& sink, bool writes)
{
    m_poller->watchWrites(socket, &sink, writes);
}

void EventLoop::unwatch(SocketHandle socket, SocketSink& sink)
{
    m_poller->remove(socket);
    for (std::size_t i = m_nextReady; i < m_ready.size(); ++i)
        if (m_ready[i].owner == &sink)
            m_ready[i].owner = nullptr;
}

void EventLoop::Timer::start(Time due, Handler handler)
{
    cancel();
    m_handler = std::move(handler);
    // Behind all that are due: one that starts itself anew with a time that has been must not keep
    // them waiting for ever.
    m_place
        = m_loop.m_timers.emplace(std::max(due, m_loop.m_timersRanAt + Time::duration(1)), this);
}

void EventLoop::Timer::cancel()
{
    if (m_place)
        m_loop.m_timers.erase(*m_place);
    m_place.reset();
    m_handler = nullptr;
}

} // namespace cicada
