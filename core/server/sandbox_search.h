#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cicada {

/// A server program to try for the sandbox. Whether it has JSON is known once it runs: Redis 8 may
/// have it built in or as a module, and a module may not fit a server.
struct SandboxCandidate
{
    std::filesystem::path server;
    std::filesystem::path module; ///< empty: as it is
};

/// Where to look. A plain value, so that tests look elsewhere.
struct SandboxPlaces
{
    std::filesystem::path server; ///< CICADA_REDIS_SERVER: only this one
    std::filesystem::path module; ///< CICADA_JSON_MODULE: only this one
    std::vector<std::filesystem::path> programFolders;
    std::vector<std::filesystem::path> moduleFolders;

    static SandboxPlaces ofThisMachine();
};

/// What is there, best first: redis-stack's server with its module, then redis-server, then
/// valkey-server, each with every module found and last without one.
std::vector<SandboxCandidate> findSandboxCandidates(const SandboxPlaces& places);

/// One sentence for a person: what was looked for, what was tried (`tried`, may be empty) and how
/// to install it.
std::string sandboxNotFoundSentence(const SandboxPlaces& places, const std::string& tried);

} // namespace cicada
