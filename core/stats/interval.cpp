#include "stats/interval.h"

#include <algorithm>
#include <numeric>

namespace cicada {

namespace {

template <typename Part>
void mergeEach(std::vector<Part>& into, const std::vector<Part>& from)
{
    into.resize(std::max(into.size(), from.size()));
    for (std::size_t i = 0; i < from.size(); ++i)
        into[i].merge(from[i]);
}

void addEach(
    std::map<std::string, std::uint64_t>& into, const std::map<std::string, std::uint64_t>& from)
{
    for (const auto& [name, count] : from)
        into[name] += count;
}

void addCounts(Interval& into, const Interval& from)
{
    mergeEach(into.tasks, from.tasks);
    for (const auto& [key, count] : from.failures)
        into.addFailure(key, count);
    into.dropped += from.dropped;
    into.loopLag.merge(from.loopLag);
    addEach(into.callsSent, from.callsSent);
    addEach(into.callsUnanswered, from.callsUnanswered);
    addEach(into.callsDiscarded, from.callsDiscarded);
}

std::uint64_t sum(const std::vector<TaskStatistics>& tasks, std::uint64_t TaskStatistics::* count)
{
    return std::accumulate(tasks.begin(), tasks.end(), std::uint64_t{0},
        [count](std::uint64_t total, const TaskStatistics& task) { return total + task.*count; });
}

} // namespace

std::string_view phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Spawn:
        return "spawn";
    case Phase::WarmUp:
        return "warmup";
    case Phase::Measure:
        return "measure";
    case Phase::Pause:
        return "pause";
    case Phase::Stop:
        break;
    }
    return "stop";
}

void CallStatistics::merge(const CallStatistics& other)
{
    calls += other.calls;
    failures += other.failures;
    serviceTime.merge(other.serviceTime);
    firstByte.merge(other.firstByte);
}

void TaskStatistics::merge(const TaskStatistics& other)
{
    requests += other.requests;
    successes += other.successes;
    failures += other.failures;
    misses += other.misses;
    calls += other.calls;
    sentBytes += other.sentBytes;
    receivedBytes += other.receivedBytes;
    checkedValues += other.checkedValues;
    latency.merge(other.latency);
    serviceTime.merge(other.serviceTime);
    connectionWait.merge(other.connectionWait);
    mergeEach(commands, other.commands);
}

void Interval::addFailure(FailureKey key, std::uint64_t count)
{
    failures[boundedFailureKey(failures, std::move(key))] += count;
}

void Interval::mergeWorker(const Interval& other)
{
    if (length.count() == 0) {
        phase = other.phase;
        turn = other.turn;
        start = other.start;
    }
    length = std::max(length, other.length);
    users += other.users;
    connections += other.connections;
    inFlight += other.inFlight;
    backlog += other.backlog;
    addCounts(*this, other);
}

void Interval::mergeNext(const Interval& other)
{
    if (length.count() == 0) {
        phase = other.phase;
        turn = other.turn;
        start = other.start;
    }
    length += other.length;
    users = other.users;
    connections = other.connections;
    inFlight = other.inFlight;
    backlog = std::max(backlog, other.backlog);
    addCounts(*this, other);
}

std::uint64_t Interval::requests() const
{
    return sum(tasks, &TaskStatistics::requests);
}

std::uint64_t Interval::successes() const
{
    return sum(tasks, &TaskStatistics::successes);
}

std::uint64_t Interval::failureCount() const
{
    return sum(tasks, &TaskStatistics::failures);
}

std::uint64_t Interval::misses() const
{
    return sum(tasks, &TaskStatistics::misses);
}

} // namespace cicada
