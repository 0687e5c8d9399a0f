#pragma once

#include "redis/socket.h"

#include <chrono>
#include <memory>
#include <vector>

namespace cicada {

/// Asks the system which of many sockets are ready. One thread, but for wake().
class Poller
{
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Ready
    {
        void* owner = nullptr; ///< as given with the socket
        bool canRead = false;
        bool canWrite = false;
        /// Closed by the peer or broken: what can still be read ends with that, and it is not told
        /// again.
        bool hasEnded = false;
    };

    virtual ~Poller() = default;

    /// From now on, whether it can be read and, with `writes`, written. A system may tell only of
    /// what is new: whoever is told reads until there is nothing left. An error (no memory, too
    /// many of them) leaves it unwatched.
    virtual std::error_code add(SocketHandle socket, void* owner, bool writes) = 0;
    virtual void watchWrites(SocketHandle socket, void* owner, bool writes) = 0;
    virtual void remove(SocketHandle socket) = 0; ///< nothing where it was not added

    /// Waits until a socket is ready, `until` has come, wake() was called or for no reason, and
    /// fills `ready`. Time::min(): does not wait; Time::max(): as long as it takes.
    virtual void wait(Time until, std::vector<Ready>& ready) = 0;

    /// Ends the wait() that is on, or the next. Any thread.
    virtual void wake() = 0;

    /// The best that this system has. std::system_error where it has no more descriptors.
    static std::unique_ptr<Poller> ofSystem();

    /// By poll(), which every system has: each wait costs time for every socket.
    static std::unique_ptr<Poller> byPoll();
};

} // namespace cicada
