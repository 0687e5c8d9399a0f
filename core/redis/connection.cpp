// The open connection: sending, receiving, ending. How it opens is in connection_opening.cpp.
#include "redis/connection.h"

#include "redis/connection_log_in.h"

#include <algorithm>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace cicada {

namespace {

constexpr std::size_t kReadBytes = std::size_t{128} * 1024;

// One buffer per thread, not per connection: a read is parsed before the next one begins.
char* readBuffer()
{
    thread_local const std::unique_ptr<char[]> buffer(new char[kReadBytes]);
    return buffer.get();
}

// Whoever waits has not been touched since it sent. A sink lies in the middle of its user's
// coroutine frame: fetched while the reply before is judged, the frame is there for its own.
void fetchAhead(const CallSink* sink)
{
#if defined(__GNUC__)
    constexpr std::ptrdiff_t kCacheLine = 64;
    constexpr std::ptrdiff_t kBefore = 5 * kCacheLine;
    constexpr std::ptrdiff_t kBehind = 3 * kCacheLine;
    const auto* const at = reinterpret_cast<const char*>(sink);
    for (std::ptrdiff_t offset = -kBefore; offset < kBehind; offset += kCacheLine)
        __builtin_prefetch(at + offset);
#else
    static_cast<void>(sink);
#endif
}

Failure closedByServer()
{
    return {FailureKind::Reset, "the server closed the connection"};
}

/// Of a read or write of the socket: as it is where something moved or nothing can now; else -1.
long moved(long result, const Socket& socket, Failure& failure)
{
    if (result >= 0)
        return result;
    if (result == Socket::kEnded)
        failure = closedByServer();
    else if (socket.error() == std::errc::timed_out)
        failure = {FailureKind::Timeout, "the connection timed out"};
    else
        failure = {FailureKind::Reset, "the connection was lost: " + socket.error().message()};
    return -1;
}

} // namespace

Connection::Connection(EventLoop& loop, const Setup& setup)
    : m_loop(loop)
    , m_setup(setup)
    , m_openTimer(loop)
    , m_reader(setup.maxReplyBytes)
{
}

Connection::~Connection()
{
    m_session.reset();
    closeSocket();
}

void Connection::commit(CallSink& sink, Time now, std::size_t textLimit)
{
    m_committedOffset = m_writtenOffset + (m_output.size() - m_outputWritten);
    m_calls.push_back({&sink, textLimit, m_committedOffset, now, Time::max()});
    ++m_unstamped;
    ++m_callsCommitted;
}

Connection::Time Connection::oldestCall() const
{
    return m_calls.empty() ? Time::max() : m_calls.front().committed;
}

void Connection::flush()
{
    if (m_waitingToWrite || m_output.empty())
        return;
    while (m_outputWritten < m_output.size()) {
        Failure failure;
        // Before, not after: the server may answer, and its thread take the core, within the write.
        const Time begin = m_unstamped > 0 ? std::chrono::steady_clock::now() : Time();
        const long written = writeSome(
            m_output.data() + m_outputWritten, m_output.size() - m_outputWritten, failure);
        if (written < 0) {
            close(failure);
            return;
        }
        if (written == 0) {
            m_waitingToWrite = true;
            watchWrites(true);
            break;
        }
        m_outputWritten += static_cast<std::size_t>(written);
        m_writtenOffset += static_cast<std::uint64_t>(written);
        m_traffic.sent += static_cast<std::uint64_t>(written);
        stampWritten(begin);
    }
    if (m_outputWritten == m_output.size()) {
        m_output.clear();
        m_outputWritten = 0;
    }
}

void Connection::stampWritten(Time begin)
{
    while (m_unstamped > 0) {
        PendingCall& call = m_calls[m_calls.size() - m_unstamped];
        if (call.endOffset > m_writtenOffset)
            break;
        call.written = begin;
        --m_unstamped;
    }
}

void Connection::watchWrites(bool on)
{
    if (m_watchesWrites == on)
        return;
    m_watchesWrites = on;
    m_loop.watchWrites(m_socket.handle(), *this, on);
}

void Connection::onSocketReady(bool canRead, bool canWrite, bool hasEnded)
{
    if (m_state == State::Connecting) {
        connectEnded(m_socket.connectResult());
        return;
    }
    if (m_state == State::TlsHandshake) {
        shakeHands();
        return;
    }
    const std::uint32_t generation = m_generation;
    if (canWrite && m_waitingToWrite) {
        m_waitingToWrite = false;
        flush();
        if (generation == m_generation && !m_waitingToWrite)
            watchWrites(false);
    }
    if (canRead && generation == m_generation)
        onReadable(hasEnded);
}

