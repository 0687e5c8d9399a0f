#pragma once

#include "server/server_info.h"
#include "stats/run_record.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace cicada {

/// Holds what we sent against what the server counted. `before` and `after` are its commandstats
/// around the run, `ownCalls` our set-up traffic in between (log-ins of reconnections, sampling),
/// which is taken out; `unanswered` calls may or may not have reached it; `discarded` ones were
/// queued by MULTI and dropped, which it does not count. Fills the rest of `integrity`, whose
/// callsSent is given.
void checkIntegrity(Integrity& integrity, const ServerInfo& before, const ServerInfo& after,
    const std::map<std::string, std::uint64_t>& ownCalls,
    const std::map<std::string, std::uint64_t>& unanswered,
    const std::map<std::string, std::uint64_t>& discarded);

/// The same for bytes: `ownTraffic` is what of ours lies between the two and is of no call, absent
/// where it is not known to the byte. Where a connection was lost (`lostAny`), or a call got no
/// reply, nobody knows how much of it arrived. `integrity.traffic` is given.
void checkBytes(Integrity& integrity, const ServerInfo& before, const ServerInfo& after,
    const std::optional<Traffic>& ownTraffic, bool lostAny);

/// How many replies were held against what was written, where `share` of them were to be.
void noteCheckedValues(Integrity& integrity, const RunRecord& record, double share);

} // namespace cicada
