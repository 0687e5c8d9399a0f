#include "report/run_sum.h"

#include "base/units.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <map>

namespace cicada {

namespace {

using Span = std::pair<double, double>; ///< seconds, from and to

double startOf(const RunRecord& run)
{
    const QDateTime start
        = QDateTime::fromString(QString::fromStdString(run.startedAt), Qt::ISODateWithMs);
    return start.isValid() ? static_cast<double>(start.toMSecsSinceEpoch()) / 1000 : 0;
}

/// When a run measured, on the clock of the system.
Span measuredSpan(const RunRecord& run)
{
    double from = 0;
    if (!run.totalsIncludeRamp) {
        const auto first = std::ranges::find(run.timeline, Phase::Measure, &TimelinePoint::phase);
        from = first == run.timeline.end() ? 0 : first->second;
    }
    return {startOf(run) + from, startOf(run) + from + run.durationSeconds};
}

double lengthOfUnion(std::vector<Span> spans)
{
    std::ranges::sort(spans);
    double length = 0;
    double reached = -HUGE_VAL;
    for (const auto& [from, to] : spans) {
        if (to > reached)
            length += to - std::max(from, reached);
        reached = std::max(reached, to);
    }
    return length;
}

void finish(TaskRow& row, const TaskHistograms& histograms, double seconds)
{
    row.throughputPerSecond = perSecond(row.successes, seconds);
    row.failuresPerSecond = perSecond(row.failures, seconds);
    row.latency = LatencyFigures::of(histograms.latency);
    row.serviceTime = LatencyFigures::of(histograms.serviceTime);
    row.connectionWait = LatencyFigures::of(histograms.connectionWait);
    row.meanReplyBytes = row.requests == 0
        ? 0
        : static_cast<double>(row.receivedBytes) / static_cast<double>(row.requests);
    for (std::size_t i = 0; i < row.commands.size(); ++i) {
        row.commands[i].serviceTime = LatencyFigures::of(histograms.commands[i]);
        row.commands[i].firstByte = LatencyFigures::of(histograms.firstBytes[i]);
    }
}

void addCounts(TaskRow& into, const TaskRow& from)
{
    into.requests += from.requests;
    into.successes += from.successes;
    into.failures += from.failures;
    into.misses += from.misses;
    into.calls += from.calls;
    into.sentBytes += from.sentBytes;
    into.receivedBytes += from.receivedBytes;
    into.checkedValues += from.checkedValues;
    for (std::size_t i = 0; i < std::min(into.commands.size(), from.commands.size()); ++i) {
        into.commands[i].calls += from.commands[i].calls;
        into.commands[i].failures += from.commands[i].failures;
    }
}

void mergeValues(std::vector<Histogram>& into, const std::vector<Histogram>& from)
{
    into.resize(std::max(into.size(), from.size()));
    for (std::size_t i = 0; i < from.size(); ++i)
        into[i].merge(from[i]);
}

void addValues(TaskHistograms& into, const TaskHistograms& from)
{
    into.latency.merge(from.latency);
    into.serviceTime.merge(from.serviceTime);
    into.connectionWait.merge(from.connectionWait);
    mergeValues(into.commands, from.commands);
    mergeValues(into.firstBytes, from.firstBytes);
}

bool isSameTask(const TaskRow& a, const TaskRow& b)
{
    return a.name == b.name && a.type == b.type
        && std::ranges::equal(
            a.commands, b.commands, {}, &CommandRow::command, &CommandRow::command);
}

void addTasks(const std::vector<RunRecord>& runs, RunRecord& sum)
{
    auto histograms = std::make_shared<RunHistograms>();
    sum.tasks.clear();
    for (const RunRecord& run : runs) {
        for (std::size_t i = 0; i < run.tasks.size(); ++i) {
            const auto found = std::ranges::find_if(
                sum.tasks, [&](const TaskRow& row) { return isSameTask(row, run.tasks[i]); });
            const auto at = static_cast<std::size_t>(found - sum.tasks.begin());
            if (found == sum.tasks.end()) {
                sum.tasks.push_back(run.tasks[i]);
                histograms->tasks.push_back(run.histograms->tasks[i]);
            } else {
                addCounts(sum.tasks[at], run.tasks[i]);
                addValues(histograms->tasks[at], run.histograms->tasks[i]);
            }
        }
        histograms->loopLag.merge(run.histograms->loopLag);
    }
    TaskHistograms all;
    TaskRow totals;
    totals.name = runs.front().totals.name;
    for (std::size_t i = 0; i < sum.tasks.size(); ++i) {
        finish(sum.tasks[i], histograms->tasks[i], sum.durationSeconds);
        addCounts(totals, sum.tasks[i]);
        TaskHistograms values = histograms->tasks[i];
        values.commands.clear();
        addValues(all, values);
    }
    finish(totals, all, sum.durationSeconds);
    sum.totals = std::move(totals);
    sum.generator.loopLagP99 = static_cast<double>(histograms->loopLag.percentile(99));
    sum.generator.loopLagMax = static_cast<double>(histograms->loopLag.max());
    sum.histograms = std::move(histograms);
}

void addFailures(const std::vector<RunRecord>& runs, double start, RunRecord& sum)
{
    sum.failures.clear();
    for (const RunRecord& run : runs) {
        const double offset = startOf(run) - start;
        for (FailureRow row : run.failures) {
            row.firstSecond += offset;
            row.lastSecond += offset;
            const auto same = std::ranges::find_if(sum.failures, [&row](const FailureRow& other) {
                return other.task == row.task && other.kind == row.kind
                    && other.message == row.message;
            });
            if (same == sum.failures.end()) {
                sum.failures.push_back(std::move(row));
                continue;
            }
            same->count += row.count;
            same->countOutsideTotals += row.countOutsideTotals;
            same->firstSecond = std::min(same->firstSecond, row.firstSecond);
            same->lastSecond = std::max(same->lastSecond, row.lastSecond);
        }
    }
}

// Points of one second and phase are one; a longer point belongs to the second in which it begins.
void addTimelines(const std::vector<RunRecord>& runs, double start, RunRecord& sum)
{
    std::map<std::pair<double, Phase>, std::pair<std::size_t, TimelinePoint>> points;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double offset = startOf(runs[i]) - start;
        for (TimelinePoint point : runs[i].timeline) {
            point.second += offset;
            point.tasks.reset(); // of this run's tasks, which need not be those of the sum
            const auto [entry, isNew]
                = points.try_emplace({std::floor(point.second + 0.01), point.phase}, i, point);
            if (isNew)
                continue;
            TimelinePoint& into = entry->second.second;
            // Two stubs of one run follow each other; those of two runs are side by side.
            if (entry->second.first == i) {
                into.length = point.second + point.length - into.second;
                into.users = point.users;
                into.connections = point.connections;
                into.inFlight = point.inFlight;
                into.backlog = std::max(into.backlog, point.backlog);
            } else {
                into.length = std::max(into.length, point.length);
                into.users += point.users;
                into.connections += point.connections;
                into.inFlight += point.inFlight;
                into.backlog += point.backlog;
                entry->second.first = i;
            }
            into.dropped += point.dropped;
            into.addCounts(point, into.length);
            into.latency.reset();
        }
    }
    sum.timeline.clear();
    for (const auto& [key, entry] : points)
        sum.timeline.push_back(entry.second);
    std::ranges::stable_sort(sum.timeline, {}, &TimelinePoint::second);
}

void addIntegrity(const std::vector<RunRecord>& runs, Integrity& sum)
{
    sum = {};
    bool known = true;
    bool agrees = true;
    bool bytesKnown = true;
    bool bytesAgree = true;
    for (const RunRecord& run : runs) {
        for (const auto& [command, calls] : run.integrity.callsSent)
            sum.callsSent[command] += calls;
        for (const auto& [command, calls] : run.integrity.callsCountedByServer)
            sum.callsCountedByServer[command] += calls;
        known = known && run.integrity.agrees.has_value();
        agrees = agrees && run.integrity.agrees.value_or(false);
        sum.traffic += run.integrity.traffic;
        sum.trafficCountedByServer += run.integrity.trafficCountedByServer;
        sum.ownTraffic += run.integrity.ownTraffic;
        bytesKnown = bytesKnown && run.integrity.bytesAgree.has_value();
        bytesAgree = bytesAgree && run.integrity.bytesAgree.value_or(false);
        sum.notes.insert(sum.notes.end(), run.integrity.notes.begin(), run.integrity.notes.end());
    }
    if (known)
        sum.agrees = agrees;
    if (bytesKnown)
        sum.bytesAgree = bytesAgree;
}

} // namespace

