#pragma once

#include "redis/connection.h"
#include "server/server_info.h"
#include "server/server_sampler.h"
#include "stats/summary.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace cicada {

/// What the server counted around a run, held against what the run sent: without what of it was
/// this tool's own doing (log-ins of reconnections, sampling, asking for the counts).
class ServerCounts
{
public:
    /// Both block for `limit` at most, on a connection of their own; a server that does not answer
    /// leaves nothing to hold against.
    void takeBefore(
        const Endpoint& endpoint, std::chrono::milliseconds limit, const std::atomic<bool>& cancel);
    void takeAfter(const Endpoint& endpoint, std::chrono::milliseconds limit);

    /// The log-ins of a worker's connections, of which `openedBefore` came before the counts.
    void addLogIns(const Connection::SetupCalls& calls, std::uint64_t openedBefore);

    /// Fills `integrity`, whose callsSent and traffic are given. `sampler` may be null; `lostAny`:
    /// a connection broke. False, with nothing done, where the server was not asked twice.
    bool fill(Integrity& integrity, const Summary& summary, const ServerSampler* sampler,
        bool lostAny) const;

private:
    std::optional<ServerInfo> m_before;
    std::optional<ServerInfo> m_after;
    Traffic m_askingTraffic; ///< as far as it lies between the two
    std::map<std::string, std::uint64_t> m_logInCalls;
    Traffic m_logInTraffic;
};

} // namespace cicada
