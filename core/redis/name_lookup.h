#pragma once

#include "base/result.h"
#include "redis/endpoint.h"

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace cicada {

/// The addresses of a host name, as text. getaddrinfo() cannot be told when to give up, so it runs
/// in a thread that is left to itself after `limit`, or when `cancel` becomes true. Error::Target:
/// no address, or no answer in time.
Result<std::vector<std::string>> lookUpName(const std::string& host,
    std::chrono::milliseconds limit, const std::atomic<bool>* cancel = nullptr);

/// `endpoint` with its addresses filled in, where its host is a name; unchanged otherwise. Bounded
/// by its connectTimeout.
Result<Endpoint> lookedUp(Endpoint endpoint, const std::atomic<bool>* cancel = nullptr);

} // namespace cicada
