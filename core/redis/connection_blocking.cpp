// One round trip as a plain blocking client makes it, to compare the engine's with.
#include "redis/connection.h"

#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace cicada {

namespace {

// A blocking call that nobody answers must end too.
void setReceiveLimit(
    asio::generic::stream_protocol::socket& socket, std::chrono::milliseconds limit)
{
#ifdef _WIN32
    const DWORD time = static_cast<DWORD>(limit.count());
#else
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit);
    const timeval time{static_cast<time_t>(seconds.count()),
        static_cast<suseconds_t>(std::chrono::microseconds(limit - seconds).count())};
#endif
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO,
        reinterpret_cast<const char*>(&time), sizeof time);
}

} // namespace

std::optional<std::chrono::nanoseconds> Connection::blockingRoundTrip(
    std::string_view call, std::chrono::milliseconds limit)
{
    std::error_code error;
    m_socket.non_blocking(false, error);
    setReceiveLimit(m_socket, limit);
    ERR_clear_error();
    std::array<char, 512> buffer{};
    const auto begun = std::chrono::steady_clock::now();
    long got = 0;
    if (m_session) {
        SSL_write(m_session.get(), call.data(), static_cast<int>(call.size()));
        got = SSL_read(m_session.get(), buffer.data(), static_cast<int>(buffer.size()));
    } else {
        m_socket.send(asio::buffer(call), 0, error);
        got = static_cast<long>(::recv(m_socket.native_handle(), buffer.data(), buffer.size(), 0));
    }
    const auto ended = std::chrono::steady_clock::now();
    m_socket.non_blocking(true, error);
    const bool whole = got > 0 && buffer[static_cast<std::size_t>(got) - 1] == '\n';
    return whole ? std::optional(std::chrono::nanoseconds(ended - begun)) : std::nullopt;
}

} // namespace cicada
