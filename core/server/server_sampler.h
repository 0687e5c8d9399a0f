#pragma once

#include "redis/endpoint.h"
#include "redis/traffic.h"
#include "stats/run_record.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace cicada {

/// Asks INFO once a second on a connection and thread of its own while a run lasts, for the server
/// chart. Thread-safe. A lost server is a gap, it reconnects by itself.
class ServerSampler
{
public:
    explicit ServerSampler(const Endpoint& endpoint);
    ~ServerSampler(); ///< joins within a second

    void start(std::chrono::steady_clock::time_point runStart);
    void stop();

    std::vector<ServerSample> samples() const; ///< at most 1,200, thinned
    /// Commands this sampler itself sent (INFO, AUTH, SELECT, CLIENT), to be taken out of the
    /// server's counts.
    std::map<std::string, std::uint64_t> callsSent() const;
    /// Its bytes; nothing where a connection failed, and how much of them arrived is not known.
    std::optional<Traffic> traffic() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace cicada
