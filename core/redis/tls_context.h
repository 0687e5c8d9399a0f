#pragma once

#include "base/result.h"
#include "redis/endpoint.h"

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace cicada {

/// The TLS settings of an endpoint, loaded once and shared by all its connections, on any thread.
class TlsContext
{
public:
    /// Error::Invalid names the file that cannot be used (CA, certificate, key) and why.
    static Result<std::shared_ptr<TlsContext>> make(const Endpoint& endpoint);

    struct SessionDeleter
    {
        void operator()(ssl_st* session) const;
    };

    using Session = std::unique_ptr<ssl_st, SessionDeleter>;

    /// A client session bound to `socket` (non-blocking), with server name and verification set;
    /// null where OpenSSL has no memory.
    Session newSession(int socket) const;

    /// Why the handshake of `session` failed, for a person.
    static std::string handshakeError(ssl_st* session);

    ~TlsContext();

private:
    TlsContext() = default;

    ssl_ctx_st* m_context = nullptr;
    std::string m_serverName;
    bool m_verify = true;
};

} // namespace cicada
