#include "engine/integrity_check.h"

#include "base/units.h"
#include "redis/failure.h"

namespace cicada {

namespace {

std::uint64_t valueOr0(const std::map<std::string, std::uint64_t>& map, const std::string& key)
{
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
}

std::string bytesText(const Traffic& traffic)
{
    return formatCount(traffic.sent) + " sent and " + formatCount(traffic.received) + " received";
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

void checkBytes(Integrity& integrity, const ServerInfo& before, const ServerInfo& after,
    const std::optional<Traffic>& ownTraffic, bool lostAny)
{
    if (before.text("run_id") != after.text("run_id"))
        return;
    if (lostAny || !ownTraffic) {
        integrity.notes.push_back("Bytes are not held against the server's: a connection was lost "
                                  "or a call got no reply, and what arrived of it is not known.");
        return;
    }
    const auto counted = [](std::uint64_t from, std::uint64_t to, std::uint64_t own) {
        return to >= from && to - from >= own ? to - from - own : 0;
    };
    const Traffic from = before.clientTraffic();
    const Traffic to = after.clientTraffic();
    integrity.ownTraffic = *ownTraffic;
    integrity.trafficCountedByServer = {counted(from.sent, to.sent, ownTraffic->sent),
        counted(from.received, to.received, ownTraffic->received)};
    integrity.bytesAgree = integrity.trafficCountedByServer == integrity.traffic;
    integrity.notes.push_back(*integrity.bytesAgree
            ? "The server counted the same bytes: " + bytesText(integrity.traffic)
                + ". Sampling it and asking for its counts, " + bytesText(*ownTraffic)
                + ", is left out of both."
            : "The server counted other bytes than ours: another client was using it at the same "
              "time.");
}

void noteCheckedValues(Integrity& integrity, const RunRecord& record, double share)
{
    if (share <= 0)
        return;
    if (record.totals.checkedValues == 0) {
        integrity.notes.push_back("No value was checked. It can be where JSON.GET, GET, HGET or "
                                  "HGETALL of {key} reads what no task of the run changes.");
        return;
    }
    std::uint64_t wrong = 0;
    for (const FailureRow& row : record.failures)
        if (row.kind == failureKindName(FailureKind::WrongValue))
            wrong += row.count;
    integrity.notes.push_back(formatCount(record.totals.checkedValues)
        + " replies were held against what was written; "
        + (wrong == 0 ? "none" : formatCount(wrong)) + " held another value.");
}

} // namespace cicada
