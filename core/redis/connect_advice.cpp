#include "redis/connect_advice.h"

#include "base/units.h"

namespace cicada {

namespace {

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string withSystemsWords(const std::string& sentence, const std::string& words)
{
    return sentence + " (" + words + ")";
}

std::string refusedSentence(const Endpoint& endpoint)
{
    if (endpoint.transport == Endpoint::Transport::Unix)
        return "No server is behind the socket file " + endpoint.unixPath
            + ". Is Redis running, and does it use this file?";
    return "Nothing listens on " + addressText(endpoint)
        + ". Is Redis running, and is the port right?";
}

std::string unreachableSentence(const Endpoint& endpoint, const Failure& failure)
{
    if (endpoint.transport == Endpoint::Transport::Unix)
        return withSystemsWords("The socket file " + endpoint.unixPath
                + " cannot be used. Is the path right, and may you read and write it?",
            failure.text);
    return withSystemsWords(addressText(endpoint)
            + " cannot be reached. Is the address right, and this machine's network up?",
        failure.text);
}

ConnectAdvice timeoutAdvice(const Endpoint& endpoint, const Failure& failure)
{
    const std::string limit = formatDuration(endpoint.connectTimeout);
    const std::string address = addressText(endpoint);
    if (holds(failure.text, "TLS handshake"))
        return {"TLS",
            address + " accepts connections but did not answer the TLS handshake within " + limit
                + ". Use its TLS port, or redis:// (TLS off) if this one is not."};
    if (holds(failure.text, "logging in"))
        return {"Log in",
            address + " accepts connections but did not answer within " + limit
                + ". Is it a Redis, is it busy or stopped, or does it expect TLS (rediss://)?"};
    return {"Connect",
        address + " did not answer within " + limit
            + ". Is the address right, and does a firewall stand between?"};
}

ConnectAdvice resetAdvice(const Endpoint& endpoint, const Failure& failure)
{
    const std::string address = addressText(endpoint);
    // In TLS 1.3 the client's handshake is done before the server has judged its certificate, and
    // the server's reason may be lost with the connection.
    if (endpoint.tls.enabled)
        return {"TLS",
            withSystemsWords(address
                    + " ended the connection right after the TLS handshake. Does it want a client "
                      "certificate, or another one?",
                failure.text)};
    return {"Log in",
        withSystemsWords(address
                + " ended the connection before the log-in was done. Does it expect TLS "
                  "(rediss://), or refuse this machine?",
            failure.text)};
}

std::string tlsSentence(const Endpoint& endpoint, const std::string& text)
{
    const std::string name
        = endpoint.tls.serverName.empty() ? endpoint.host : endpoint.tls.serverName;
    if (holds(text, "mismatch"))
        return "The server's certificate is not for \"" + name
            + "\". Connect by a name that it holds, or set the server name in the TLS settings.";
    if (holds(text, "expired"))
        return "The server's certificate has expired. It must be renewed on the server.";
    if (holds(text, "not yet valid"))
        return "The server's certificate is not valid yet. Is the clock of this machine right?";
    if (holds(text, "not trusted"))
        return withSystemsWords(
            "The server's certificate is not from an authority that this machine knows. "
            "Set the CA file that signed it in the TLS settings.",
            text);
    if (holds(text, "wrong version number") || holds(text, "packet length too long"))
        return addressText(endpoint)
            + " does not speak TLS. Use its TLS port, or redis:// (and TLS off) for this one.";
    if (holds(text, "certificate required") || holds(text, "handshake failure"))
        return "The server wants a client certificate. Set certificate and key in the TLS "
               "settings.";
    if (holds(text, "unknown ca") || holds(text, "alert"))
        return withSystemsWords(
            "The server does not accept the client certificate. Is it signed by the "
            "authority that the server trusts?",
            text);
    return withSystemsWords("The TLS handshake failed.", text);
}

std::string logInSentence(const Endpoint& endpoint, const std::string& text)
{
    if (holds(text, "WRONGPASS") || holds(text, "invalid password"))
        return "The server refused the user name or the password of this target.";
    if (holds(text, "NOAUTH"))
        return "The server wants a password, and this target has none. Set user and password.";
    if (holds(text, "without any password configured"))
        return "The server has no password set for this user, but the target gives one. Leave it "
               "empty.";
    if (holds(text, "SELECT"))
        return withSystemsWords("The server refuses database " + std::to_string(endpoint.database)
                + ". Choose one that it has; 0 is always there.",
            text);
    if (holds(text, "max number of clients"))
        return "The server takes no more clients (maxclients). Close some, or raise its limit.";
    return withSystemsWords("The server refused to log in.", text);
}

} // namespace

std::string addressText(const Endpoint& endpoint)
{
    if (endpoint.transport == Endpoint::Transport::Unix)
        return endpoint.unixPath;
    const bool isIpv6 = endpoint.host.find(':') != std::string::npos;
    return (isIpv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":"
        + std::to_string(endpoint.port);
}

ConnectAdvice adviseOnConnectFailure(const Endpoint& endpoint, const Failure& failure)
{
    switch (failure.kind) {
    case FailureKind::Dns:
        return {"Resolve",
            "The host name \"" + endpoint.host
                + "\" has no address. Is it spelled right, and does this network know it?"};
    case FailureKind::Refused:
        return {"Connect", refusedSentence(endpoint)};
    case FailureKind::Unreachable:
        return {"Connect", unreachableSentence(endpoint, failure)};
    case FailureKind::Timeout:
        return timeoutAdvice(endpoint, failure);
    case FailureKind::Tls:
        return {"TLS", tlsSentence(endpoint, failure.text)};
    case FailureKind::Reset:
        return resetAdvice(endpoint, failure);
    case FailureKind::Protocol:
    case FailureKind::TooLarge:
    case FailureKind::UnexpectedReply:
    case FailureKind::WrongValue:
        return {"Log in",
            withSystemsWords(
                addressText(endpoint) + " answers, but not as a Redis does. Is the port right?",
                failure.text)};
    case FailureKind::Auth:
    case FailureKind::ServerError:
    case FailureKind::Moved:
        return {"Log in", logInSentence(endpoint, failure.text)};
    }
    return {"Connect", failure.text};
}

} // namespace cicada
