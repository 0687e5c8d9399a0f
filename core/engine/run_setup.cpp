#include "engine/run_setup.h"

#include "base/units.h"
#include "engine/connection_limits.h"
#include "engine/document_memory.h"
#include "engine/source_keys.h"
#include "redis/name_lookup.h"
#include "server/server_info.h"

#include <algorithm>

namespace cicada {

namespace {

bool usesJson(const std::vector<CompiledTask>& tasks)
{
    for (const CompiledTask& task : tasks)
        for (const CompiledCall& call : task.calls)
            if (call.command.command().starts_with("JSON."))
                return true;
    return false;
}

bool readsJsonFromTarget(const TestProfile& profile)
{
    return std::ranges::any_of(profile.dataSets, [](const DataSet& dataSet) {
        return awaitsTarget(dataSet) && sourceFormOf(dataSet) == StoredAs::Json;
    });
}

} // namespace

RunSetup::RunSetup(const TestProfile& profile, const Endpoint& endpoint, const RunOptions& options,
    const RunPlan& plan, LoaderControl control)
    : m_profile(profile)
    , m_endpoint(endpoint)
    , m_options(options)
    , m_plan(plan)
    , m_control(std::move(control))
{
}

RunSetup::Findings RunSetup::run(const std::function<void()>& onPreparing)
{
    auto client = connect();
    Result<Done> done = client ? checkServer(*client) : Result<Done>(client.error());
    if (done && !m_options.adHoc && !m_profile.dataSets.empty())
        done = handleDocuments(*client, onPreparing);
    if (!done)
        m_findings.error = done.error();
    return std::move(m_findings);
}

Result<Client> RunSetup::connect()
{
    if (const auto allowed = allowDescriptors(m_plan.resolved.connections); !allowed)
        return allowed.error();
    // Once, and with a limit: what the workers' loops do must never wait for a name server.
    const auto found = lookedUp(m_endpoint, m_control.cancel);
    if (!found)
        return found.error();
    m_findings.endpoint = *found;
    return Client::connect(*found, "cicada", m_control.cancel);
}

Result<Done> RunSetup::checkServer(Client& client)
{
    // A user without the right to INFO can still be tested; the report then knows less.
    if (const auto info = readServerInfo(client)) {
        m_findings.server = info->identity();
        if (auto fits = checkClientLimit(m_plan.resolved.connections, *info); !fits)
            return fits;
    }
    const auto json = readJsonVersion(client);
    if (json)
        m_findings.server.jsonVersion = *json;
    if (json && json->empty() && (usesJson(m_plan.tasks) || readsJsonFromTarget(m_profile)))
        return Error{ErrorKind::Target,
            "The server at " + m_endpoint.uri()
                + " has no JSON commands. Load the RedisJSON module "
                  "(redis-server --loadmodule rejson.so), or use Redis 8 or Redis Stack."};
    return Done{};
}

Result<Done> RunSetup::handleDocuments(Client& client, const std::function<void()>& onPreparing)
{
    const bool reads = std::ranges::any_of(m_profile.dataSets, awaitsTarget);
    if (m_options.prepare || reads)
        onPreparing();
    std::vector<DataSet> dataSets = m_profile.dataSets;
    if (reads)
        if (auto read = readFromTarget(client, dataSets); !read)
            return read;
    if (m_options.prepare)
        if (auto prepared = prepare(dataSets); !prepared)
            return prepared;
    measureMemory(client);
    return Done{};
}

// Documents and keys that are on the target, and the tasks that could not be compiled without them.
Result<Done> RunSetup::readFromTarget(Client& client, std::vector<DataSet>& dataSets)
{
    auto notes = readSources(client, dataSets, m_control);
    if (!notes)
        return notes.error();
    m_findings.notes = std::move(*notes);
    std::vector<Problem> problems;
    m_findings.tasks = compileTasks(m_profile.tasks, dataSets, problems);
    if (!problems.empty())
        return Error{
            ErrorKind::Invalid, asSentence(problems.front().field + ": " + problems.front().text)};
    return checkOnlyReads(client, m_profile.tasks, dataSets);
}

Result<Done> RunSetup::prepare(const std::vector<DataSet>& dataSets)
{
    const auto written = prepareDataSets(m_endpoint, dataSets, m_control);
    if (!written)
        return written.error();
    m_findings.prepared = *written > 0;
    return Done{};
}

void RunSetup::measureMemory(Client& client)
{
    auto memory = measureDocumentMemory(client, m_profile.dataSets);
    if (memory)
        m_findings.documentMemory = std::move(*memory);
    else
        m_findings.documentMemoryProblem = memory.error().text;
}

} // namespace cicada
