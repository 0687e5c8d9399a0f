// The open connection: sending, receiving, ending. How it opens is in connection_opening.cpp.
#include "redis/connection.h"

#include "redis/connection_log_in.h"

#include <asio/buffer.hpp>
#include <asio/post.hpp>

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

Failure endedFailure(const std::error_code& error)
{
    if (error == asio::error::timed_out)
        return {FailureKind::Timeout, "the connection timed out"};
    if (error == asio::error::eof)
        return {FailureKind::Reset, "the server closed the connection"};
    return {FailureKind::Reset, "the connection was lost: " + error.message()};
}

} // namespace

Connection::Connection(asio::io_context& context, const Setup& setup)
    : m_context(context)
    , m_setup(setup)
    , m_socket(context)
    , m_resolver(context)
    , m_openTimer(context)
    , m_reader(setup.maxReplyBytes)
{
}

Connection::~Connection()
{
    std::error_code ignored;
    m_session.reset();
    m_socket.close(ignored);
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
        const long written = writeSome(
            m_output.data() + m_outputWritten, m_output.size() - m_outputWritten, failure);
        if (written < 0) {
            close(failure);
            return;
        }
        if (written == 0) {
            waitToWrite();
            break;
        }
        m_outputWritten += static_cast<std::size_t>(written);
        m_writtenOffset += static_cast<std::uint64_t>(written);
        m_traffic.sent += static_cast<std::uint64_t>(written);
    }
    stampWritten();
    if (m_outputWritten == m_output.size()) {
        m_output.clear();
        m_outputWritten = 0;
    }
}

void Connection::stampWritten()
{
    if (m_unstamped == 0)
        return;
    const Time now = std::chrono::steady_clock::now();
    while (m_unstamped > 0) {
        PendingCall& call = m_calls[m_calls.size() - m_unstamped];
        if (call.endOffset > m_writtenOffset)
            break;
        call.written = now;
        --m_unstamped;
    }
}

void Connection::waitToWrite()
{
    m_waitingToWrite = m_watchesWrites = true;
    m_socket.async_wait(asio::socket_base::wait_write,
        [this, generation = m_generation](const std::error_code& error) {
            if (generation != m_generation)
                return;
            m_waitingToWrite = false;
            if (error)
                close(endedFailure(error));
            else
                flush();
        });
}

void Connection::armRead()
{
    if (m_watchesWrites && !m_waitingToWrite)
        watchReadsOnly();
    m_socket.async_wait(asio::socket_base::wait_read,
        [this, generation = m_generation](const std::error_code& error) {
            if (generation != m_generation)
                return;
            if (error)
                close(endedFailure(error));
            else
                onReadable();
        });
}

// Once it has waited for a write, Asio's epoll reactor asks for writability with every wait for a
// read, and as a socket nearly always can be written, the loop wakes once more for each reply.
void Connection::watchReadsOnly()
{
    m_watchesWrites = false;
#ifdef ASIO_HAS_EPOLL
    std::error_code error;
    const auto protocol = m_socket.local_endpoint(error).protocol();
    if (error)
        return; // it is lost already, as the next read will say
    const auto socket = m_socket.release(error);
    if (!error)
        m_socket.assign(protocol, socket, error);
    if (!error)
        m_socket.non_blocking(true, error);
#endif
}

void Connection::onReadable()
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
        // A short read means that nothing more is there; TLS may hold a further record.
        drained = static_cast<std::size_t>(size) < kReadBytes
            && !(m_session && SSL_has_pending(m_session.get()));
    }
    if (needsFlush())
        flush();
    if (generation != m_generation)
        return;
    if (drained) {
        armRead();
        return;
    }
    // Not by waiting: the socket does not tell of what TLS holds.
    asio::post(m_context, [this, generation] {
        if (generation == m_generation)
            onReadable();
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
    if (!m_session) {
        std::error_code error;
        const std::size_t got = m_socket.read_some(asio::buffer(buffer, size), error);
        if (!error)
            return static_cast<long>(got);
        if (error == asio::error::would_block || error == asio::error::interrupted)
            return 0;
        failure = endedFailure(error);
        return -1;
    }
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
        failure = endedFailure(asio::error::eof);
        return -1;
    }
}

long Connection::writeSome(const char* data, std::size_t size, Failure& failure)
{
    if (!m_session) {
        std::error_code error;
        const std::size_t put = m_socket.write_some(asio::buffer(data, size), error);
        if (!error)
            return static_cast<long>(put);
        if (error == asio::error::would_block || error == asio::error::interrupted)
            return 0;
        failure = endedFailure(error);
        return -1;
    }
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
        failure = endedFailure(asio::error::eof);
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
    m_resolver.cancel();
    m_session.reset();
    std::error_code ignored;
    m_socket.close(ignored);
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
