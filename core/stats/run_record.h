#pragma once

#include "redis/traffic.h"
#include "stats/interval.h"
#include "stats/machine_figures.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A run as screens and reports see it: the typed twin of the run file (report/run_file.h
/// converts). Plain values; a running test hands out a fresh RunRecord four times a second, and a
/// stored run is read back into one, so that no view knows the engine.
namespace cicada {

/// Percentiles in microseconds; absent as a whole where nothing was recorded ("no data").
struct LatencyFigures
{
    double min = 0, mean = 0, p50 = 0, p75 = 0, p90 = 0, p95 = 0, p99 = 0, p99_9 = 0, p99_99 = 0,
           max = 0;

    static std::optional<LatencyFigures> of(const Histogram& histogram);
};

struct CommandRow
{
    std::string command; ///< "JSON.GET"
    std::uint64_t calls = 0;
    std::uint64_t failures = 0;
    std::optional<LatencyFigures> serviceTime;
    std::optional<LatencyFigures> firstByte
        = {}; ///< of big replies (CallStatistics::kBigReplyBytes)
};

/// A row of Statistics; the totals are one too.
struct TaskRow
{
    std::string name;
    std::string type; ///< "READ"
    std::uint64_t requests = 0, successes = 0, failures = 0, misses = 0, calls = 0;
    double throughputPerSecond = 0; ///< successes / measured seconds
    double failuresPerSecond = 0;
    std::optional<LatencyFigures> latency;
    std::optional<LatencyFigures> serviceTime;
    std::optional<LatencyFigures> connectionWait;
    std::uint64_t sentBytes = 0, receivedBytes = 0;
    double meanReplyBytes = 0;       ///< receivedBytes / requests
    std::uint64_t checkedValues = 0; ///< replies held against what was written
    std::vector<CommandRow> commands;
};

/// The calls of a task as rows of a table: a command whose replies are big has a second one, with
/// the time to their first byte as its service time; its own is that to the last.
std::vector<CommandRow> callRows(const TaskRow& task);

struct FailureRow
{
    std::string task, kind, message;
    std::uint64_t count = 0;                ///< within the totals: adds up to their failures
    std::uint64_t countOutsideTotals = 0;   ///< in phases that totals leave out
    double firstSecond = 0, lastSecond = 0; ///< since the run's start, of all phases
};

/// What ended within a point of the timeline.
struct PointFigures
{
    std::uint64_t requests = 0, successes = 0, failures = 0, misses = 0;
    double throughputPerSecond = 0;
    std::optional<LatencyFigures> latency; ///< p50, p95, p99, max are kept in files

    /// All of `next` but its latencies; `length`: of both together, in seconds.
    void addCounts(const PointFigures& next, double length);
};

/// A point of the timeline; its own figures are those of all tasks together.
struct TimelinePoint : PointFigures
{
    double second = 0; ///< start, since the run's start
    double length = 1; ///< seconds
    Phase phase = Phase::Spawn;
    std::uint64_t users = 0, connections = 0, inFlight = 0;
    /// Open loop: the most requests that were due and waited for a user, and those never begun.
    std::uint64_t backlog = 0, dropped = 0;
    /// Of each task, in the order of RunRecord::tasks. Shared, since records are copied often. Null
    /// where there is one task only, and where the run's file kept none.
    std::shared_ptr<const std::vector<PointFigures>> tasks;

    /// Of the task with this index; all zero and without data where `tasks` has none.
    const PointFigures& ofTask(std::size_t task) const;
};

/// Whether any point knows what was of which task.
bool hasTaskTimelines(const std::vector<TimelinePoint>& timeline);

/// What an open loop did not begin in time, over all phases of a run.
struct ArrivalFigures
{
    std::uint64_t requests = 0; ///< that ended
    std::uint64_t dropped = 0;
    std::uint64_t largestBacklog = 0;

    /// Part of all that were due, 0 to 1.
    double droppedShare() const;

    static ArrivalFigures of(const std::vector<TimelinePoint>& timeline);
};

struct ServerSample
{
    double second = 0;
    double cpuShare = 0; ///< of one core, 1.0 = one core busy
    double commandsPerSecond = 0;
    std::uint64_t memoryBytes = 0;
    std::uint64_t clients = 0;
};

struct RunEvent
{
    double second = 0;
    std::string
        kind; ///< "lost", "back", "silent", "answers", "failing", "works", "note", "users"...
    std::string text;

    /// All connections were lost, no request ended, or most failed.
    bool beginsOutage() const { return kind == "lost" || kind == "silent" || kind == "failing"; }

