// Linux: the cost of a wait grows with the sockets that are ready, not with those watched.
#ifdef __linux__

#include "redis/poller.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace cicada {

namespace {

/// A descriptor that the system gave; closed when destroyed.
class Descriptor
{
public:
    Descriptor(int descriptor, const char* what)
        : m_descriptor(descriptor)
    {
        if (descriptor < 0)
            throw std::system_error(errno, std::system_category(), what);
    }

    ~Descriptor() { ::close(m_descriptor); }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    operator int() const { return m_descriptor; }

private:
    const int m_descriptor;
};

/// Told of once when something comes, not for as long as it is there: a socket stays as it was
/// registered, without a system call per reply. The time is a timerfd, as a wait of epoll's own
/// goes by milliseconds.
class EpollPoller : public Poller
{
public:
    EpollPoller()
    {
        for (const int descriptor : {int(m_timer), int(m_wakeUp)})
            if (!control(EPOLL_CTL_ADD, descriptor, nullptr, EPOLLIN))
                throw std::system_error(errno, std::system_category(), "epoll");
    }

    std::error_code add(SocketHandle socket, void* owner, bool writes) override
    {
        return control(EPOLL_CTL_ADD, socket, owner, eventsFor(writes))
            ? std::error_code()
            : std::error_code(errno, std::system_category());
    }

    void watchWrites(SocketHandle socket, void* owner, bool writes) override
    {
        control(EPOLL_CTL_MOD, socket, owner, eventsFor(writes));
    }

    void remove(SocketHandle socket) override { control(EPOLL_CTL_DEL, socket, nullptr, 0); }

    void wait(Time until, std::vector<Ready>& ready) override
    {
        if (until != Time::min() && until < m_timerDue)
            setTimer(until);
        const int count = epoll_wait(m_epoll, m_events.data(), static_cast<int>(m_events.size()),
            until == Time::min() ? 0 : -1);
        ready.clear();
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = m_events[static_cast<std::size_t>(i)];
            if (event.data.ptr != nullptr)
                ready.push_back({event.data.ptr, (event.events & (EPOLLIN | kEnded)) != 0,
                    (event.events & (EPOLLOUT | kEnded)) != 0, (event.events & kEnded) != 0});
            else if (m_timerDue <= std::chrono::steady_clock::now())
                m_timerDue = Time::max();
        }
    }

    void wake() override
    {
        const std::uint64_t one = 1;
        // Fails only where 2^64 of them are waiting.
        [[maybe_unused]] const auto written = ::write(m_wakeUp, &one, sizeof one);
    }

private:
    static constexpr std::uint32_t kEnded = EPOLLERR | EPOLLHUP | EPOLLRDHUP;
    static constexpr std::size_t kAtOnce = 128;

    static std::uint32_t eventsFor(bool writes)
    {
        return EPOLLIN | EPOLLRDHUP | (writes ? EPOLLOUT : 0U);
    }

    // Adding can fail for want of memory, removing where there is nothing to remove.
    bool control(int operation, int descriptor, void* owner, std::uint32_t events)
    {
        epoll_event event{};
        event.events = events | EPOLLET;
        event.data.ptr = owner;
        return epoll_ctl(m_epoll, operation, descriptor, &event) == 0;
    }

    // steady_clock is the system's monotonic clock, whose time 0 would disarm the timer.
    void setTimer(Time due)
    {
        m_timerDue = due;
        const auto time = std::max(due.time_since_epoch(), Time::duration(1));
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
        itimerspec spec{};
        spec.it_value.tv_sec = static_cast<time_t>(seconds.count());
        spec.it_value.tv_nsec = static_cast<long>(std::chrono::nanoseconds(time - seconds).count());
        timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &spec, nullptr);
    }

    const Descriptor m_epoll{epoll_create1(EPOLL_CLOEXEC), "epoll"};
    const Descriptor m_timer{
        timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timerfd"};
    const Descriptor m_wakeUp{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd"};
    Time m_timerDue = Time::max(); ///< what it is set for; an early one is left to fire
    std::array<epoll_event, kAtOnce> m_events{};
};

} // namespace

std::unique_ptr<Poller> Poller::ofSystem()
{
    return std::make_unique<EpollPoller>();
}

} // namespace cicada

#endif
