#include "redis/tls_context.h"

#include "redis/failure.h"
#include "redis/tls_socket.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace cicada {

namespace {

std::string lastOpenSslReason()
{
    const unsigned long code = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(code);
    std::string text = reason != nullptr ? reason : "unknown error";
    ERR_clear_error();
    return text;
}

bool isIpAddress(const std::string& name)
{
    ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

Error fileError(const std::string& role, const std::string& file)
{
    return Error{ErrorKind::Invalid,
        "TLS: the " + role + " \"" + file + "\" cannot be used: " + lastOpenSslReason() + "."};
}

} // namespace

void TlsContext::SessionDeleter::operator()(ssl_st* session) const
{
    // OpenSSL would forbid to resume the session of a connection that ended without farewell, as
    // ours do: the socket is closed at once.
    if (session != nullptr && SSL_is_init_finished(session) == 1)
        SSL_set_shutdown(session, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(session);
}

TlsContext::~TlsContext()
{
    SSL_SESSION_free(m_latest);
    SSL_CTX_free(m_context);
}

Result<std::shared_ptr<TlsContext>> TlsContext::make(
    const Endpoint& endpoint, Resumption resumption)
{
    std::shared_ptr<TlsContext> made(new TlsContext);
    made->m_context = SSL_CTX_new(TLS_client_method());
    if (made->m_context == nullptr)
        return Error{ErrorKind::Target, "TLS cannot be started: " + lastOpenSslReason() + "."};
    SSL_CTX* context = made->m_context;
    const Endpoint::Tls& tls = endpoint.tls;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context,
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
            | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1); // or each record is read in two goes: its head, its body
    // A server that just closes is an ended stream here, as without TLS.
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    made->m_verify = tls.verify;
    made->m_serverName = tls.serverName.empty() ? endpoint.host : tls.serverName;
    SSL_CTX_set_verify(context, tls.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);

    if (!tls.caFile.empty()) {
        if (SSL_CTX_load_verify_locations(context, tls.caFile.c_str(), nullptr) != 1)
            return fileError("CA file", tls.caFile);
    } else {
        SSL_CTX_set_default_verify_paths(context);
    }
    if (tls.certificateFile.empty() != tls.keyFile.empty())
        return Error{ErrorKind::Invalid,
            "TLS: a client certificate needs its key file, and a key its certificate."};
    if (!tls.certificateFile.empty()) {
        if (SSL_CTX_use_certificate_chain_file(context, tls.certificateFile.c_str()) != 1)
            return fileError("client certificate", tls.certificateFile);
        if (SSL_CTX_use_PrivateKey_file(context, tls.keyFile.c_str(), SSL_FILETYPE_PEM) != 1)
            return fileError("client key", tls.keyFile);
        if (SSL_CTX_check_private_key(context) != 1)
            return fileError("client key (it does not fit the certificate)", tls.keyFile);
    }
    if (resumption == Resumption::On) {
        SSL_CTX_set_app_data(context, made.get());
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_sess_set_new_cb(context, &TlsContext::keepSession);
    }
    ERR_clear_error();
    return made;
}

// OpenSSL's way to hand over a session; 1: it is ours now.
int TlsContext::keepSession(ssl_st* connection, ssl_session_st* session)
{
    auto* const self = static_cast<TlsContext*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
    const std::lock_guard lock(self->m_mutex);
    SSL_SESSION_free(self->m_latest);
    self->m_latest = session;
    return 1;
}

TlsContext::Session TlsContext::newSession(Socket& socket) const
{
    Session session(SSL_new(m_context));
    BIO* const bio = session ? newTlsSocket(socket) : nullptr;
    if (bio == nullptr)
        return nullptr;
    SSL_set_bio(session.get(), bio, bio);
    SSL_set_connect_state(session.get());
    if (isIpAddress(m_serverName)) {
        if (m_verify)
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), m_serverName.c_str());
    } else {
        SSL_set_tlsext_host_name(session.get(), m_serverName.c_str());
        if (m_verify)
            SSL_set1_host(session.get(), m_serverName.c_str());
    }
    const std::lock_guard lock(m_mutex);
    if (m_latest != nullptr) {
        // A copy: OpenSSL lets a TLS 1.3 session be taken up once, and many connections may open
        // before the next one comes.
        ssl_session_st* const copy = SSL_SESSION_dup(m_latest);
        SSL_set_session(session.get(), copy);
        SSL_SESSION_free(copy);
    }
    return session;
}

void TlsContext::forgetSession() const
{
    const std::lock_guard lock(m_mutex);
    SSL_SESSION_free(m_latest);
    m_latest = nullptr;
}

bool TlsContext::isResumed(const ssl_st* session)
{
    return SSL_session_reused(session) == 1;
}

std::string TlsContext::handshakeError(ssl_st* session)
{
    const long verifyResult = SSL_get_verify_result(session);
    if (verifyResult != X509_V_OK) {
        ERR_clear_error();
        return std::string("the server's certificate is not trusted: ")
            + X509_verify_cert_error_string(verifyResult);
    }
    const unsigned long code = ERR_peek_error();
    if (code == 0)
        return "the server ended the TLS handshake (does it want a client certificate, or no TLS "
               "at all?)";
    return "TLS handshake failed: " + printableLine(lastOpenSslReason());
}

} // namespace cicada
