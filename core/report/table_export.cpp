#include "report/table_export.h"

#include "profile/text_file.h"
#include "report/csv_table.h"

#include <array>

namespace cicada {

namespace {

using Columns = std::vector<std::string>;

constexpr int kTimeDecimals = 3; ///< of a millisecond or a second: microseconds, milliseconds

struct Figure
{
    const char* name;
    double LatencyFigures::* value;
};

constexpr std::array kFigures{Figure{"min", &LatencyFigures::min},
    Figure{"mean", &LatencyFigures::mean}, Figure{"p50", &LatencyFigures::p50},
    Figure{"p75", &LatencyFigures::p75}, Figure{"p90", &LatencyFigures::p90},
    Figure{"p95", &LatencyFigures::p95}, Figure{"p99", &LatencyFigures::p99},
    Figure{"p99_9", &LatencyFigures::p99_9}, Figure{"p99_99", &LatencyFigures::p99_99},
    Figure{"max", &LatencyFigures::max}};

// A timeline keeps these four alone.
constexpr std::array kShortFigures{Figure{"p50", &LatencyFigures::p50},
    Figure{"p95", &LatencyFigures::p95}, Figure{"p99", &LatencyFigures::p99},
    Figure{"max", &LatencyFigures::max}};

template <typename Figures>
void addColumns(Columns& columns, const std::string& what, const Figures& figures)
{
    for (const Figure& figure : figures)
        columns.push_back(what + '_' + figure.name + "_ms");
}

template <typename Figures>
void addTimes(CsvTable& table, const std::optional<LatencyFigures>& times, const Figures& figures)
{
    for (const Figure& figure : figures) {
        if (times)
            table.number((*times).*figure.value / 1000, kTimeDecimals);
        else
            table.noValue();
    }
}

std::string runCsv(const RunRecord& record)
{
    CsvTable table({"fact", "value"});
    const auto add = [&table](std::string_view fact, std::string_view value) {
        table.text(fact).text(value).endRow();
    };
    add("name", record.name);
    add("state", record.state);
    if (!record.abortReason.empty())
        add("abort_reason", record.abortReason);
    add("started_at", record.startedAt);
    table.text("duration_s").number(record.durationSeconds, kTimeDecimals).endRow();
    table.text("elapsed_s").number(record.elapsedSeconds, kTimeDecimals).endRow();
    add("totals_include_ramp", record.totalsIncludeRamp ? "true" : "false");
    add("target_name", record.targetName);
    add("target_uri", record.targetUri);
    add("server", record.server.name);
    add("server_version", record.server.version);
    add("json_version", record.server.jsonVersion);
    add("mode", record.server.mode);
    add("tool_version", record.toolVersion);
    add("tool_os", record.operatingSystem);
    table.text("tool_cpu_cores").count(record.cpuCores).endRow();
    table.text("generator_threads").count(record.generator.threads).endRow();
    table.text("generator_cpu_share").number(record.generator.cpuShare, 3).endRow();
    table.text("loop_lag_p99_ms")
        .number(record.generator.loopLagP99 / 1000, kTimeDecimals)
        .endRow();
    table.text("loop_lag_max_ms")
        .number(record.generator.loopLagMax / 1000, kTimeDecimals)
        .endRow();
    if (const auto& floor = record.generator.floor) {
        table.text("ping_engine_ms").number(floor->engine / 1000, kTimeDecimals).endRow();
        table.text("ping_blocking_ms").number(floor->blocking / 1000, kTimeDecimals).endRow();
        table.text("pings_beside_the_run").count(floor->pings).endRow();
    }
    if (const auto& machine = record.generator.machine) {
        const std::pair<const char*, double> parts[] = {{"machine_cores", machine->cores},
            {"machine_own_cores", machine->own}, {"machine_server_cores", machine->server},
            {"machine_other_programs_cores", machine->others()},
            {"machine_interrupts_cores", machine->interrupts},
            {"machine_stolen_cores", machine->stolen}, {"machine_idle_cores", machine->idle}};
        for (const auto& [name, cores] : parts)
            table.text(name).number(cores, 3).endRow();
    }
    const auto addFlag = [&](const char* name, const std::optional<bool>& flag) {
        add(name, !flag ? "unknown" : *flag ? "true" : "false");
    };
    addFlag("calls_agree_with_server", record.integrity.agrees);
    addFlag("bytes_agree_with_server", record.integrity.bytesAgree);
    for (const std::string& warning : record.generator.warnings)
        add("warning", warning);
    for (const std::string& note : record.integrity.notes)
        add("integrity_note", note);
    add("verdict", record.verdict);
    add("repeat_command", record.repeatCommand);
    return table.csv();
}

void addTaskRow(CsvTable& table, const TaskRow& task, std::string_view name, bool measured)
{
    const auto rate = [measured](double perSecond) {
        return measured ? std::optional(perSecond) : std::nullopt;
    };
    table.text(task.type).text(name);
    for (const std::uint64_t count :
        {task.requests, task.successes, task.failures, task.misses, task.calls})
        table.count(count);
    table.number(rate(task.throughputPerSecond), 3).number(rate(task.failuresPerSecond), 3);
    addTimes(table, task.latency, kFigures);
    addTimes(table, task.serviceTime, kFigures);
    addTimes(table, task.connectionWait, kFigures);
    table.count(task.sentBytes).count(task.receivedBytes);
    table.number(task.requests > 0 ? std::optional(task.meanReplyBytes) : std::nullopt, 1);
    table.endRow();
}

std::string statisticsCsv(const RunRecord& record)
{
    Columns columns{"type", "name", "requests", "successes", "failures", "misses", "calls",
        "throughput_per_s", "failures_per_s"};
    addColumns(columns, "latency", kFigures);
    addColumns(columns, "service_time", kFigures);
    addColumns(columns, "connection_wait", kFigures);
    columns.insert(columns.end(), {"sent_bytes", "received_bytes", "mean_reply_bytes"});
    CsvTable table(columns);
    const bool measured = record.durationSeconds > 0;
    for (const TaskRow& task : record.tasks)
        addTaskRow(table, task, task.name, measured);
    TaskRow totals = record.totals;
    totals.type.clear();
    addTaskRow(table, totals, "All tasks", measured);
    return table.csv();
}

std::string commandsCsv(const RunRecord& record)
{
    Columns columns{"task", "command", "calls", "failures", "calls_per_s"};
    addColumns(columns, "service_time", kFigures);
    addColumns(columns, "first_byte", kFigures);
    CsvTable table(columns);
    for (const TaskRow& task : record.tasks) {
        for (const CommandRow& call : task.commands) {
            table.text(task.name).text(call.command).count(call.calls).count(call.failures);
            if (record.durationSeconds > 0)
                table.number(static_cast<double>(call.calls) / record.durationSeconds, 3);
            else
                table.noValue();
            addTimes(table, call.serviceTime, kFigures);
            addTimes(table, call.firstByte, kFigures);
            table.endRow();
        }
    }
    return table.csv();
}

std::string failuresCsv(const RunRecord& record)
{
    CsvTable table(
        {"task", "kind", "message", "count", "count_outside_totals", "first_s", "last_s"});
    for (const FailureRow& row : record.failures) {
        table.text(row.task).text(row.kind).text(row.message);
        table.count(row.count).count(row.countOutsideTotals);
        table.number(row.firstSecond, kTimeDecimals).number(row.lastSecond, kTimeDecimals);
        table.endRow();
    }
    return table.csv();
}

std::string timelineCsv(const RunRecord& record)
{
    Columns columns{"t_s", "length_s", "phase", "users", "connections", "in_flight", "backlog",
        "dropped", "requests", "successes", "failures", "misses", "throughput_per_s"};
    addColumns(columns, "latency", kShortFigures);
    CsvTable table(columns);
    for (const TimelinePoint& point : record.timeline) {
        table.number(point.second, kTimeDecimals).number(point.length, kTimeDecimals);
        table.text(phaseName(point.phase));
        for (const std::uint64_t count :
            {point.users, point.connections, point.inFlight, point.backlog, point.dropped,
                point.requests, point.successes, point.failures, point.misses})
            table.count(count);
        table.number(point.throughputPerSecond, 3);
        addTimes(table, point.latency, kShortFigures);
        table.endRow();
    }
    return table.csv();
}

std::string serverCsv(const RunRecord& record)
{
    CsvTable table({"t_s", "cpu_share", "commands_per_s", "memory_bytes", "clients"});
    for (const ServerSample& sample : record.serverSamples) {
        table.number(sample.second, kTimeDecimals).number(sample.cpuShare, 3);
        table.number(sample.commandsPerSecond, 3);
        table.count(sample.memoryBytes).count(sample.clients).endRow();
    }
    return table.csv();
}

std::string eventsCsv(const RunRecord& record)
{
    CsvTable table({"t_s", "kind", "text"});
    for (const RunEvent& event : record.events)
        table.number(event.second, kTimeDecimals).text(event.kind).text(event.text).endRow();
    return table.csv();
}

} // namespace

std::vector<ExportedTable> exportedTables(const RunRecord& record)
{
    return {{"run.csv", runCsv(record)}, {"statistics.csv", statisticsCsv(record)},
        {"commands.csv", commandsCsv(record)}, {"failures.csv", failuresCsv(record)},
        {"timeline.csv", timelineCsv(record)}, {"server.csv", serverCsv(record)},
        {"events.csv", eventsCsv(record)}};
}

Result<Done> saveTables(const RunRecord& record, const std::filesystem::path& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return Error{
            ErrorKind::Io, "Cannot make the folder " + pathText(folder) + ": " + failed.message()};
    for (const ExportedTable& table : exportedTables(record)) {
        if (const auto written = writeTextFile(folder / table.fileName, table.csv); !written)
            return written.error();
    }
    return Done{};
}

} // namespace cicada
