#include "engine/connection_limits.h"

#include "base/units.h"

#include <algorithm>
#ifndef _WIN32
#include <sys/resource.h>
#endif

namespace cicada {

namespace {

/// Files, sockets of other kinds, threads' loops: what a run opens beside its connections.
constexpr std::uint64_t kOtherDescriptors = 200;

Error tooMany(std::uint64_t connections, const std::string& reason)
{
    return {ErrorKind::Invalid,
        "load.connections: must be fewer than " + formatCount(connections) + ": " + reason};
}

} // namespace

Result<Done> checkClientLimit(std::uint64_t connections, const ServerInfo& server)
{
    const std::uint64_t most = server.number("maxclients");
    // The one that asks is counted, and gone before the others come; the sampler takes its place.
    const std::uint64_t connected = server.number("connected_clients");
    if (most == 0 || connections + connected <= most)
        return Done{};
    return tooMany(connections,
        "the server lets in " + formatCount(most) + " clients (maxclients), and "
            + formatCount(connected) + (connected == 1 ? " is" : " are") + " connected.");
}

Result<Done> allowDescriptors(std::uint64_t connections)
{
#ifndef _WIN32
    const rlim_t needed = connections + kOtherDescriptors;
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= needed)
        return Done{};
    files.rlim_cur = std::min(files.rlim_max, needed);
    if (setrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur < needed)
        return tooMany(connections,
            "this system lets a program open " + formatCount(files.rlim_max)
                + " files at a time (ulimit -Hn).");
#endif
    return Done{};
}

} // namespace cicada
