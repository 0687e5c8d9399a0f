#pragma once

#include "base/ring_buffer.h"
#include "redis/endpoint.h"
#include "redis/event_loop.h"
#include "redis/failure.h"
#include "redis/reply.h"
#include "redis/reply_reader.h"
#include "redis/tls_context.h"
#include "redis/traffic.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Who waits for the reply of one call. Exactly one of the two is called, once, from the
/// connection's thread, and it may send further calls on the same connection.
class CallSink
{
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~CallSink() = default;

    /// `written`: just before the last byte of the call was given to the system; `received`: the
    /// last of the reply came. `reply` may be swapped away.
    virtual void onReply(Reply& reply, Time written, Time received) = 0;

    /// `sent`: whether the call was written, so that the server may have counted it.
    virtual void onFailure(const Failure& failure, bool sent) = 0;
};

/// One connection to a Redis: connects, TLS, logs in, then carries pipelined calls. Readiness
/// style: non-blocking socket, wait, then a plain read. Writes of one loop turn leave together. One
/// thread (that of its loop), and it must outlive the handlers posted there: destroy it only where
/// the loop does not run any more, and before the loop.
class Connection : private SocketSink
{
public:
    using Time = CallSink::Time;

    struct Setup
    {
        Endpoint endpoint;
        std::shared_ptr<TlsContext> tls; ///< required where endpoint.tls.enabled
        std::string clientName = "cicada";
        std::size_t maxReplyBytes = ReplyReader::kDefaultMaxReplyBytes;
    };

    /// `setup` is shared by many connections and must outlive them. The host of its endpoint is an
    /// address, or `addresses` are filled in (lookedUp()).
    Connection(EventLoop& loop, const Setup& setup);
    ~Connection() override;

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Connects and logs in; `done` gets null or the failure, once. A connection that failed or was
    /// lost may be opened again. Takes at most endpoint.connectTimeout.
    void open(std::function<void(const Failure*)> done);

    /// Called once when an open connection is lost, after all its calls have failed.
    void setLostHandler(std::function<void(const Failure&)> handler)
    {
        m_lost = std::move(handler);
    }

    bool isOpen() const { return m_state == State::Open; }

    /// To send a call: append its RESP bytes to output(), then commit(). They leave with the end of
    /// the current read, or by flush(). Only while isOpen().
    std::string& output() { return m_output; }

    /// `now` as the caller knows it: the time-out of the call counts from there.
    void commit(CallSink& sink, Time now, std::size_t textLimit = Reply::kShortText);

    void flush();

    bool needsFlush() const { return !m_output.empty() && !m_waitingToWrite; }

    /// Whether it is handing out replies now; it flushes by itself afterwards.
    bool isReading() const { return m_isReading; }

    std::size_t callsInFlight() const { return m_calls.size(); }

    /// Since it was opened last, without the log-in's.
    std::uint64_t callsCommitted() const { return m_callsCommitted; }

    /// When the oldest unanswered call was committed; Time::max() where there is none.
    Time oldestCall() const;

    /// Ends the connection; every call in flight fails with `failure`. The lost handler is called
    /// unless `quietly`.
    void close(const Failure& failure, bool quietly = false);

    /// When the first byte of the reply that is being handed out came: in onReply() only. Before
    /// `received` where the reply took several reads.
    Time firstByte() const { return m_firstByte; }

    /// How long one call takes a plain blocking client on this socket, from before its send to
    /// after its recv; nothing where it fails or takes longer than `limit`. The reply must be one
    /// short line. Only while open, with no call in flight, outside the loop.
    std::optional<std::chrono::nanoseconds> blockingRoundTrip(
        std::string_view call, std::chrono::milliseconds limit);

    /// Over all openings, log-ins too.
    const Traffic& traffic() const { return m_traffic; }

    /// Set-up commands sent so far ("AUTH", "SELECT", "CLIENT" in this order), over all openings.
    struct SetupCalls
    {
        std::uint64_t auth = 0, select = 0, client = 0;
        Traffic traffic = {}; ///< theirs, of openings that succeeded
        std::uint64_t tlsHandshakes = 0;
        std::uint64_t tlsResumptions = 0; ///< of them: took up the session of an earlier one
    };

    const SetupCalls& setupCalls() const { return m_setupCalls; }

    /// The TLS session while open; null without TLS.
    ssl_st* tlsSession() const { return m_session.get(); }

private:
    enum class State
    {
        Closed,
        Connecting,
        TlsHandshake,
        LogIn,
        Open,
    };

    struct PendingCall
    {
        CallSink* sink = nullptr;
        std::size_t textLimit = 0;
        std::uint64_t endOffset = 0; ///< stream offset after its last byte
        Time committed;
        Time written; ///< Time::max() until then
    };

    class LogInSink;

    void onSocketReady(bool canRead, bool canWrite, bool hasEnded) override;
    bool findAddresses();
    void connectToNext();
    void connectEnded(const std::error_code& error);
    void onConnected();
    void shakeHands();
    void logIn();
    void opened();
    void openFailed(FailureKind kind, std::string text);
    void onReadable(bool untilEmpty);
    /// Bytes read; 0: nothing there now; -1: ended (failure filled in).
    long readSome(char* buffer, std::size_t size, Failure& failure);
    long writeSome(const char* data, std::size_t size, Failure& failure);
    bool takeReplies(Time received);
    void watchWrites(bool on);
    void closeSocket();
    void stampWritten(Time begin); ///< of the write that took the last bytes
    void failCalls(const Failure& failure);
    std::string address() const;

    EventLoop& m_loop;
    const Setup& m_setup;
    Socket m_socket;
    bool m_watchesWrites = false; ///< m_loop asks whether m_socket can be written, too
    std::vector<SocketAddress> m_addresses;
    std::size_t m_nextAddress = 0; ///< of m_addresses: to try when this one fails
    EventLoop::Timer m_openTimer;
    TlsContext::Session m_session;
    State m_state = State::Closed;
    std::uint32_t m_generation = 0; ///< handlers of an earlier opening do nothing
    std::function<void(const Failure*)> m_opened;
    std::function<void(const Failure&)> m_lost;
    std::unique_ptr<LogInSink> m_logIn;

    ReplyReader m_reader;
    std::string m_output;
    std::size_t m_outputWritten = 0; ///< of m_output
    std::uint64_t m_callsCommitted = 0;
    std::uint64_t m_committedOffset = 0;
    std::uint64_t m_writtenOffset = 0;
    std::size_t m_unstamped = 0; ///< calls at the end of m_calls without a written time
    RingBuffer<PendingCall> m_calls;
    Time m_firstByte{};
    bool m_waitingToWrite = false;
    bool m_isReading = false;

    Traffic m_traffic;
    Traffic m_trafficBeforeLogIn;
    SetupCalls m_setupCalls;
};

} // namespace cicada
