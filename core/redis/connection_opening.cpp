// How a connection comes to be open: resolve, connect, TLS, log in, all within one time limit.
#include "redis/connection.h"
#include "redis/connection_log_in.h"
#include "redis/resp_encoder.h"

#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>

#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace cicada {

namespace {

FailureKind kindOfConnectError(const std::error_code& error)
{
    if (error == std::errc::connection_refused)
        return FailureKind::Refused;
    if (error == std::errc::timed_out)
        return FailureKind::Timeout;
    if (error == std::errc::connection_reset)
        return FailureKind::Reset;
    return FailureKind::Unreachable;
}

FailureKind kindOfLogInError(std::string_view reply)
{
    const std::string word = serverErrorWord(reply);
    if (word == "NOAUTH" || word == "WRONGPASS" || word == "NOPERM"
        || reply.find("invalid password") != std::string_view::npos
        || reply.find("AUTH") != std::string_view::npos)
        return FailureKind::Auth;
    return FailureKind::ServerError;
}

} // namespace

std::string Connection::address() const
{
    const Endpoint& endpoint = m_setup.endpoint;
    if (endpoint.transport == Endpoint::Transport::Unix)
        return endpoint.unixPath;
    const bool v6 = endpoint.host.find(':') != std::string::npos;
    return (v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

void Connection::open(std::function<void(const Failure*)> done)
{
    ++m_generation;
    m_opened = std::move(done);
    m_state = State::Connecting;
    m_reader.reset();
    m_openTimer.start(std::chrono::steady_clock::now() + m_setup.endpoint.connectTimeout, [this] {
        const char* const what = m_state == State::Connecting ? "connecting"
            : m_state == State::TlsHandshake                  ? "the TLS handshake"
                                                              : "logging in";
        openFailed(
            FailureKind::Timeout, address() + ": " + what + " took longer than the time limit");
    });
    // In a turn of its own: whoever opens is not called back before it has returned.
    m_loop.post([this, generation = m_generation] {
        if (generation == m_generation && findAddresses())
            connectToNext();
    });
}

bool Connection::findAddresses()
{
    const Endpoint& endpoint = m_setup.endpoint;
    m_addresses.clear();
    m_nextAddress = 0;
    if (endpoint.transport == Endpoint::Transport::Unix) {
        try {
            m_addresses.emplace_back(asio::local::stream_protocol::endpoint(endpoint.unixPath));
        } catch (const std::system_error&) {
            openFailed(FailureKind::Unreachable, address() + ": the socket's path is too long");
        }
        return !m_addresses.empty();
    }
    for (const std::string& text :
        endpoint.addresses.empty() ? std::vector{endpoint.host} : endpoint.addresses) {
        std::error_code notAnAddress;
        const auto address = asio::ip::make_address(text, notAnAddress);
        if (!notAnAddress)
            m_addresses.emplace_back(asio::ip::tcp::endpoint(address, endpoint.port));
    }
    if (m_addresses.empty())
        openFailed(FailureKind::Dns, "the host name \"" + endpoint.host + "\" has no address");
    return !m_addresses.empty();
}

void Connection::connectToNext()
{
    const SocketAddress& to = m_addresses[m_nextAddress++];
    closeSocket();
    if (const auto error = m_socket.open(to)) {
        // Most often the limit of open files: say the system's own words.
        openFailed(FailureKind::Unreachable, address() + ": " + error.message());
        return;
    }
    const std::error_code error = m_socket.connect(to);
    if (error && error != std::errc::operation_in_progress) {
        connectEnded(error);
        return;
    }
    // Only now: a socket that does not connect yet counts as one that has ended.
    if (const auto unwatched = m_loop.watch(m_socket.handle(), *this, true)) {
        openFailed(FailureKind::Unreachable, address() + ": " + unwatched.message());
        return;
    }
    m_watchesWrites = true;
    if (!error)
        onConnected();
}

void Connection::connectEnded(const std::error_code& error)
{
    if (!error)
        onConnected();
    else if (m_nextAddress < m_addresses.size())
        connectToNext();
    else
        openFailed(kindOfConnectError(error), address() + ": " + error.message());
}

void Connection::onConnected()
{
    if (m_setup.endpoint.transport == Endpoint::Transport::Tcp)
        m_socket.setTcpOptions();
    watchWrites(false);
    if (!m_setup.endpoint.tls.enabled) {
        logIn();
        return;
    }
    m_state = State::TlsHandshake;
    m_session = m_setup.tls->newSession(m_socket);
    if (!m_session)
        openFailed(FailureKind::Tls, "no memory for a TLS session");
    else
        shakeHands();
}

void Connection::shakeHands()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(m_session.get());
    if (result == 1) {
        m_setupCalls.tlsHandshakes += 1;
        m_setupCalls.tlsResumptions += TlsContext::isResumed(m_session.get()) ? 1 : 0;
        logIn();
        return;
    }
    const int error = SSL_get_error(m_session.get(), result);
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
        m_setup.tls->forgetSession();
        openFailed(
            FailureKind::Tls, address() + ": " + TlsContext::handshakeError(m_session.get()));
        return;
    }
    watchWrites(error == SSL_ERROR_WANT_WRITE);
}