    bool endsOutage() const { return kind == "back" || kind == "answers" || kind == "works"; }
};

struct ServerIdentity
{
    std::string name; ///< "redis", "valkey"
    std::string version;
    std::string jsonVersion;
    std::string mode; ///< "standalone", "cluster", "sentinel"
};

/// What a document of a data set takes in Redis, key and all, in one way of storing it: measured on
/// a sample of keys (MEMORY USAGE) before the first user.
struct DocumentMemory
{
    std::string dataSet;
    std::string storedAs; ///< "json", "string", "hash"
    std::uint64_t sampledKeys = 0;
    double meanBytes = 0, minBytes = 0, maxBytes = 0;
};

struct Integrity
{
    std::map<std::string, std::uint64_t> callsSent;
    std::map<std::string, std::uint64_t> callsCountedByServer;
    std::optional<bool> agrees;     ///< absent where the server could not be asked
    Traffic traffic;                ///< of the calls, all phases
    Traffic trafficCountedByServer; ///< less ownTraffic
    Traffic ownTraffic;             ///< sampling the server and asking for its counts
    std::optional<bool> bytesAgree; ///< absent where it cannot be told
    std::vector<std::string> notes;
};

/// How long a PING takes, in microseconds (medians): what of it is this tool's own.
struct TimingFloor
{
    double engine = 0;       ///< by the engine's connection
    double blocking = 0;     ///< by a plain blocking client on the same socket
    std::uint64_t pings = 0; ///< sent for it, in no count of the run
};

struct WorkerFigures
{
    double cpuShare = 0;                   ///< of one core, while it measured
    double loopLagP99 = 0, loopLagMax = 0; ///< microseconds
};

/// Of the connections of a run, those made before its first user too.
struct TlsFigures
{
    std::uint64_t handshakes = 0;
    std::uint64_t resumptions = 0; ///< of them: took up the session of an earlier one
};

struct GeneratorFigures
{
    unsigned threads = 0;
    double cpuSeconds = 0;
    double cpuShare = 0;                   ///< of the busiest worker, 0 to 1
    double loopLagP99 = 0, loopLagMax = 0; ///< microseconds, of all workers together
    std::vector<WorkerFigures> workers = {};
    std::optional<TimingFloor> floor = {};
    std::optional<TlsFigures> tls = {};         ///< absent without TLS, and while the run lasts
    std::optional<MachineFigures> machine = {}; ///< absent where the system does not tell
    std::vector<std::string> warnings;
};

/// Every measured value of a task, as counted.
struct TaskHistograms
{
    Histogram latency, serviceTime, connectionWait;
    std::vector<Histogram> commands;   ///< service times, in the order of TaskRow::commands
    std::vector<Histogram> firstBytes; ///< as many
};

/// What the figures of a run were taken from, so that runs can be added without loss.
struct RunHistograms
{
    std::vector<TaskHistograms> tasks; ///< in the order of RunRecord::tasks
    Histogram loopLag;                 ///< of the generator

    /// Latencies of all tasks together.
    Histogram latency() const;
    Histogram serviceTime() const;
};

struct RunRecord
{
    std::string name;
    std::string state; ///< "running", then "finished", "stopped" or "aborted"
    std::string abortReason;
    std::string startedAt;      ///< RFC 3339, UTC
    double durationSeconds = 0; ///< measured window
    double elapsedSeconds = 0;  ///< since the first user, all phases
    double pausedSeconds = 0;   ///< of them: paused, which no total holds
    bool totalsIncludeRamp = false;
    std::string toolVersion, operatingSystem;
    unsigned cpuCores = 0;
    std::string targetName, targetUri;
    ServerIdentity server;
    std::string profileJson; ///< the test profile, compact JSON
    std::string repeatCommand;
    TaskRow totals;
    std::vector<TaskRow> tasks;
    std::vector<FailureRow> failures;
    std::vector<TimelinePoint> timeline;
    std::optional<TimelinePoint> underWay; ///< while it runs: the second that is not over yet
    std::vector<ServerSample> serverSamples;
    std::vector<RunEvent> events;
    std::vector<DocumentMemory> documentMemory; ///< empty where the server would not tell
    Integrity integrity;
    GeneratorFigures generator;
    std::string verdict; ///< one sentence
    /// Shared, since records are copied often. Null while the run lasts, and where its file is of a
    /// version that kept none.
    std::shared_ptr<const RunHistograms> histograms;
};

} // namespace cicada
