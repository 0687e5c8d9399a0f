#include "report/run_file_reader.h"

#include "report/hdr_encoding.h"
#include "report/json_fields.h"
#include "report/task_timelines_json.h"

#include <array>

namespace cicada {

namespace {

using nlohmann::json;

constexpr int kDeepestRunFile = 40;
constexpr RealRange kAnyNumber{
    std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max()};

void count(ObjectReader& reader, std::string_view name, std::uint64_t& out)
{
    reader.whole(name, out, kAnyCount);
}

void number(ObjectReader& reader, std::string_view name, double& out)
{
    reader.real(name, out, kAnyNumber);
}

// null: it was not known.
void optionalFlag(ObjectReader& reader, std::string_view name, std::optional<bool>& out)
{
    if (reader.find(name) == nullptr)
        return;
    bool flag = false;
    reader.flag(name, flag);
    out = flag;
}

} // namespace

Result<RunRecord> RunFileReader::read()
{
    if (!isNestedAtMost(m_value, kDeepestRunFile))
        return Error{ErrorKind::Invalid, "it is nested too deep for a run file"};
    ObjectReader run = reader(m_value, "");
    RunRecord record;
    readHead(run, record);
    if (m_problems.empty())
        readRows(run, record);
    if (!m_problems.empty())
        return Error{ErrorKind::Invalid, problemsText({m_problems.front()})};
    return record;
}

ObjectReader RunFileReader::reader(const json& value, std::string path)
{
    return ObjectReader(value, std::move(path), m_problems, ObjectReader::Null::IsNotThere);
}

void RunFileReader::readHead(ObjectReader& run, RunRecord& record)
{
    const json* const format = run.require("format");
    if (format != nullptr && *format != "cicada-run")
        run.problem("format",
            "must be \"cicada-run\", is " + ObjectReader::shown(*format) + ": this is no run file");
    const json* const version = run.require("version");
    if (version != nullptr && *version != 1)
        run.problem("version",
            "must be 1, is " + ObjectReader::shown(*version) + ": a newer Cicada may read it");
    run.line("name", record.name);
    run.line("state", record.state);
    run.line("abort_reason", record.abortReason);
    run.line("started_at", record.startedAt);
    run.line("repeat_command", record.repeatCommand);
    number(run, "duration_s", record.durationSeconds);
    number(run, "elapsed_s", record.elapsedSeconds);
    number(run, "paused_s", record.pausedSeconds);
    run.flag("totals_include_ramp", record.totalsIncludeRamp);
}

void RunFileReader::readRows(ObjectReader& run, RunRecord& record)
{
    if (const json* const tool = run.find("tool"))
        readTool(*tool, record);
    if (const json* const target = run.find("target"))
        readTarget(*target, record);
    if (const json* const server = run.find("server"))
        readServer(*server, record);
    if (const json* const profile = run.find("profile"))
        record.profileJson = profile->dump(-1, ' ', false, json::error_handler_t::replace);
    if (const json* const totals = run.find("totals"))
        record.totals = task(*totals, "totals");
    run.forEach("tasks",
        [&](const json& row, const std::string& path) { record.tasks.push_back(task(row, path)); });
    run.forEach("failures", [&](const json& row, const std::string& path) {
        record.failures.push_back(failure(row, path));
    });
    run.forEach("timeline", [&](const json& row, const std::string& path) {
        record.timeline.push_back(point(row, path));
    });
    if (const json* const timelines = run.find("task_timelines"))
        readTaskTimelines(*timelines, run, record);
    run.forEach("events", [&](const json& row, const std::string& path) {
        record.events.push_back(event(row, path));
    });
    run.forEach("document_memory", [&](const json& row, const std::string& path) {
        record.documentMemory.push_back(documentMemory(row, path));
    });
    if (const json* const integrity = run.find("integrity"))
        readIntegrity(*integrity, record.integrity);
    if (const json* const generator = run.find("generator"))
        readGenerator(*generator, record.generator);
    if (const json* const histograms = run.find("histograms"))
        readHistograms(*histograms, record);
    if (const json* const verdict = run.find("verdict")) {
        ObjectReader members = reader(*verdict, "verdict");
        members.line("text", record.verdict);
    }
}

void RunFileReader::readTool(const json& value, RunRecord& record)
{
    ObjectReader tool = reader(value, "tool");
    tool.line("version", record.toolVersion);
    tool.line("os", record.operatingSystem);
    tool.whole("cpu_cores", record.cpuCores, {0, 1'000'000});
}

void RunFileReader::readTarget(const json& value, RunRecord& record)
{
    ObjectReader target = reader(value, "target");
    target.line("name", record.targetName);
    target.line("uri", record.targetUri);
    target.line("server", record.server.name);
    target.line("server_version", record.server.version);
    target.line("json_version", record.server.jsonVersion);
    target.line("mode", record.server.mode);
}

void RunFileReader::readServer(const json& value, RunRecord& record)
{
    ObjectReader server = reader(value, "server");
    server.line("name", record.server.name);
    server.line("version", record.server.version);
    server.line("json_version", record.server.jsonVersion);
    server.line("mode", record.server.mode);
    server.forEach("samples", [&](const json& row, const std::string& path) {
        record.serverSamples.push_back(sample(row, path));
    });
}

void RunFileReader::readBytes(const json& value, Integrity& integrity)
{
    ObjectReader members = reader(value, "integrity.bytes");
    const auto traffic = [&](const char* name, Traffic& out) {
        const json* const both = members.find(name);
        if (both == nullptr)
            return;
        ObjectReader directions = reader(*both, members.pathOf(name));
        count(directions, "sent", out.sent);
        count(directions, "received", out.received);
    };
    traffic("calls", integrity.traffic);
    traffic("counted_by_server", integrity.trafficCountedByServer);
    traffic("left_out_of_both", integrity.ownTraffic);
    optionalFlag(members, "agrees", integrity.bytesAgree);
}

void RunFileReader::readIntegrity(const json& value, Integrity& integrity)
{
    ObjectReader members = reader(value, "integrity");
    counts(members, "calls_sent", integrity.callsSent);
    counts(members, "calls_counted_by_server", integrity.callsCountedByServer);
    optionalFlag(members, "agrees", integrity.agrees);
    if (const json* const bytes = members.find("bytes"))
        readBytes(*bytes, integrity);
    members.lines("notes", integrity.notes);
}

void RunFileReader::readLoopLag(ObjectReader& parent, double& p99, double& max)
{
    if (const json* const lag = parent.find("loop_lag_us")) {
        ObjectReader figures = reader(*lag, parent.pathOf("loop_lag_us"));
        number(figures, "p99", p99);
        number(figures, "max", max);
    }
}

void RunFileReader::readGenerator(const json& value, GeneratorFigures& generator)
{
    ObjectReader members = reader(value, "generator");
    members.whole("threads", generator.threads, {0, 1'000'000});
    number(members, "cpu_s", generator.cpuSeconds);
    number(members, "cpu_share", generator.cpuShare);
    readLoopLag(members, generator.loopLagP99, generator.loopLagMax);
    members.forEach("workers", [&](const json& row, const std::string& path) {
        ObjectReader figures = reader(row, path);
        WorkerFigures& worker = generator.workers.emplace_back();
        number(figures, "cpu_share", worker.cpuShare);
        readLoopLag(figures, worker.loopLagP99, worker.loopLagMax);
    });
    if (const json* const ping = members.find("ping_us")) {
        ObjectReader figures = reader(*ping, members.pathOf("ping_us"));
        generator.floor.emplace();
        number(figures, "engine", generator.floor->engine);
        number(figures, "blocking", generator.floor->blocking);
        count(figures, "pings", generator.floor->pings);
    }
    if (const json* const tls = members.find("tls")) {
        ObjectReader figures = reader(*tls, members.pathOf("tls"));
        generator.tls.emplace();
        count(figures, "handshakes", generator.tls->handshakes);
        count(figures, "resumptions", generator.tls->resumptions);
    }
    if (const json* const machine = members.find("machine_cores")) {
        ObjectReader figures = reader(*machine, members.pathOf("machine_cores"));
        generator.machine.emplace();
        for (const MachinePart& part : kMachineParts)
            number(figures, part.name, (*generator.machine).*part.cores);
    }
    members.lines("warnings", generator.warnings);
}

void RunFileReader::readHistograms(const json& value, RunRecord& record)
{
    ObjectReader members = reader(value, "histograms");
    auto all = std::make_shared<RunHistograms>();
    members.forEach("tasks", [&](const json& row, const std::string& path) {
        ObjectReader task = reader(row, path);
        TaskHistograms& histograms = all->tasks.emplace_back();
        histograms.latency = histogram(task, "latency");
        histograms.serviceTime = histogram(task, "service_time");
        histograms.connectionWait = histogram(task, "connection_wait");
        task.forEach("commands", [&](const json& element, const std::string& elementPath) {
            histograms.commands.push_back(histogram(element, elementPath));
        });
        task.forEach("first_bytes", [&](const json& element, const std::string& elementPath) {
            histograms.firstBytes.push_back(histogram(element, elementPath));
        });
        histograms.firstBytes.resize(histograms.commands.size()); // older files have none
    });
    all->loopLag = histogram(members, "loop_lag");
    // Whoever reads them may rely on it.
    bool fits = all->tasks.size() == record.tasks.size();
    for (std::size_t i = 0; fits && i < record.tasks.size(); ++i)
        fits = all->tasks[i].commands.size() == record.tasks[i].commands.size();
    if (fits)
        record.histograms = std::move(all);
    else
        members.problem("tasks", "do not belong to the tasks of this run");
}

Histogram RunFileReader::histogram(ObjectReader& parent, std::string_view name)
{
    const json* const value = parent.find(name);
    return value == nullptr ? Histogram() : histogram(*value, parent.pathOf(name));
}

Histogram RunFileReader::histogram(const json& value, const std::string& path)
{
    if (value.is_null())
        return {}; // nothing was recorded
    ObjectReader members = reader(value, path);
    Histogram::ExactFigures exact;
    count(members, "sum", exact.sum);
    count(members, "min", exact.min);
    count(members, "max", exact.max);
    count(members, "over_range", exact.overRange);
    const json* const hdr = members.find("hdr");
    auto read = hdr != nullptr && hdr->is_string()
        ? histogramOfHdrText(hdr->get_ref<const std::string&>(), exact)
        : std::nullopt;
    if (!read) {
        members.problem("hdr", "is no histogram of ours");
        return {};
    }
    return std::move(*read);
}

TaskRow RunFileReader::task(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    TaskRow task;
    row.line("name", task.name);
    row.line("type", task.type);
    count(row, "requests", task.requests);
    count(row, "successes", task.successes);
    count(row, "failures", task.failures);
    count(row, "misses", task.misses);
    count(row, "calls", task.calls);
    number(row, "throughput_per_s", task.throughputPerSecond);
    number(row, "failures_per_s", task.failuresPerSecond);
    task.latency = latency(row, "latency_us");
    task.serviceTime = latency(row, "service_time_us");
    task.connectionWait = latency(row, "connection_wait_us");
    count(row, "sent_bytes", task.sentBytes);
    count(row, "received_bytes", task.receivedBytes);
    number(row, "mean_reply_bytes", task.meanReplyBytes);
    count(row, "checked_values", task.checkedValues);
    row.forEach("commands", [&](const json& element, const std::string& elementPath) {
        task.commands.push_back(command(element, elementPath));
    });
    return task;
}

CommandRow RunFileReader::command(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    CommandRow command;
    row.line("command", command.command);
    count(row, "calls", command.calls);
    count(row, "failures", command.failures);
    command.serviceTime = latency(row, "service_time_us");
    command.firstByte = latency(row, "first_byte_us");
    return command;
}

FailureRow RunFileReader::failure(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    FailureRow failure;
    row.line("task", failure.task);
    row.line("kind", failure.kind);
    row.line("message", failure.message);
    count(row, "count", failure.count);
    count(row, "count_outside_totals", failure.countOutsideTotals);
    number(row, "first_s", failure.firstSecond);
    number(row, "last_s", failure.lastSecond);
    return failure;
}

TimelinePoint RunFileReader::point(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    TimelinePoint point;
    number(row, "t_s", point.second);
    number(row, "length_s", point.length);
    row.choice("phase", point.phase, kPhases, phaseName);
    count(row, "users", point.users);
    count(row, "connections", point.connections);
    count(row, "in_flight", point.inFlight);
    count(row, "backlog", point.backlog);
    count(row, "dropped", point.dropped);
    count(row, "requests", point.requests);
    count(row, "successes", point.successes);
    count(row, "failures", point.failures);
    count(row, "misses", point.misses);
    number(row, "throughput_per_s", point.throughputPerSecond);
    point.latency = latency(row, "latency_us");
    return point;
}

ServerSample RunFileReader::sample(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    ServerSample sample;
    number(row, "t_s", sample.second);
    number(row, "cpu_share", sample.cpuShare);
    number(row, "commands_per_s", sample.commandsPerSecond);
    count(row, "memory_bytes", sample.memoryBytes);
    count(row, "clients", sample.clients);
    return sample;
}

RunEvent RunFileReader::event(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    RunEvent event;
    number(row, "t_s", event.second);
    row.line("kind", event.kind);
    row.line("text", event.text);
    return event;
}

DocumentMemory RunFileReader::documentMemory(const json& value, const std::string& path)
{
    ObjectReader row = reader(value, path);
    DocumentMemory memory;
    row.line("data_set", memory.dataSet);
    row.line("stored_as", memory.storedAs);
    count(row, "sampled_keys", memory.sampledKeys);
    if (const json* const bytes = row.find("bytes")) {
        ObjectReader figures = reader(*bytes, row.pathOf("bytes"));
        number(figures, "mean", memory.meanBytes);
        number(figures, "min", memory.minBytes);
        number(figures, "max", memory.maxBytes);
    }
    return memory;
}

std::optional<LatencyFigures> RunFileReader::latency(ObjectReader& row, std::string_view name)
{
    const json* const value = row.find(name);
    if (value == nullptr)
        return std::nullopt;
    ObjectReader members = reader(*value, row.pathOf(name));
    LatencyFigures figures;
    number(members, "min", figures.min);
    number(members, "mean", figures.mean);
    number(members, "p50", figures.p50);
    number(members, "p75", figures.p75);
    number(members, "p90", figures.p90);
    number(members, "p95", figures.p95);
    number(members, "p99", figures.p99);
    number(members, "p99_9", figures.p99_9);
    number(members, "p99_99", figures.p99_99);
    number(members, "max", figures.max);
    return figures;
}

void RunFileReader::counts(
    ObjectReader& parent, std::string_view name, std::map<std::string, std::uint64_t>& out)
{
    const json* const value = parent.find(name);
    if (value == nullptr)
        return;
    ObjectReader members = reader(*value, parent.pathOf(name));
    if (!value->is_object())
        return;
    for (const auto& member : value->items())
        count(members, member.key(), out[ObjectReader::oneLine(member.key())]);
}

} // namespace cicada
