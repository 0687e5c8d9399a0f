#include "redis/socket.h"

#include "redis/system_socket.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace cicada {

namespace {

#ifdef _WIN32
constexpr int kSendFlags = 0;

std::error_code lastError()
{
    const int code = lastSocketError();
    // A connect() that goes on is told of as one that would block.
    return code == WSAEWOULDBLOCK ? std::make_error_code(std::errc::operation_in_progress)
                                  : std::error_code(code, std::system_category());
}

bool wouldBlock()
{
    return lastSocketError() == WSAEWOULDBLOCK;
}

bool wasInterrupted()
{
    return lastSocketError() == WSAEINTR;
}

void setNonBlocking(SocketHandle handle, bool on)
{
    u_long value = on ? 1 : 0;
    ioctlsocket(handle, static_cast<long>(FIONBIO), &value);
}

DWORD systemTime(std::chrono::milliseconds limit)
{
    return static_cast<DWORD>(limit.count());
}
#else
#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL; // a peer that is gone is an error, not a signal
#else
constexpr int kSendFlags = 0;
#endif

std::error_code lastError()
{
    return {lastSocketError(), std::system_category()};
}

bool wouldBlock()
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

bool wasInterrupted()
{
    return errno == EINTR;
}

void setNonBlocking(SocketHandle handle, bool on)
{
    const int flags = fcntl(handle, F_GETFL);
    fcntl(handle, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

timeval systemTime(std::chrono::milliseconds limit)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit);
    return {static_cast<time_t>(seconds.count()),
        static_cast<suseconds_t>(std::chrono::microseconds(limit - seconds).count())};
}
#endif

template <typename Value>
void setOption(SocketHandle handle, int level, int name, const Value& value)
{
    ::setsockopt(handle, level, name, reinterpret_cast<const char*>(&value), sizeof value);
}

#ifdef _WIN32
int systemSize(std::size_t size)
{
    return static_cast<int>(
        std::min(size, static_cast<std::size_t>(std::numeric_limits<int>::max())));
}
#else
std::size_t systemSize(std::size_t size)
{
    return size;
}
#endif

/// A signal in between must not be taken for "nothing now": what is there is told of only once.
template <typename Call>
long uninterrupted(const Call& call)
{
    long result = 0;
    do
        result = static_cast<long>(call());
    while (result < 0 && wasInterrupted());
    return result;
}

} // namespace

std::error_code Socket::open(const SocketAddress& address)
{
    close();
    int type = SOCK_STREAM;
#ifdef SOCK_CLOEXEC
    type |= SOCK_CLOEXEC;
#endif
    m_handle = static_cast<SocketHandle>(::socket(address.protocol().family(), type, 0));
    if (m_handle == kNoSocket)
        return lastError();
    setNonBlocking(m_handle, true);
#ifdef SO_NOSIGPIPE
    setOption(m_handle, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
    return {};
}

std::error_code Socket::connect(const SocketAddress& address)
{
    return ::connect(m_handle, address.data(), static_cast<socklen_t>(address.size())) == 0
        ? std::error_code()
        : lastError();
}

std::error_code Socket::connectResult() const
{
    int code = 0;
    socklen_t size = sizeof code;
    if (::getsockopt(m_handle, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&code), &size) != 0)
        return lastError();
    return {code, std::system_category()};
}

long Socket::read(char* to, std::size_t size)
{
    const long got = uninterrupted([&] { return ::recv(m_handle, to, systemSize(size), 0); });
    m_isReadEmpty = got < static_cast<long>(size);
    return got == 0 ? kEnded : finished(got);
}

long Socket::write(const char* from, std::size_t size)
{
    return finished(
        uninterrupted([&] { return ::send(m_handle, from, systemSize(size), kSendFlags); }));
}

long Socket::finished(long result)
{
    if (result >= 0)
        return result;
    if (wouldBlock())
        return kNothingNow;
    m_error = lastError();
    return kFailed;
}

void Socket::close()
{
    if (isOpen())
        closeSocket(std::exchange(m_handle, kNoSocket));
}

void Socket::setTcpOptions()
{
    setOption(m_handle, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(m_handle, SOL_SOCKET, SO_KEEPALIVE, 1);
}

void Socket::setBlocking(bool blocks, std::chrono::milliseconds limit)
{
    setNonBlocking(m_handle, !blocks);
    setOption(m_handle, SOL_SOCKET, SO_RCVTIMEO, systemTime(limit));
}

} // namespace cicada
