#pragma once

#include "stats/histogram.h"

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Where in a run something happened. Totals hold Measure only (see RunRecord::totalsIncludeRamp).
enum class Phase : std::uint8_t
{
    Spawn,
    WarmUp,
    Measure,
    Pause, ///< nothing begins; the time does not count
    Stop,  ///< finishing what is in flight
};

inline constexpr std::array kPhases{
    Phase::Spawn, Phase::WarmUp, Phase::Measure, Phase::Pause, Phase::Stop};

std::string_view phaseName(Phase phase); ///< "spawn", "warmup", "measure", "pause", "stop"

struct CallStatistics
{
    std::uint64_t calls = 0;
    std::uint64_t failures = 0;
    Histogram serviceTime; ///< fully received minus written; replied calls only
    Histogram firstByte;   ///< first byte minus written, of replies of kBigReplyBytes and more

    static constexpr std::uint64_t kBigReplyBytes = 16'384;

    void merge(const CallStatistics& other);
};

/// One task's row over some time. requests = successes + failures + misses, always.
struct TaskStatistics
{
    std::uint64_t requests = 0; ///< whole tasks that ended
    std::uint64_t successes = 0;
    std::uint64_t failures = 0;
    std::uint64_t misses = 0;
    std::uint64_t calls = 0;
    std::uint64_t sentBytes = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t checkedValues = 0; ///< replies held against what was written
    Histogram latency;               ///< every request: end minus due
    Histogram serviceTime;           ///< every request: sum of its calls' received minus written
    Histogram connectionWait;        ///< time waited for a connection, part of latency
    std::vector<CallStatistics> commands; ///< as many as the task has calls

    void merge(const TaskStatistics& other);
};

/// One cause of failures in one task; bounded (see boundedFailureKey).
struct FailureKey
{
    std::uint32_t task = 0; ///< index in the compiled list
    std::string
        kind; ///< failureKindName(), for server errors their first word ("OOM"), "unexpected_reply"
    std::string message; ///< countedMessage()

    auto operator<=>(const FailureKey&) const = default;
};

/// All that happened in one stretch of a run (normally a second), of one worker or merged over
/// all. It never spans two phases. A plain value, mergeable.
struct Interval
{
    /// Distinct failures a table keeps word for word (see boundedFailureKey).
    static constexpr std::size_t kMaxFailureKinds = 200;

    Phase phase = Phase::Spawn;
    unsigned turn = 0;                 ///< pauses and resumptions before it; not kept in files
    std::chrono::nanoseconds start{0}; ///< since the run's start
    std::chrono::nanoseconds length{0};
    std::uint64_t users = 0;       ///< at its end
    std::uint64_t connections = 0; ///< open at its end
    std::uint64_t inFlight = 0;    ///< requests begun and not ended, at its end
    std::uint64_t backlog = 0;     ///< open loop: the most that were due and waited for a user
    std::uint64_t dropped = 0;     ///< open loop: due, and never begun
    std::vector<TaskStatistics> tasks;
    std::map<FailureKey, std::uint64_t> failures;
    Histogram loopLag;                              ///< how late the worker's loop ran its timers
    std::map<std::string, std::uint64_t> callsSent; ///< per command name, set-up traffic excluded
    std::map<std::string, std::uint64_t>
        callsUnanswered; ///< of them: no reply came (timeout, reset)
    std::map<std::string, std::uint64_t>
        callsDiscarded; ///< of them: queued by MULTI, then dropped; the server never ran them

    /// Counts a failure under its boundedFailureKey().
    void addFailure(FailureKey key, std::uint64_t count = 1);

    /// Adds another worker's interval of the same time: counts, users and connections add up (the
    /// backlog too: the workers' highest may not have been at one time). Into
    /// an empty Interval{} too, whose phase, start and length are then the other's.
    void mergeWorker(const Interval& other);

    /// Adds the next interval in time of the same phase: counts add up, length grows, users,
    /// connections and inFlight are the later ones, backlog the higher one.
    void mergeNext(const Interval& other);

    std::uint64_t requests() const;
    std::uint64_t successes() const;
    std::uint64_t failureCount() const;
    std::uint64_t misses() const;
};

/// `key`, or where `table` (a map by FailureKey) is full and does not know it, the row that
/// collects what is left: message "(other)", and beyond that kind "other" too, since a server
/// chooses its words.
template <typename Table>
FailureKey boundedFailureKey(const Table& table, FailureKey key)
{
    if (table.size() < Interval::kMaxFailureKinds || table.contains(key))
        return key;
    key.message = "(other)";
    if (table.size() >= 2 * Interval::kMaxFailureKinds && !table.contains(key))
        key.kind = "other";
    return key;
}

} // namespace cicada
