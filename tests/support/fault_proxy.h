#pragma once

#include "redis/endpoint.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace cicada {

/// A way to a real server on which packets get lost and connections break when a test says so.
/// Loopback only, in a thread of its own; its functions may be called from any thread.
class FaultProxy
{
public:
    enum class Way
    {
        Open,    ///< everything passes
        Dropped, ///< nothing passes, nobody is told: half-open; new connections stay silent too
        Refused, ///< new connections are reset as soon as they are made
    };

    explicit FaultProxy(const Endpoint& server);
    ~FaultProxy();
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    /// The server's endpoint with this proxy's address.
    Endpoint endpoint() const;

    /// For what comes from now on. A connection that was dropped once stays dead.
    void setWay(Way way);

    /// Resets every connection that there is.
    void resetAll();

    std::uint64_t accepted() const { return m_accepted; }

private:
    class Link;

    void accept();

    const Endpoint m_server;
    std::atomic<Way> m_way{Way::Open};
    std::atomic<std::uint64_t> m_accepted{0};
    asio::io_context m_context{1};
    asio::ip::tcp::acceptor m_acceptor;
    std::vector<std::weak_ptr<Link>> m_links; ///< the thread's own
    std::thread m_thread;
};

} // namespace cicada
