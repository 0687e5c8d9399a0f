// One round trip as a plain blocking client makes it, to compare the engine's with.
#include "redis/connection.h"

#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace cicada {

std::optional<std::chrono::nanoseconds> Connection::blockingRoundTrip(
    std::string_view call, std::chrono::milliseconds limit)
{
    m_socket.setBlocking(true, limit); // one that nobody answers must end, too
    ERR_clear_error();
    std::array<char, 512> buffer{};
    const auto begun = std::chrono::steady_clock::now();
    long got = 0;
    if (m_session) {
        SSL_write(m_session.get(), call.data(), static_cast<int>(call.size()));
        got = SSL_read(m_session.get(), buffer.data(), static_cast<int>(buffer.size()));
    } else {
        m_socket.write(call.data(), call.size());
        got = m_socket.read(buffer.data(), buffer.size());
    }
    const auto ended = std::chrono::steady_clock::now();
    m_socket.setBlocking(false);
    const bool whole = got > 0 && buffer[static_cast<std::size_t>(got) - 1] == '\n';
    return whole ? std::optional(std::chrono::nanoseconds(ended - begun)) : std::nullopt;
}

} // namespace cicada
