#include "engine/server_counts.h"

#include "engine/integrity_check.h"
#include "redis/client.h"

namespace cicada {

namespace {

/// What a server said, and our bytes of asking for it.
struct Answer
{
    ServerInfo info;
    Traffic inIt;    ///< those that it had counted by then
    Traffic afterIt; ///< those that came later: the answer itself
};

std::optional<Answer> askServerInfo(const Endpoint& endpoint, std::chrono::milliseconds limit,
    const std::atomic<bool>* cancel = nullptr)
{
    auto client = Client::connect(endpoint.limitedTo(limit), "cicada", cancel);
    if (!client)
        return std::nullopt;
    const Traffic logIn = client->traffic();
    auto info = readServerInfo(*client);
    if (!info)
        return std::nullopt;
    const Traffic all = client->traffic();
    return Answer{std::move(*info), {all.sent, logIn.received}, {0, all.received - logIn.received}};
}

} // namespace

void ServerCounts::takeBefore(
    const Endpoint& endpoint, std::chrono::milliseconds limit, const std::atomic<bool>& cancel)
{
    if (auto answer = askServerInfo(endpoint, limit, &cancel)) {
        m_before = std::move(answer->info);
        m_askingTraffic += answer->afterIt;
    }
}

void ServerCounts::takeAfter(const Endpoint& endpoint, std::chrono::milliseconds limit)
{
    if (auto answer = askServerInfo(endpoint, limit)) {
        m_after = std::move(answer->info);
        m_askingTraffic += answer->inIt;
    }
}

void ServerCounts::addLogIns(const Connection::SetupCalls& calls, std::uint64_t openedBefore)
{
    if (calls.client <= openedBefore)
        return;
    const std::uint64_t reconnections = calls.client - openedBefore;
    m_logInCalls["CLIENT"] += reconnections;
    if (calls.auth > 0)
        m_logInCalls["AUTH"] += reconnections;
    if (calls.select > 0)
        m_logInCalls["SELECT"] += reconnections;
    // All log-ins say the same and are answered the same.
    m_logInTraffic.sent += calls.traffic.sent / calls.client * reconnections;
    m_logInTraffic.received += calls.traffic.received / calls.client * reconnections;
}

bool ServerCounts::fill(
    Integrity& integrity, const Summary& summary, const ServerSampler* sampler, bool lostAny) const
{
    if (!m_before || !m_after)
        return false;
    std::map<std::string, std::uint64_t> ownCalls = m_logInCalls;
    if (sampler)
        for (const auto& [command, calls] : sampler->callsSent())
            ownCalls[command] += calls;
    checkIntegrity(integrity, *m_before, *m_after, ownCalls, summary.callsUnanswered(),
        summary.callsDiscarded());
    std::optional<Traffic> ownTraffic = sampler ? sampler->traffic() : Traffic{};
    if (ownTraffic) {
        *ownTraffic += m_askingTraffic;
        *ownTraffic += m_logInTraffic;
    }
    checkBytes(
        integrity, *m_before, *m_after, ownTraffic, lostAny || !summary.callsUnanswered().empty());
    return true;
}

} // namespace cicada
