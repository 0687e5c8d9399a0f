#include "server/server_info.h"

#include "redis/failure.h"

#include <algorithm>
#include <charconv>

namespace cicada {

namespace {

// A hostile or broken server may send anything: what is kept stays small.
constexpr std::size_t kMostLines = 20'000;
constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestValue = 512;

template <typename Number>
Number numberOr0(std::string_view text)
{
    Number value{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() ? value : Number{};
}

/// "b" of "a=1,b=2": the text behind `name=`; empty where missing.
std::string_view listed(std::string_view values, std::string_view name)
{
    while (!values.empty()) {
        const std::size_t end = std::min(values.find(','), values.size());
        const std::string_view item = values.substr(0, end);
        if (item.size() > name.size() && item.starts_with(name) && item[name.size()] == '=')
            return item.substr(name.size() + 1);
        values.remove_prefix(std::min(end + 1, values.size()));
    }
    return {};
}

std::string upperCase(std::string_view text)
{
    std::string upper(text);
    for (char& c : upper) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
}

/// 20803 -> "2.8.3".
std::string moduleVersionText(std::uint64_t version)
{
    return std::to_string(version / 10000) + "." + std::to_string(version / 100 % 100) + "."
        + std::to_string(version % 100);
}

bool isUnknownCommand(const Reply& reply)
{
    return reply.type == Reply::Type::Error
        && upperCase(reply.text).find("UNKNOWN COMMAND") != std::string::npos;
}

/// For servers that let this user ask neither INFO nor COMMAND: a read of a key that is not there,
/// whose refusal (NOPERM) still says that the command exists.
Result<bool> answersJsonGet(Client& client)
{
    const auto reply = client.call({"JSON.TYPE", "cicada:is-json-there", "$"});
    if (!reply)
        return reply.error();
    return !isUnknownCommand(*reply);
}

} // namespace

ServerInfo ServerInfo::parse(std::string_view infoText)
{
    ServerInfo info;
    for (std::size_t lines = 0; lines < kMostLines && !infoText.empty(); ++lines) {
        const std::size_t end = std::min(infoText.find('\n'), infoText.size());
        std::string_view line = infoText.substr(0, end);
        infoText.remove_prefix(std::min(end + 1, infoText.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::size_t colon = line.find(':');
        if (line.starts_with('#') || colon == std::string_view::npos || colon == 0
            || colon > kLongestName)
            continue;
        info.take(line.substr(0, colon), line.substr(colon + 1));
    }
    return info;
}

void ServerInfo::take(std::string_view name, std::string_view value)
{
    constexpr std::string_view kCommandPrefix = "cmdstat_";
    if (name.starts_with(kCommandPrefix)) {
        const std::string_view command = name.substr(kCommandPrefix.size());
        m_commandCalls[upperCase(command.substr(0, command.find('|')))]
            += numberOr0<std::uint64_t>(listed(value, "calls"))
            + numberOr0<std::uint64_t>(listed(value, "rejected_calls"));
    } else if (name == "module") {
        m_moduleVersions[std::string(listed(value, "name").substr(0, kLongestName))]
            = numberOr0<std::uint64_t>(listed(value, "ver"));
    } else {
        m_fields.insert_or_assign(std::string(name), printableLine(value, kLongestValue));
    }
}

std::string ServerInfo::text(std::string_view field) const
{
    const auto found = m_fields.find(field);
    return found == m_fields.end() ? std::string() : found->second;
}

std::uint64_t ServerInfo::number(std::string_view field) const
{
    const auto found = m_fields.find(field);
    return found == m_fields.end() ? 0 : numberOr0<std::uint64_t>(found->second);
}

double ServerInfo::real(std::string_view field) const
{
    const auto found = m_fields.find(field);
    return found == m_fields.end() ? 0 : numberOr0<double>(found->second);
}

Traffic ServerInfo::clientTraffic() const
{
    const auto without = [this](const char* all, const char* replicas) {
        return number(all) - std::min(number(all), number(replicas));
    };
    return {without("total_net_input_bytes", "total_net_repl_input_bytes"),
        without("total_net_output_bytes", "total_net_repl_output_bytes")};
}

double ServerInfo::cpuSeconds() const
{
    return real("used_cpu_sys") + real("used_cpu_user");
}

ServerIdentity ServerInfo::identity() const
{
    constexpr std::size_t kLongest = 40;
    const std::string name
        = text("server_name"); // Valkey's; its redis_version is the one it is compatible with
    const std::string ownVersion = name.empty() ? std::string() : text(name + "_version");
    ServerIdentity identity;
    identity.name = name.empty() ? "redis" : printableLine(name, kLongest);
    identity.version
        = printableLine(ownVersion.empty() ? text("redis_version") : ownVersion, kLongest);
    const std::string mode = text("redis_mode");
    identity.mode = printableLine(mode.empty() ? text("server_mode") : mode, kLongest);
    return identity;
}

std::string ServerInfo::jsonModuleVersion() const
{
    for (const char* name : {"ReJSON", "json"}) {
        if (const auto found = m_moduleVersions.find(name); found != m_moduleVersions.end())
            return moduleVersionText(found->second);
    }
    return {};
}

Result<ServerInfo> readServerInfo(Client& client)
{
    const auto reply = client.call({"INFO", "everything"});
    if (!reply)
        return reply.error();
    if (reply->type != Reply::Type::Bulk)
        return Error{ErrorKind::Target,
            "The server does not answer INFO: " + printableLine(reply->text) + "."};
    return ServerInfo::parse(reply->text);
}

Result<std::string> readJsonVersion(Client& client)
{
    const auto modules = client.call({"INFO", "modules"});
    if (!modules)
        return modules.error();
    const bool listsModules = modules->type == Reply::Type::Bulk;
    if (listsModules) {
        const std::string version = ServerInfo::parse(modules->text).jsonModuleVersion();
        if (!version.empty())
            return version;
    }
    const std::string there = listsModules ? "built in" : "of unknown version";
    const auto command = client.call({"COMMAND", "INFO", "JSON.GET"});
    if (!command)
        return command.error();
    if (command->type == Reply::Type::Array)
        return command->nilElements < command->elements ? there : std::string();
    const auto answers = answersJsonGet(client);
    if (!answers)
        return answers.error();
    return *answers ? there : std::string();
}

} // namespace cicada
