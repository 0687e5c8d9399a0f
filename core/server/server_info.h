#pragma once

#include "base/result.h"
#include "redis/client.h"
#include "stats/run_record.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace cicada {

/// INFO text as values. Parsing never fails: unknown or broken lines are skipped, a missing field
/// is its default.
class ServerInfo
{
public:
    static ServerInfo parse(std::string_view infoText);

    /// Field by its INFO name ("used_memory"); empty where missing.
    std::string text(std::string_view field) const;
    std::uint64_t number(std::string_view field) const;
    double real(std::string_view field) const;

    /// From "# Commandstats": calls (with rejected ones) per command in upper case, container
    /// commands summed ("CLIENT" holds client|setname...).
    const std::map<std::string, std::uint64_t>& commandCalls() const { return m_commandCalls; }

    /// total_net_input_bytes and total_net_output_bytes of its clients (replicas' are taken out),
    /// as they see them: what came in is what they sent.
    Traffic clientTraffic() const;

    double cpuSeconds() const;       ///< used_cpu_sys + used_cpu_user
    ServerIdentity identity() const; ///< without jsonVersion

    /// From "# Modules": "2.8.3", or empty where no JSON module is listed.
    std::string jsonModuleVersion() const;

private:
    void take(std::string_view name, std::string_view value);

    std::map<std::string, std::string, std::less<>> m_fields;
    std::map<std::string, std::uint64_t, std::less<>> m_moduleVersions;
    std::map<std::string, std::uint64_t> m_commandCalls;
};

/// INFO everything of a server, one call.
Result<ServerInfo> readServerInfo(Client& client);

/// Version of the JSON module ("2.8.3", "built in", "of unknown version"), or empty where there are
/// no JSON commands. Asks INFO modules, else COMMAND INFO JSON.GET, else whether JSON.TYPE is
/// known: an ACL user may be denied any of them.
Result<std::string> readJsonVersion(Client& client);

} // namespace cicada
