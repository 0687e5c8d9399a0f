#pragma once

#include "base/result.h"
#include "server/server_info.h"

#include <cstdint>

namespace cicada {

/// Error::Invalid, naming load.connections, where the server's maxclients leaves no room for so
/// many. A server that does not say it has no limit here.
Result<Done> checkClientLimit(std::uint64_t connections, const ServerInfo& server);

/// The same for the files that this process may open, whose limit is raised as far as the system
/// lets it. Call before the connections are opened.
Result<Done> allowDescriptors(std::uint64_t connections);

} // namespace cicada
