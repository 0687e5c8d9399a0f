#pragma once

#include "redis/endpoint.h"
#include "redis/failure.h"

#include <string>

namespace cicada {

/// At which step of "Test connection" a connection failed to open, and what to do about it.
struct ConnectAdvice
{
    std::string step;     ///< "Resolve", "Connect", "TLS" or "Log in"
    std::string sentence; ///< in plain words with the mend; no secret
};

ConnectAdvice adviseOnConnectFailure(const Endpoint& endpoint, const Failure& failure);

/// "127.0.0.1:6379", "[::1]:6379" or the path of the socket file.
std::string addressText(const Endpoint& endpoint);

} // namespace cicada
