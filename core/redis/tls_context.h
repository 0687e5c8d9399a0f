#pragma once

#include "base/result.h"
#include "redis/endpoint.h"
#include "redis/socket.h"

#include <memory>
#include <mutex>
#include <string>

struct ssl_ctx_st;
struct ssl_session_st;
struct ssl_st;

namespace cicada {

/// The TLS settings of an endpoint, loaded once and shared by all its connections, on any thread.
class TlsContext
{
public:
    /// Whether a handshake takes up the latest session of another connection, which spares the
    /// server its private key and both sides the certificates.
    enum class Resumption
    {
        Off,
        On,
    };

    /// Error::Invalid names the file that cannot be used (CA, certificate, key) and why.
    static Result<std::shared_ptr<TlsContext>> make(
        const Endpoint& endpoint, Resumption resumption = Resumption::Off);

    struct SessionDeleter
    {
        void operator()(ssl_st* session) const;
    };

    using Session = std::unique_ptr<ssl_st, SessionDeleter>;

    /// A client session over `socket`, which must outlive it, with server name and verification
    /// set; null where OpenSSL has no memory.
    Session newSession(Socket& socket) const;

    /// After a handshake that failed: the next one is whole, in case the session was why.
    void forgetSession() const;

    /// Whether the handshake of `session`, which is over, took up an earlier one.
    static bool isResumed(const ssl_st* session);

    /// Why the handshake of `session` failed, for a person.
    static std::string handshakeError(ssl_st* session);

    ~TlsContext();

private:
    TlsContext() = default;

    static int keepSession(ssl_st* connection, ssl_session_st* session);

    ssl_ctx_st* m_context = nullptr;
    mutable std::mutex m_mutex;
    mutable ssl_session_st* m_latest = nullptr; ///< guarded by m_mutex; null: none to resume
    std::string m_serverName;
    bool m_verify = true;
};

} // namespace cicada
