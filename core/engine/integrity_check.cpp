#include "engine/integrity_check.h"

#include "base/units.h"

namespace cicada {

namespace {

std::uint64_t valueOr0(const std::map<std::string, std::uint64_t>& map, const std::string& key)
{
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
}

} // namespace

void checkIntegrity(Integrity& integrity, const ServerInfo& before, const ServerInfo& after,
    const std::map<std::string, std::uint64_t>& ownCalls,
    const std::map<std::string, std::uint64_t>& unanswered,
    const std::map<std::string, std::uint64_t>& discarded)
{
    if (before.text("run_id") != after.text("run_id")) {
        integrity.notes.push_back("The server restarted during the run, so its counts began again; "
                                  "they cannot be compared.");
        return;
    }
    bool agrees = true;
    std::uint64_t unansweredSum = 0;
    std::uint64_t discardedSum = 0;
    for (const auto& [command, sent] : integrity.callsSent) {
        const std::uint64_t total
            = valueOr0(after.commandCalls(), command) - valueOr0(before.commandCalls(), command);
        const std::uint64_t own = valueOr0(ownCalls, command);
        const std::uint64_t counted = total >= own ? total - own : 0;
        const std::uint64_t lost = valueOr0(unanswered, command);
        integrity.callsCountedByServer[command] = counted;
        const std::uint64_t dropped = valueOr0(discarded, command);
        agrees = agrees && counted + dropped <= sent && counted + dropped + lost >= sent;
        unansweredSum += lost;
        discardedSum += dropped;
    }
    integrity.agrees = agrees;
    if (unansweredSum > 0)
        integrity.notes.push_back(formatCount(unansweredSum)
            + " calls got no reply; the server may or may not have counted them.");
    if (discardedSum > 0)
        integrity.notes.push_back(formatCount(discardedSum)
            + " calls were queued in transactions that lost a race; the server counts only what it "
              "runs.");
    if (!agrees)
        integrity.notes.push_back(
            "The server's counts differ from ours: another client was using it at the same time, "
            "or calls were lost.");
    std::string own;
    for (const auto& [command, calls] : ownCalls)
        if (calls > 0)
            own += (own.empty() ? "" : ", ") + command + " " + formatCount(calls);
    if (!own.empty())
        integrity.notes.push_back(
            "Our own set-up and sampling traffic is left out of both: " + own + ".");
}

} // namespace cicada