// `untilEmpty`: as it will not be told again that there is something.
void Connection::onReadable(bool untilEmpty)
{
    const std::uint32_t generation = m_generation;
    char* const buffer = readBuffer();
    bool drained = false;
    // A few reads at most, so that one busy connection does not starve the others.
    for (int reads = 0; reads < 16 && !drained; ++reads) {
        Failure failure;
        const long size = readSome(buffer, kReadBytes, failure);
        if (size < 0) {
            close(failure);
            return;
        }
        if (size == 0) {
            drained = true;
            break;
        }
        m_traffic.received += static_cast<std::uint64_t>(size);
        const bool wasMidReply = m_reader.isMidReply();
        m_reader.feed(buffer, static_cast<std::size_t>(size));
        m_isReading = true;
        const Time received = std::chrono::steady_clock::now();
        if (!wasMidReply)
            m_firstByte = received;
        const bool goesOn = takeReplies(received);
        m_isReading = false;
        if (!goesOn || generation != m_generation)
            return;
        // What TLS holds is not in the socket any more.
        drained = m_socket.isReadEmpty() && !untilEmpty
            && !(m_session && SSL_has_pending(m_session.get()));
    }
    if (needsFlush())
        flush();
    if (drained || generation != m_generation)
        return;
    m_loop.post([this, generation, untilEmpty] {
        if (generation == m_generation)
            onReadable(untilEmpty);
    });
}

bool Connection::takeReplies(Time received)
{
    const std::uint32_t generation = m_generation;
    for (;;) {
        const std::size_t textLimit
            = m_calls.empty() ? Reply::kShortText : m_calls.front().textLimit;
        switch (m_reader.next(textLimit)) {
        case ReplyReader::Status::NeedMore:
            return true;
        case ReplyReader::Status::Broken:
            close(m_reader.failure());
            return false;
        case ReplyReader::Status::Complete:
            break;
        }
        Reply& reply = m_reader.reply();
        if (m_calls.empty()) {
            // Redis says "max number of clients reached" and the like before it hangs up.
            const FailureKind kind = reply.type == Reply::Type::Error ? FailureKind::ServerError
                                                                      : FailureKind::Protocol;
            close({kind,
                kind == FailureKind::ServerError ? printableLine(reply.text)
                                                 : "a reply that nobody asked for"});
            return false;
        }
        const PendingCall call = m_calls.takeFront();
        if (!m_calls.empty())
            fetchAhead(m_calls.front().sink);
        m_unstamped = std::min(m_unstamped, m_calls.size());
        call.sink->onReply(
            reply, call.written == Time::max() ? call.committed : call.written, received);
        if (generation != m_generation)
            return false;
        m_firstByte = received; // of the next one, which is in the same read
    }
}

long Connection::readSome(char* buffer, std::size_t size, Failure& failure)
{
    if (!m_session)
        return moved(m_socket.read(buffer, size), m_socket, failure);
    ERR_clear_error();
    const int got = SSL_read(m_session.get(), buffer, static_cast<int>(size));
    if (got > 0)
        return got;
    switch (SSL_get_error(m_session.get(), got)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return 0;
    case SSL_ERROR_SSL:
        failure = {FailureKind::Tls, TlsContext::handshakeError(m_session.get())};
        return -1;
    default:
        failure = closedByServer();
        return -1;
    }
}

long Connection::writeSome(const char* data, std::size_t size, Failure& failure)
{
    if (!m_session)
        return moved(m_socket.write(data, size), m_socket, failure);
    ERR_clear_error();
    const int put
        = SSL_write(m_session.get(), data, static_cast<int>(std::min<std::size_t>(size, 1U << 30)));
    if (put > 0)
        return put;
    switch (SSL_get_error(m_session.get(), put)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return 0;
    default:
        failure = closedByServer();
        return -1;
    }
}

void Connection::close(const Failure& failure, bool quietly)
{
    if (m_state == State::Closed)
        return;
    // A copy, as it may refer to something that closing resets.
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
    const Failure reason = failure;
    const State previous = m_state;
    ++m_generation;
    m_state = State::Closed;
    m_openTimer.cancel();
    m_session.reset();
    closeSocket();
    m_reader.reset(); // half a reply may be half a gigabyte
    failCalls(reason);
    if (previous == State::Open) {
        if (m_lost && !quietly)
            m_lost(reason);
    } else if (auto opened = std::exchange(m_opened, nullptr)) {
        if (!quietly)
            opened(&reason);
    }
}

void Connection::closeSocket()
{
    if (m_socket.isOpen())
        m_loop.unwatch(m_socket.handle(), *this);
    m_watchesWrites = false;
    m_socket.close();
}

void Connection::failCalls(const Failure& failure)
{
    RingBuffer<PendingCall> calls = std::exchange(m_calls, {});
    m_unstamped = 0;
    m_output.clear();
    m_outputWritten = 0;
    m_waitingToWrite = false;
    m_writtenOffset = m_committedOffset = 0;
    while (!calls.empty()) {
        const PendingCall call = calls.takeFront();
        call.sink->onFailure(failure, call.written != Time::max());
    }
}

} // namespace cicada
