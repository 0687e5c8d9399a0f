#include "server/target_check.h"

#include "base/units.h"
#include "redis/client.h"
#include "redis/connect_advice.h"
#include "redis/connection.h"
#include "redis/failure.h"
#include "redis/name_lookup.h"
#include "server/server_info.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Status = CheckStep::Status;

constexpr int kPings = 20;
constexpr std::uint64_t kMostKeys = 100'000;
constexpr auto kScanLimit = 1s;
constexpr const char* kStepNames[] = {"Resolve", "Connect", "TLS", "Log in", "Ping", "Server",
    "JSON", "Memory", "Keys", "Keys under prefix", "Limits"};

/// "Redis" for "redis".
std::string productName(std::string name)
{
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z')
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

/// A prefix as a SCAN pattern that matches just it.
std::string patternFor(const std::string& prefix)
{
    std::string pattern;
    for (const char c : prefix) {
        if (std::string_view("*?[]\\").find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern + "*";
}

std::optional<Failure> failureToOpen(const Endpoint& endpoint, std::shared_ptr<TlsContext> tls)
{
    EventLoop loop;
    Connection::Setup setup;
    setup.endpoint = endpoint;
    setup.tls = std::move(tls);
    std::optional<Failure> failure;
    Connection connection(loop, setup);
    connection.open([&](const Failure* why) {
        if (why != nullptr)
            failure = *why;
        loop.stop();
    });
    loop.run();
    return failure;
}

/// Refusal by the server's access rules, which is no reason to give up the check.
std::string deniedText(const char* command, const Reply& reply)
{
    return std::string("This user may not run ") + command + " (" + printableLine(reply.text) + ")";
}

class TargetCheck
{
public:
    TargetCheck(const Endpoint& endpoint, const std::vector<std::string>& prefixes,
        const std::function<void(const CheckStep&)>& onStep)
        : m_endpoint(endpoint)
        , m_prefixes(prefixes)
        , m_onStep(onStep)
    {
    }

    CheckResult run();

private:
    void add(Status status, std::string detail);

    void skip(std::string reason) { add(Status::Skipped, std::move(reason)); }

    /// Of a step that later ones need: ends the check. Earlier steps that are still open were
    /// passed.
    bool fail(const std::string& step, const std::string& sentence);
    bool lost(const Error& error);

    bool resolve();
    bool connect();
    bool checkTls();
    bool ping();
    bool readServer();
    bool checkJson();
    bool checkMemory();
    bool countKeys();
    bool countPrefixes();
    bool checkLimits();
    Result<std::string> countPrefix(const std::string& prefix, bool& denied);
    void conclude();

    Endpoint m_endpoint; ///< with its addresses once they are found
    const std::vector<std::string>& m_prefixes;
    const std::function<void(const CheckStep&)>& m_onStep;
    CheckResult m_result;
    std::unique_ptr<Client> m_client; ///< from connect() on
    std::optional<ServerInfo> m_info;
};

void TargetCheck::add(Status status, std::string detail)
{
    const CheckStep step{kStepNames[m_result.steps.size()], status, std::move(detail)};
    m_result.steps.push_back(step);
    if (m_onStep)
        m_onStep(step);
}

bool TargetCheck::fail(const std::string& step, const std::string& sentence)
{
    while (kStepNames[m_result.steps.size()] != step)
        add(Status::Passed, {});
    add(Status::Failed, sentence);
    m_result.sentence = sentence;
    return false;
}

bool TargetCheck::lost(const Error& error)
{
    m_result.reachable = false;
    return fail(
        kStepNames[m_result.steps.size()], "The server was lost during the check: " + error.text);
}

bool TargetCheck::resolve()
{
    auto found = lookedUp(m_endpoint);
    if (!found)
        return fail("Resolve", found.error().text);
    m_endpoint = std::move(*found);
    std::string text;
    for (const std::string& address : m_endpoint.addresses)
        text += (text.empty() ? "" : ", ") + address;
    add(Status::Passed, text.empty() ? addressText(m_endpoint) : text);
    return true;
}

bool TargetCheck::connect()
{
    std::shared_ptr<TlsContext> tls;
    if (m_endpoint.tls.enabled) {
        auto made = TlsContext::make(m_endpoint);
        if (!made) {
            skip("not tried");
            return fail("TLS", made.error().text);
        }
        tls = *made;
    }
    if (const auto failure = failureToOpen(m_endpoint, tls)) {
        const ConnectAdvice advice = adviseOnConnectFailure(m_endpoint, *failure);
        // A name that was found a moment ago and now is not: still a failure to connect.
        return fail(advice.step == "Resolve" ? "Connect" : advice.step, advice.sentence);
    }
    auto client = Client::connect(m_endpoint, "cicada-check");
    if (!client)
        return fail("Connect", client.error().text);
    m_client = std::make_unique<Client>(std::move(client).value());
    add(Status::Passed, addressText(m_endpoint));
    return true;
}

bool TargetCheck::checkTls()
{
    if (!m_endpoint.tls.enabled) {
        const bool exposed = !m_endpoint.isLoopback();
        skip(exposed ? "not used: keys, values and the password cross the network in the open"
                     : "not used");
    } else {
        const Client::TlsInfo info = m_client->tlsInfo();
        const std::string detail
            = info.version + ", certificate " + info.subject + ", valid until " + info.notAfter;
        if (m_endpoint.tls.verify)
            add(Status::Passed, detail);
        else
            add(Status::Warning, detail + "; it is not checked (verification is off)");
    }
    const bool isDefaultUser = m_endpoint.user.empty() || m_endpoint.user == "default";
    add(Status::Passed,
        (isDefaultUser ? "the default user" : "user " + printableLine(m_endpoint.user))
            + ", database " + std::to_string(m_endpoint.database));
    m_result.reachable = true;
    return true;
}

bool TargetCheck::ping()
{
    std::vector<double> microseconds;
    std::optional<Reply> refusal;
    for (int i = 0; i < kPings; ++i) {
        const auto start = Clock::now();
        const auto reply = m_client->call({"PING"});
        if (!reply)
            return lost(reply.error());
        microseconds.push_back(microsecondsOf(Clock::now() - start));
        if (reply->type == Reply::Type::Error)
            refusal = *reply;
    }
    std::nth_element(microseconds.begin(), microseconds.begin() + kPings / 2, microseconds.end());
    m_result.pingMicroseconds = microseconds[kPings / 2];
    const std::string median
        = formatMicroseconds(m_result.pingMicroseconds) + ", median of " + std::to_string(kPings);
    if (refusal)
        add(Status::Warning, median + "; the server answered: " + printableLine(refusal->text));
    else
        add(Status::Passed, median);
    return true;
}

bool TargetCheck::readServer()
{
    const auto reply = m_client->call({"INFO", "everything"});
    if (!reply)
        return lost(reply.error());
    if (reply->type != Reply::Type::Bulk) {
        add(Status::Warning,
            deniedText("INFO", *reply) + ": version, memory and limits are not known.");
        return true;
    }
    m_info = ServerInfo::parse(reply->text);
    m_result.server = m_info->identity();
    TargetFigures& figures = m_result.figures;
    figures.role = printableLine(m_info->text("role"), 40);
    figures.usedMemory = m_info->number("used_memory");
    figures.maxMemory = m_info->number("maxmemory");
    figures.clients = m_info->number("connected_clients");
    figures.maxClients = m_info->number("maxclients");

    const ServerIdentity& server = m_result.server;
    const std::string detail = productName(server.name) + " " + server.version + ", " + server.mode
        + ", " + figures.role + ", up "
        + formatDuration(std::chrono::seconds(m_info->number("uptime_in_seconds")));
    if (server.mode == "sentinel")
        return fail("Server",
            detail + ". This is a Sentinel, which holds no data: connect to the primary.");
    if (figures.role == "slave")
        add(Status::Warning,
            detail + ". This is a replica: it refuses to write. Connect to the primary.");
    else if (server.mode == "cluster")
        add(Status::Warning,
            detail + ". Keys of other nodes are answered by MOVED, which counts as a failure.");
    else
        add(Status::Passed, detail);
    return true;
}

bool TargetCheck::checkJson()
{
    const auto version = readJsonVersion(*m_client);
    if (!version)
        return lost(version.error());
    m_result.hasJson = !version->empty();
    m_result.server.jsonVersion = *version;
    if (!m_result.hasJson) {
        m_result.sentence
            = "The server has no JSON commands. Load the RedisJSON module (loadmodule rejson.so), "
              "use Redis 8 or Redis Stack, or use the sandbox.";
        add(Status::Failed, m_result.sentence);
        return true;
    }
    const auto read = m_client->call({"JSON.TYPE", "cicada:check", "$"});
    if (!read)
        return lost(read.error());
    if (serverErrorWord(read->text) == "NOPERM")
        add(Status::Warning, "JSON " + *version + ". " + deniedText("JSON.TYPE", *read));
    else
        add(Status::Passed, "JSON " + *version);
    return true;
}

bool TargetCheck::checkMemory()
{
    const TargetFigures& figures = m_result.figures;
    if (!m_info) {
        skip("not known without INFO");
        return true;
    }
    const std::string used = formatBytes(static_cast<double>(figures.usedMemory)) + " used";
    if (figures.maxMemory == 0) {
        add(Status::Passed, used + ", no limit (maxmemory 0)");
        return true;
    }
    const std::string policy = printableLine(m_info->text("maxmemory_policy"), 40);
    const std::string detail
        = used + " of " + formatBytes(static_cast<double>(figures.maxMemory)) + ", " + policy;
    if (figures.usedMemory > figures.maxMemory / 10 * 9)
        add(Status::Warning,
            detail
                + (policy == "noeviction" ? ". Nearly full: writes will fail with OOM."
                                          : ". Nearly full: writes will evict keys."));
    else
        add(Status::Passed, detail);
    return true;
}

bool TargetCheck::countKeys()
{
    const auto reply = m_client->call({"DBSIZE"});
    if (!reply)
        return lost(reply.error());
    if (reply->type != Reply::Type::Integer || reply->integer < 0) {
        add(Status::Warning, deniedText("DBSIZE", *reply));
        return true;
    }
    m_result.figures.keys = static_cast<std::uint64_t>(reply->integer);
    add(Status::Passed,
        formatCount(*m_result.figures.keys) + " in database "
            + std::to_string(m_endpoint.database));
    return true;
}

Result<std::string> TargetCheck::countPrefix(const std::string& prefix, bool& denied)
{
    const auto deadline = Clock::now() + kScanLimit;
    const std::string pattern = patternFor(prefix);
    std::uint64_t keys = 0;
    std::string cursor = "0";
    do {
        const auto page = m_client->call({"SCAN", cursor, "MATCH", pattern, "COUNT", "1000"});
        if (!page)
            return page.error();
        if (page->type != Reply::Type::Array) {
            denied = true;
            return deniedText("SCAN", *page);
        }
        keys += page->nestedTexts.size();
        cursor = page->text.substr(0, page->text.find('\n'));
    } while (cursor != "0" && keys < kMostKeys && Clock::now() < deadline);
    return std::string(cursor == "0" ? "" : "at least ") + formatCount(keys) + " under "
        + printableLine(prefix);
}

bool TargetCheck::countPrefixes()
{
    if (m_prefixes.empty()) {
        skip("no data set");
        return true;
    }
    std::string detail;
    bool denied = false;
    for (const std::string& prefix : m_prefixes) {
        const auto counted = countPrefix(prefix, denied);
        if (!counted)
            return lost(counted.error());
        detail += (detail.empty() ? "" : "; ") + *counted;
        if (denied)
            break;
    }
    add(denied ? Status::Warning : Status::Passed, detail);
    return true;
}

bool TargetCheck::checkLimits()
{
    TargetFigures& figures = m_result.figures;
    if (!m_info) {
        skip("not known without INFO");
        return true;
    }
    const std::string detail = formatCount(figures.clients) + " clients"
        + (figures.maxClients == 0 ? "" : " of " + formatCount(figures.maxClients));
    if (!m_endpoint.isLoopback())
        figures.planCaps = planCapsFor(figures.maxMemory);
    if (figures.planCaps)
        add(Status::Warning,
            detail + ". With " + formatBytes(static_cast<double>(figures.maxMemory))
                + " this may be a Redis Cloud plan that allows "
                + formatCount(figures.planCaps->connections) + " connections and "
                + formatCount(figures.planCaps->operationsPerSecond)
                + " operations/s; beyond that a test measures the plan.");
    else
        add(Status::Passed, detail);
    return true;
}

void TargetCheck::conclude()
{
    while (m_result.steps.size() < std::size(kStepNames))
        skip({});
    if (!m_result.sentence.empty())
        return;
    const ServerIdentity& server = m_result.server;
    const std::string product = server.version.empty()
        ? "A server of unknown version"
        : productName(server.name) + " " + server.version;
    m_result.sentence = product + ", JSON " + server.jsonVersion + ", "
        + formatMicroseconds(m_result.pingMicroseconds);
}

CheckResult TargetCheck::run()
{
    if (const auto valid = m_endpoint.validate(); !valid)
        fail("Resolve", valid.error().text);
    else
        static_cast<void>(resolve() && connect() && checkTls() && ping() && readServer()
            && checkJson() && checkMemory() && countKeys() && countPrefixes() && checkLimits());
    conclude();
    return std::move(m_result);
}

} // namespace

CheckResult checkTarget(const Endpoint& endpoint, const std::vector<std::string>& prefixes,
    const std::function<void(const CheckStep&)>& onStep)
{
    return TargetCheck(endpoint, prefixes, onStep).run();
}

} // namespace cicada