Result<RunRecord> sumOfRuns(const std::vector<RunRecord>& unsorted)
{
    for (const RunRecord& run : unsorted) {
        if (!run.histograms)
            return Error{ErrorKind::Invalid,
                "\"" + run.name
                    + "\" keeps no histograms (it was made by an older Cicada), so it cannot be "
                      "added to others."};
    }
    if (unsorted.empty())
        return Error{ErrorKind::Invalid, "There is no run to add up."};
    std::vector<RunRecord> runs = unsorted;
    std::ranges::stable_sort(runs, {}, startOf);
    RunRecord sum = runs.front();
    if (runs.size() == 1)
        return sum;
    const double start = startOf(runs.front());
    double end = start;
    std::vector<Span> spans;
    sum.events.clear();
    sum.serverSamples.clear();
    sum.generator = {};
    for (const RunRecord& run : runs) {
        const double offset = startOf(run) - start;
        spans.push_back(measuredSpan(run));
        for (RunEvent event : run.events) {
            event.second += offset;
            sum.events.push_back(std::move(event));
        }
        // Runs at the same time saw the same server, or several: one series of samples each time.
        if (startOf(run) >= end || &run == &runs.front()) {
            for (ServerSample sample : run.serverSamples) {
                sample.second += offset;
                sum.serverSamples.push_back(sample);
            }
        }
        sum.pausedSeconds = std::max(sum.pausedSeconds, run.pausedSeconds);
        end = std::max(end, startOf(run) + run.elapsedSeconds);
        if (run.state != "finished")
            sum.state = run.state;
        sum.generator.threads += run.generator.threads;
        sum.generator.cpuSeconds += run.generator.cpuSeconds;
        sum.generator.cpuShare = std::max(sum.generator.cpuShare, run.generator.cpuShare);
        sum.generator.workers.insert(sum.generator.workers.end(), run.generator.workers.begin(),
            run.generator.workers.end());
        // Of several machines or moments the one that adds most.
        if (const auto& floor = run.generator.floor; floor
            && (!sum.generator.floor
                || floor->engine - floor->blocking
                    > sum.generator.floor->engine - sum.generator.floor->blocking))
            sum.generator.floor = floor;
        if (const auto& tls = run.generator.tls) {
            if (!sum.generator.tls)
                sum.generator.tls.emplace();
            sum.generator.tls->handshakes += tls->handshakes;
            sum.generator.tls->resumptions += tls->resumptions;
        }
        sum.generator.warnings.insert(sum.generator.warnings.end(), run.generator.warnings.begin(),
            run.generator.warnings.end());
    }
    std::ranges::stable_sort(sum.events, {}, &RunEvent::second);
    sum.durationSeconds = lengthOfUnion(spans);
    sum.elapsedSeconds = end - start;
    addTasks(runs, sum);
    addFailures(runs, start, sum);
    addTimelines(runs, start, sum);
    addIntegrity(runs, sum.integrity);
    sum.name += " (sum of " + formatCount(runs.size()) + " runs)";
    sum.verdict = "The sum of " + formatCount(runs.size()) + " runs, measured over "
        + formatRate(sum.durationSeconds) + " s.";
    sum.repeatCommand.clear();
    return sum;
}

} // namespace cicada
