#pragma once

#include "redis/endpoint.h"
#include "server/plan_caps.h"
#include "stats/run_record.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// One line of "Test connection".
struct CheckStep
{
    enum class Status
    {
        Passed,
        Warning,
        Failed,
        Skipped,
    };

    std::string name; ///< "Resolve", "Connect", "TLS", "Log in", "Ping", "Server", "JSON",
                      ///< "Memory", "Keys", "Keys under prefix", "Limits"
    Status status = Status::Passed;
    std::string detail; ///< figures, or what failed in plain words with the mend
};

/// What a person wants to see before writing to a server that is not their own. Zero where the
/// server did not say.
struct TargetFigures
{
    std::string role; ///< "master", "slave"
    std::optional<std::uint64_t> keys;
    std::uint64_t usedMemory = 0;
    std::uint64_t maxMemory = 0; ///< 0: no limit, or unknown
    std::uint64_t clients = 0;
    std::uint64_t maxClients = 0;
    std::optional<PlanCaps> planCaps; ///< not for loopback
};

struct CheckResult
{
    std::vector<CheckStep> steps;
    ServerIdentity server;
    TargetFigures figures;
    double pingMicroseconds = 0; ///< median of 20
    bool reachable = false;      ///< connected and logged in
    bool hasJson = false;
    std::string sentence; ///< the failure in one sentence, or "Redis 7.0.15, JSON 2.8.3, 0.08 ms"
};

/// Asks the server everything a user wants to know before a test; read-only. Blocks, bounded by
/// the endpoint's timeouts. `onStep` is called from this thread as each step ends; `prefixes` are
/// counted by SCAN up to 100,000 keys or a second.
CheckResult checkTarget(const Endpoint& endpoint, const std::vector<std::string>& prefixes,
    const std::function<void(const CheckStep&)>& onStep = {});

} // namespace cicada
