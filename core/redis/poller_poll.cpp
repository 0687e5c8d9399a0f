// Every other system. Built and tested on Linux too, so that it does not rot.
#include "redis/poller.h"
#include "redis/system_socket.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <unordered_map>

namespace cicada {

namespace {

#ifdef _WIN32
using PollEntry = WSAPOLLFD;

int systemPoll(std::vector<PollEntry>& entries, int milliseconds)
{
    return WSAPoll(entries.data(), static_cast<ULONG>(entries.size()), milliseconds);
}
#else
using PollEntry = pollfd;

int systemPoll(std::vector<PollEntry>& entries, int milliseconds)
{
    return ::poll(entries.data(), static_cast<nfds_t>(entries.size()), milliseconds);
}
#endif

/// A datagram socket on loopback that sends to itself: what wakes a poll() on every system.
class WakeUp
{
public:
    WakeUp()
        : m_socket(static_cast<SocketHandle>(::socket(AF_INET, SOCK_DGRAM, 0)))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        if (m_socket == kNoSocket || ::bind(m_socket, raw, size) != 0
            || ::getsockname(m_socket, raw, &size) != 0 || ::connect(m_socket, raw, size) != 0)
            throw std::system_error(lastSocketError(), std::system_category(), "loopback socket");
    }

    ~WakeUp() { closeSocket(m_socket); }

    WakeUp(const WakeUp&) = delete;
    WakeUp& operator=(const WakeUp&) = delete;

    SocketHandle handle() const { return m_socket; }

    void send() { ::send(m_socket, "", 1, 0); }

    /// Only where it can be read. One of many at a time: the next wait ends at once for the rest.
    void takeOne()
    {
        char byte = 0;
        ::recv(m_socket, &byte, sizeof byte, 0);
    }

private:
    const SocketHandle m_socket;
};

class PollPoller : public Poller
{
public:
    PollPoller()
    {
        m_entries.push_back({m_wakeUp.handle(), POLLIN, 0});
        m_owners.push_back(nullptr);
    }

    std::error_code add(SocketHandle socket, void* owner, bool writes) override
    {
        m_places[socket] = m_entries.size();
        m_entries.push_back({socket, eventsFor(writes), 0});
        m_owners.push_back(owner);
        return {};
    }

    void watchWrites(SocketHandle socket, void* owner, bool writes) override
    {
        const std::size_t place = m_places.at(socket);
        m_entries[place].events = eventsFor(writes);
        m_owners[place] = owner;
    }

    void remove(SocketHandle socket) override
    {
        const auto found = m_places.find(socket);
        if (found == m_places.end())
            return;
        const std::size_t place = found->second;
        m_places.erase(found);
        if (place + 1 < m_entries.size()) {
            m_entries[place] = m_entries.back();
            m_owners[place] = m_owners.back();
            m_places[m_entries[place].fd] = place;
        }
        m_entries.pop_back();
        m_owners.pop_back();
    }

    void wait(Time until, std::vector<Ready>& ready) override
    {
        ready.clear();
        if (systemPoll(m_entries, millisecondsUntil(until)) <= 0)
            return;
        if (m_entries.front().revents != 0)
            m_wakeUp.takeOne();
        for (std::size_t i = 1; i < m_entries.size(); ++i) {
            const auto events = static_cast<unsigned>(m_entries[i].revents);
            if (events != 0)
                ready.push_back({m_owners[i], (events & (POLLIN | kEnded)) != 0,
                    (events & (POLLOUT | kEnded)) != 0, (events & kEnded) != 0});
        }
    }

    void wake() override { m_wakeUp.send(); }

private:
    static constexpr unsigned kEnded = POLLERR | POLLHUP;

    static short eventsFor(bool writes)
    {
        return static_cast<short>(writes ? POLLIN | POLLOUT : POLLIN);
    }

    // Rounded down: the last millisecond goes by in waits that end at once, as poll() knows no
    // shorter time.
    static int millisecondsUntil(Time until)
    {
        if (until == Time::max())
            return -1;
        if (until == Time::min())
            return 0;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        return static_cast<int>(
            std::clamp<std::int64_t>(left.count(), 0, std::numeric_limits<int>::max()));
    }

    WakeUp m_wakeUp;
    std::vector<PollEntry> m_entries; ///< that of m_wakeUp first
    std::vector<void*> m_owners;      ///< of m_entries
    std::unordered_map<SocketHandle, std::size_t> m_places;
};

} // namespace

std::unique_ptr<Poller> Poller::byPoll()
{
    return std::make_unique<PollPoller>();
}

#ifndef __linux__
std::unique_ptr<Poller> Poller::ofSystem()
{
    return byPoll();
}
#endif

} // namespace cicada
