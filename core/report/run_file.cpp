#include "report/run_file.h"

#include "profile/text_file.h"
#include "report/hdr_encoding.h"
#include "report/html_report.h"
#include "report/run_file_reader.h"
#include "report/task_timelines_json.h"
#include "report/twin_comparison.h"

#include <QDir>
#include <QTemporaryFile>
#include <nlohmann/json.hpp>

#include <cmath>

namespace cicada {

namespace {

using nlohmann::json;

constexpr std::uint64_t kMostBytes = 256 * 1024 * 1024;

// JSON has no NaN and no infinity.
double finite(double value)
{
    return std::isfinite(value) ? value : 0;
}

json latencyJson(const std::optional<LatencyFigures>& figures)
{
    if (!figures)
        return nullptr; // no data
    return {
        {"min", figures->min},
        {"mean", figures->mean},
        {"p50", figures->p50},
        {"p75", figures->p75},
        {"p90", figures->p90},
        {"p95", figures->p95},
        {"p99", figures->p99},
        {"p99_9", figures->p99_9},
        {"p99_99", figures->p99_99},
        {"max", figures->max},
    };
}

// A timeline has many rows, and charts draw these four.
json shortLatencyJson(const std::optional<LatencyFigures>& figures)
{
    if (!figures)
        return nullptr;
    return {
        {"p50", figures->p50}, {"p95", figures->p95}, {"p99", figures->p99}, {"max", figures->max}};
}

template <typename Rows, typename ToJson>
json listOf(const Rows& rows, const ToJson& toJson)
{
    json list = json::array();
    for (const auto& row : rows)
        list.push_back(toJson(row));
    return list;
}

json commandJson(const CommandRow& row)
{
    return {{"command", row.command}, {"calls", row.calls}, {"failures", row.failures},
        {"service_time_us", latencyJson(row.serviceTime)},
        {"first_byte_us", latencyJson(row.firstByte)}};
}

json taskRowJson(const TaskRow& row)
{
    return {
        {"name", row.name},
        {"type", row.type},
        {"requests", row.requests},
        {"successes", row.successes},
        {"failures", row.failures},
        {"misses", row.misses},
        {"calls", row.calls},
        {"throughput_per_s", finite(row.throughputPerSecond)},
        {"failures_per_s", finite(row.failuresPerSecond)},
        {"latency_us", latencyJson(row.latency)},
        {"service_time_us", latencyJson(row.serviceTime)},
        {"connection_wait_us", latencyJson(row.connectionWait)},
        {"sent_bytes", row.sentBytes},
        {"received_bytes", row.receivedBytes},
        {"mean_reply_bytes", finite(row.meanReplyBytes)},
        {"checked_values", row.checkedValues},
        {"commands", listOf(row.commands, commandJson)},
    };
}

json failureJson(const FailureRow& row)
{
    return {
        {"task", row.task},
        {"kind", row.kind},
        {"message", row.message},
        {"count", row.count},
        {"count_outside_totals", row.countOutsideTotals},
        {"first_s", finite(row.firstSecond)},
        {"last_s", finite(row.lastSecond)},
    };
}

json pointJson(const TimelinePoint& point)
{
    return {
        {"t_s", finite(point.second)},
        {"length_s", finite(point.length)},
        {"phase", phaseName(point.phase)},
        {"users", point.users},
        {"connections", point.connections},
        {"in_flight", point.inFlight},
        {"backlog", point.backlog},
        {"dropped", point.dropped},
        {"requests", point.requests},
        {"successes", point.successes},
        {"failures", point.failures},
        {"misses", point.misses},
        {"throughput_per_s", finite(point.throughputPerSecond)},
        {"latency_us", shortLatencyJson(point.latency)},
    };
}

// For readers of the file; ours take it from the timeline.
json arrivalsJson(const RunRecord& record)
{
    const ArrivalFigures figures = ArrivalFigures::of(record.timeline);
    return {{"dropped", figures.dropped}, {"largest_backlog", figures.largestBacklog}};
}

json sampleJson(const ServerSample& sample)
{
    return {
        {"t_s", finite(sample.second)},
        {"cpu_share", finite(sample.cpuShare)},
        {"commands_per_s", finite(sample.commandsPerSecond)},
        {"memory_bytes", sample.memoryBytes},
        {"clients", sample.clients},
    };
}

json eventJson(const RunEvent& event)
{
    return {{"t_s", finite(event.second)}, {"kind", event.kind}, {"text", event.text}};
}

json serverJson(const RunRecord& record)
{
    return {
        {"name", record.server.name},
        {"version", record.server.version},
        {"json_version", record.server.jsonVersion},
        {"mode", record.server.mode},
        {"samples", listOf(record.serverSamples, sampleJson)},
    };
}

json targetJson(const RunRecord& record)
{
    return {
        {"name", record.targetName},
        {"uri", record.targetUri},
        {"server", record.server.name},
        {"server_version", record.server.version},
        {"json_version", record.server.jsonVersion},
        {"mode", record.server.mode},
    };
}

json trafficJson(const Traffic& traffic)
{
    return {{"sent", traffic.sent}, {"received", traffic.received}};
}

json bytesJson(const Integrity& integrity)
{
    if (!integrity.bytesAgree)
        return {{"calls", trafficJson(integrity.traffic)}, {"agrees", nullptr}};
    return {
        {"calls", trafficJson(integrity.traffic)},
        {"counted_by_server", trafficJson(integrity.trafficCountedByServer)},
        {"left_out_of_both", trafficJson(integrity.ownTraffic)},
        {"agrees", *integrity.bytesAgree},
    };
}

json integrityJson(const Integrity& integrity)
{
    return {
        {"calls_sent", integrity.callsSent},
        {"calls_counted_by_server", integrity.callsCountedByServer},
        {"agrees", integrity.agrees ? json(*integrity.agrees) : json(nullptr)},
        {"bytes", bytesJson(integrity)},
        {"notes", integrity.notes},
    };
}

json workerJson(const WorkerFigures& worker)
{
    return {{"cpu_share", finite(worker.cpuShare)},
        {"loop_lag_us", {{"p99", finite(worker.loopLagP99)}, {"max", finite(worker.loopLagMax)}}}};
}

json floorJson(const std::optional<TimingFloor>& floor)
{
    if (!floor)
        return nullptr; // not measured
    return {{"engine", finite(floor->engine)}, {"blocking", finite(floor->blocking)},
        {"pings", floor->pings}};
}

json tlsJson(const std::optional<TlsFigures>& tls)
{
    if (!tls)
        return nullptr; // none was spoken
    return {{"handshakes", tls->handshakes}, {"resumptions", tls->resumptions}};
}

json machineJson(const std::optional<MachineFigures>& machine)
{
    if (!machine)
        return nullptr; // the system did not tell
    json cores = json::object();
    for (const MachinePart& part : kMachineParts)
        cores[part.name] = finite(*machine.*part.cores);
    return cores;
}

json generatorJson(const GeneratorFigures& generator)
{
    return {
        {"threads", generator.threads},
        {"cpu_s", finite(generator.cpuSeconds)},
        {"cpu_share", finite(generator.cpuShare)},
        {"loop_lag_us",
            {{"p99", finite(generator.loopLagP99)}, {"max", finite(generator.loopLagMax)}}},
        {"workers", listOf(generator.workers, workerJson)},
        {"ping_us", floorJson(generator.floor)},
        {"tls", tlsJson(generator.tls)},
        {"machine_cores", machineJson(generator.machine)},
        {"warnings", generator.warnings},
    };
}

json documentMemoryJson(const DocumentMemory& memory)
{
    return {
        {"data_set", memory.dataSet},
        {"stored_as", memory.storedAs},
        {"sampled_keys", memory.sampledKeys},
        {"bytes",
            {{"mean", finite(memory.meanBytes)}, {"min", finite(memory.minBytes)},
                {"max", finite(memory.maxBytes)}}},
    };
}

json twinJson(const TwinRow& row)
{
    return {
        {"task", row.task},
        {"stored_as", row.storedAs},
        {"data_set", row.dataSet},
        {"requests", row.requests},
        {"failures", row.failures},
        {"misses", row.misses},
        {"throughput_per_s", finite(row.throughputPerSecond)},
        {"latency_us", latencyJson(row.latency)},
        {"calls_per_request", finite(row.calls)},
        {"sent_bytes_per_request", finite(row.sentBytes)},
        {"received_bytes_per_request", finite(row.receivedBytes)},
        {"document_bytes", row.documentBytes ? json(finite(*row.documentBytes)) : json(nullptr)},
    };
}

// For readers of the file; ours compute it anew from the rows of the tasks.
json twinsJson(const RunRecord& record)
{
    json groups = listOf(compareTwins(record), [](const TwinGroup& group) {
        return json{{"name", group.name}, {"sentence", group.sentence},
            {"rows", listOf(group.rows, twinJson)}};
    });
    return {{"groups", std::move(groups)}, {"memory", documentMemorySentences(record)}};
}

json histogramJson(const Histogram& histogram)
{
    if (histogram.count() == 0)
        return nullptr; // no data
    const Histogram::ExactFigures exact = histogram.exactFigures();
    return {{"hdr", hdrText(histogram)}, {"sum", exact.sum}, {"min", exact.min}, {"max", exact.max},
        {"over_range", exact.overRange}};
}

json histogramsJson(const RunRecord& record)
{
    if (!record.histograms)
        return nullptr;
    json tasks = listOf(record.histograms->tasks, [](const TaskHistograms& task) {
        return json{{"latency", histogramJson(task.latency)},
            {"service_time", histogramJson(task.serviceTime)},
            {"connection_wait", histogramJson(task.connectionWait)},
            {"commands", listOf(task.commands, histogramJson)},
            {"first_bytes", listOf(task.firstBytes, histogramJson)}};
    });
    return {{"unit", "us"}, {"encoding", "HdrHistogram V2 compressed, base64"},
        {"tasks", std::move(tasks)}, {"loop_lag", histogramJson(record.histograms->loopLag)}};
}

json profileOf(const RunRecord& record)
{
    json profile = json::parse(record.profileJson, nullptr, false);
    return profile.is_object() ? profile : json(nullptr);
}

bool looksLikeHtml(std::string_view text)
{
    const std::size_t start = text.find_first_not_of("\xef\xbb\xbf \t\r\n");
    return start != text.npos && text[start] == '<';
}

Result<json> jsonOf(const std::string& text)
{
    if (looksLikeHtml(text))
        return extractRunFile(text);
    std::vector<Problem> problems;
    json value = parseStrictJson(text, problems);
    if (!problems.empty())
        return Error{ErrorKind::Invalid, problemsText({problems.front()})};
    return value;
}

} // namespace

json runFileJson(const RunRecord& record)
{
    return {
        {"format", "cicada-run"},
        {"version", 1},
        {"name", record.name},
        {"state", record.state},
        {"abort_reason", record.abortReason},
        {"started_at", record.startedAt},
        {"duration_s", finite(record.durationSeconds)},
        {"elapsed_s", finite(record.elapsedSeconds)},
        {"paused_s", finite(record.pausedSeconds)},
        {"totals_include_ramp", record.totalsIncludeRamp},
        {"tool",
            {{"version", record.toolVersion}, {"os", record.operatingSystem},
                {"cpu_cores", record.cpuCores}}},
        {"target", targetJson(record)},
        {"profile", profileOf(record)},
        {"repeat_command", record.repeatCommand},
        {"totals", taskRowJson(record.totals)},
        {"tasks", listOf(record.tasks, taskRowJson)},
        {"failures", listOf(record.failures, failureJson)},
        {"arrivals", arrivalsJson(record)},
        {"timeline", listOf(record.timeline, pointJson)},
        {"task_timelines", taskTimelinesJson(record)},
        {"events", listOf(record.events, eventJson)},
        {"document_memory", listOf(record.documentMemory, documentMemoryJson)},
        {"twins", twinsJson(record)},
        {"server", serverJson(record)},
        {"integrity", integrityJson(record.integrity)},
        {"generator", generatorJson(record.generator)},
        {"verdict", {{"text", record.verdict}}},
        {"histograms", histogramsJson(record)},
    };
}

Result<RunRecord> runRecordFromJson(const json& value)
{
    return RunFileReader(value).read();
}

Result<Done> saveRunFile(const RunRecord& record, const std::filesystem::path& path)
{
    return writeTextFile(
        path, runFileJson(record).dump(1, ' ', false, json::error_handler_t::replace) + '\n');
}

Result<std::filesystem::path> keepRunFile(const RunRecord& record)
{
    QTemporaryFile file(QDir::temp().filePath(QStringLiteral("XXXXXX.cicada-run.json")));
    if (!file.open())
        return Error{ErrorKind::Io,
            "Cannot write to " + QDir::tempPath().toStdString() + ": "
                + file.errorString().toStdString()};
    const std::filesystem::path path(file.fileName().toStdU16String());
    if (const auto saved = saveRunFile(record, path); !saved)
        return saved.error();
    file.setAutoRemove(false);
    return path;
}

Result<RunRecord> loadRunFile(const std::filesystem::path& path)
{
    const auto text = readTextFile(path, kMostBytes);
    if (!text)
        return text.error();
    const auto value = jsonOf(*text);
    auto record = value ? runRecordFromJson(*value) : Result<RunRecord>(value.error());
    if (!record)
        return Error{
            record.error().kind, "Cannot open " + pathText(path) + ": " + record.error().text};
    return record;
}

} // namespace cicada