void Connection::logIn()
{
    m_state = State::LogIn;
    m_trafficBeforeLogIn = m_traffic;
    const Endpoint& endpoint = m_setup.endpoint;
    std::vector<LogInSink::Step> steps;
    const auto add = [&](LogInSink::Step step, std::initializer_list<std::string_view> arguments) {
        appendCommand(m_output, std::span(arguments.begin(), arguments.size()));
        steps.push_back(step);
    };
    if (!endpoint.password.empty() && !endpoint.user.empty())
        add(LogInSink::Step::Auth, {"AUTH", endpoint.user, endpoint.password});
    else if (!endpoint.password.empty())
        add(LogInSink::Step::Auth, {"AUTH", endpoint.password});
    if (endpoint.database != 0)
        add(LogInSink::Step::Select, {"SELECT", std::to_string(endpoint.database)});
    add(LogInSink::Step::SetName, {"CLIENT", "SETNAME", m_setup.clientName});
    m_setupCalls.auth += endpoint.password.empty() ? 0 : 1;
    m_setupCalls.select += endpoint.database == 0 ? 0 : 1;
    m_setupCalls.client += 1;

    const std::size_t calls = steps.size();
    m_logIn = std::make_unique<LogInSink>(*this, std::move(steps));
    for (std::size_t i = 0; i < calls; ++i)
        commit(*m_logIn, std::chrono::steady_clock::now());
    const std::uint32_t generation = m_generation;
    flush();
    // What the server said unasked may be there already, and is not told of again.
    if (generation == m_generation)
        onReadable(true);
}

void Connection::LogInSink::onReply(Reply& reply, Time, Time)
{
    const Step step = m_steps[m_answered++];
    if (reply.type == Reply::Type::Error) {
        const FailureKind kind = kindOfLogInError(reply.text);
        // A user without the right to CLIENT SETNAME may still run the test.
        const bool mayGoOn = step == Step::SetName && serverErrorWord(reply.text) == "NOPERM";
        if (!mayGoOn) {
            const char* const what = step == Step::Auth ? "AUTH"
                : step == Step::Select                  ? "SELECT"
                                                        : "CLIENT SETNAME";
            m_connection.openFailed(kind, std::string(what) + ": " + printableLine(reply.text));
            return;
        }
    }
    if (m_answered == m_steps.size())
        m_connection.opened();
}

void Connection::LogInSink::onFailure(const Failure&, bool)
{
    // The connection itself reports why it could not open.
}

void Connection::opened()
{
    m_state = State::Open;
    m_callsCommitted = 0;
    m_setupCalls.traffic.sent += m_traffic.sent - m_trafficBeforeLogIn.sent;
    m_setupCalls.traffic.received += m_traffic.received - m_trafficBeforeLogIn.received;
    m_openTimer.cancel();
    if (auto done = std::exchange(m_opened, nullptr))
        done(nullptr);
}

void Connection::openFailed(FailureKind kind, std::string text)
{
    close({kind, std::move(text)});
}

} // namespace cicada
