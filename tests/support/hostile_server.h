#pragma once

#include "redis/endpoint.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>

namespace cicada {

/// A server on loopback that answers with whatever bytes it is told to, in a thread of its own.
/// It logs everybody in and describes itself as a Redis would, unless its script says otherwise.
class HostileServer
{
public:
    /// What it sends for one command.
    struct Answer
    {
        enum class Then
        {
            GoOn,
            Close,
            Reset,
        };

        std::string bytes = {};
        Then then = Then::GoOn;
        std::string forEver = {}; ///< sent again and again behind `bytes`
        std::size_t piece = 0;    ///< above 0: `bytes` leave in packets of so many bytes
    };

    struct Script
    {
        Answer answer = {};                        ///< to every command that is not named
        std::map<std::string, Answer> byName = {}; ///< by command name in upper case
        std::string greeting = {};                 ///< to who connects, before being asked
    };

    explicit HostileServer(Script script);
    ~HostileServer();
    HostileServer(const HostileServer&) = delete;
    HostileServer& operator=(const HostileServer&) = delete;

    /// Its address with short time-outs.
    Endpoint endpoint() const;

    std::uint64_t connections() const { return m_connections; }

    std::uint64_t calls() const { return m_calls; }

private:
    class Session;

    void accept();

    const Script m_script;
    asio::io_context m_context{1};
    asio::ip::tcp::acceptor m_acceptor;
    std::atomic<std::uint64_t> m_connections{0};
    std::atomic<std::uint64_t> m_calls{0};
    std::thread m_thread;
};

} // namespace cicada
