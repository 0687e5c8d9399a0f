// How a connection comes to be open: resolve, connect, TLS, log in, all within one time limit.
#include "redis/connection.h"
#include "redis/connection_log_in.h"
#include "redis/resp_encoder.h"

#include <asio/ip/address.hpp>
#include <asio/local/stream_protocol.hpp>

#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace cicada {

namespace {

using StreamEndpoint = asio::generic::stream_protocol::endpoint;

FailureKind kindOfConnectError(const std::error_code& error)
{
    if (error == asio::error::connection_refused)
        return FailureKind::Refused;
    if (error == asio::error::timed_out)
        return FailureKind::Timeout;
    if (error == asio::error::connection_reset)
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
    m_state = State::Resolving;
    m_reader.reset();
    m_openTimer.expires_after(m_setup.endpoint.connectTimeout);
    m_openTimer.async_wait([this, generation = m_generation](const std::error_code& error) {
        if (error || generation != m_generation || m_state == State::Open)
            return;
        const char* const what = m_state == State::Resolving ? "looking up the name"
            : m_state == State::Connecting                   ? "connecting"
            : m_state == State::TlsHandshake                 ? "the TLS handshake"
                                                             : "logging in";
        openFailed(
            FailureKind::Timeout, address() + ": " + what + " took longer than the time limit");
    });
    resolve();
}

void Connection::resolve()
{
    const Endpoint& endpoint = m_setup.endpoint;
    if (endpoint.transport == Endpoint::Transport::Unix) {
        std::vector<StreamEndpoint> addresses;
        try {
            addresses.emplace_back(asio::local::stream_protocol::endpoint(endpoint.unixPath));
        } catch (const std::system_error&) {
            asio::post(m_context, [this, generation = m_generation] {
                if (generation == m_generation)
                    openFailed(
                        FailureKind::Unreachable, address() + ": the socket's path is too long");
            });
            return;
        }
        connectTo(std::move(addresses), 0);
        return;
    }
    std::vector<StreamEndpoint> known;
    for (const std::string& text :
        endpoint.addresses.empty() ? std::vector{endpoint.host} : endpoint.addresses) {
        std::error_code notAnAddress;
        const auto address = asio::ip::make_address(text, notAnAddress);
        if (!notAnAddress)
            known.emplace_back(asio::ip::tcp::endpoint(address, endpoint.port));
    }
    if (!known.empty()) {
        connectTo(std::move(known), 0);
        return;
    }
    m_resolver.async_resolve(endpoint.host, std::to_string(endpoint.port),
        [this, generation = m_generation](
            const std::error_code& error, const asio::ip::tcp::resolver::results_type& results) {
            if (generation != m_generation)
                return;
            if (error || results.empty()) {
                openFailed(FailureKind::Dns,
                    "the host name \"" + m_setup.endpoint.host + "\" has no address");
                return;
            }
            std::vector<StreamEndpoint> addresses;
            for (const auto& entry : results)
                addresses.emplace_back(entry.endpoint());
            connectTo(std::move(addresses), 0);
        });
}

void Connection::connectTo(std::vector<StreamEndpoint> addresses, std::size_t index)
{
    m_state = State::Connecting;
    std::error_code error;
    m_socket.close(error);
    m_socket.open(addresses[index].protocol(), error);
    if (!error)
        m_socket.non_blocking(true, error);
    if (error) {
        // Most often the limit of open files: say the system's own words.
        asio::post(m_context, [this, generation = m_generation, error] {
            if (generation == m_generation)
                openFailed(FailureKind::Unreachable, address() + ": " + error.message());
        });
        return;
    }
    m_watchesWrites = true; // connecting is waiting for a write
    const StreamEndpoint to = addresses[index];
    m_socket.async_connect(to,
        [this, generation = m_generation, addresses = std::move(addresses), index](
            const std::error_code& failed) mutable {
            if (generation != m_generation)
                return;
            if (!failed)
                onConnected();
            else if (index + 1 < addresses.size())
                connectTo(std::move(addresses), index + 1);
            else
                openFailed(kindOfConnectError(failed), address() + ": " + failed.message());
        });
}

void Connection::onConnected()
{
    std::error_code ignored;
    if (m_setup.endpoint.transport == Endpoint::Transport::Tcp) {
        m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
        m_socket.set_option(asio::socket_base::keep_alive(true), ignored);
    }
    if (!m_setup.endpoint.tls.enabled) {
        logIn();
        return;
    }
    m_state = State::TlsHandshake;
    m_session = m_setup.tls->newSession(static_cast<int>(m_socket.native_handle()));
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
    const auto wait = error == SSL_ERROR_WANT_READ ? asio::socket_base::wait_read
                                                   : asio::socket_base::wait_write;
    m_socket.async_wait(wait, [this, generation = m_generation](const std::error_code& failed) {
        if (generation != m_generation)
            return;
        if (failed)
            openFailed(FailureKind::Tls, address() + ": " + failed.message());
        else
            shakeHands();
    });
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
    if (generation == m_generation)
        armRead();
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
