#pragma once

#include <asio/generic/stream_protocol.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <system_error>

namespace cicada {

/// What the system calls a socket.
#ifdef _WIN32
using SocketHandle = std::uintptr_t;
#else
using SocketHandle = int;
#endif

/// The handle of none.
constexpr auto kNoSocket = static_cast<SocketHandle>(-1);

/// Address of a TCP or Unix socket, as the system takes it.
using SocketAddress = asio::generic::stream_protocol::endpoint;

/// A stream socket that never blocks; closed when destroyed. One thread. What systems do
/// differently about sockets is in socket.cpp.
class Socket
{
public:
    Socket() = default;

    ~Socket() { close(); }

    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    /// For addresses of this kind. Closes what was open.
    std::error_code open(const SocketAddress& address);

    /// Nothing: connected; std::errc::operation_in_progress: connectResult() says once it can be
    /// written.
    std::error_code connect(const SocketAddress& address);
    std::error_code connectResult() const;

    /// What read() and write() answer instead of a number of bytes, which is above 0.
    static constexpr long kNothingNow = 0; ///< nothing came, or nothing more can leave, for now
    static constexpr long kEnded = -1;     ///< the peer has closed
    static constexpr long kFailed = -2;    ///< error() says why

    long read(char* to, std::size_t size);
    long write(const char* from, std::size_t size);

    /// Whether the last read() took all that was there.
    bool isReadEmpty() const { return m_isReadEmpty; }

    const std::error_code& error() const { return m_error; }

    void close();

    bool isOpen() const { return m_handle != kNoSocket; }

    SocketHandle handle() const { return m_handle; }

    /// Small calls leave at once, and a peer that vanished is noticed in the end. TCP only.
    void setTcpOptions();

    /// Waits in read() and write() from now on, in read() for `limit` at most; or not any more.
    void setBlocking(bool blocks, std::chrono::milliseconds limit = {});

private:
    long finished(long result);

    SocketHandle m_handle = kNoSocket;
    std::error_code m_error;
    bool m_isReadEmpty = false;
};

} // namespace cicada
