#include "stats/summary.h"

#include "base/units.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cicada {

namespace {

CommandRow commandRow(std::string command, const CallStatistics& statistics)
{
    return {std::move(command), statistics.calls, statistics.failures,
        LatencyFigures::of(statistics.serviceTime), LatencyFigures::of(statistics.firstByte)};
}

TaskRow taskRow(
    std::string name, std::string type, const TaskStatistics& statistics, double duration)
{
    TaskRow row;
    row.name = std::move(name);
    row.type = std::move(type);
    row.requests = statistics.requests;
    row.successes = statistics.successes;
    row.failures = statistics.failures;
    row.misses = statistics.misses;
    row.calls = statistics.calls;
    row.throughputPerSecond = perSecond(statistics.successes, duration);
    row.failuresPerSecond = perSecond(statistics.failures, duration);
    row.latency = LatencyFigures::of(statistics.latency);
    row.serviceTime = LatencyFigures::of(statistics.serviceTime);
    row.connectionWait = LatencyFigures::of(statistics.connectionWait);
    row.sentBytes = statistics.sentBytes;
    row.receivedBytes = statistics.receivedBytes;
    row.checkedValues = statistics.checkedValues;
    if (statistics.requests != 0)
        row.meanReplyBytes = static_cast<double>(statistics.receivedBytes)
            / static_cast<double>(statistics.requests);
    return row;
}

Histogram latenciesOf(const std::vector<TaskStatistics>& tasks)
{
    Histogram all;
    for (const TaskStatistics& task : tasks)
        all.merge(task.latency);
    return all;
}

PointFigures figuresOf(const TaskStatistics& task, double length)
{
    return {task.requests, task.successes, task.failures, task.misses,
        perSecond(task.successes, length), LatencyFigures::of(task.latency)};
}

TimelinePoint pointOf(const Interval& interval)
{
    TimelinePoint point;
    point.second = secondsOf(interval.start);
    point.length = secondsOf(interval.length);
    point.phase = interval.phase;
    point.users = interval.users;
    point.connections = interval.connections;
    point.inFlight = interval.inFlight;
    point.backlog = interval.backlog;
    point.dropped = interval.dropped;
    point.requests = interval.requests();
    point.successes = interval.successes();
    point.failures = interval.failureCount();
    point.misses = interval.misses();
    point.throughputPerSecond = perSecond(point.successes, point.length);
    point.latency = LatencyFigures::of(latenciesOf(interval.tasks));
    return point;
}

/// All of `next` but its latencies.
void mergePoints(TimelinePoint& into, const TimelinePoint& next)
{
    into.length += next.length;
    into.users = next.users;
    into.connections = next.connections;
    into.inFlight = next.inFlight;
    into.backlog = std::max(into.backlog, next.backlog);
    into.dropped += next.dropped;
    into.addCounts(next, into.length);
}

Histogram mergedLatencies(const std::string& encoded, const std::string& next)
{
    Histogram merged;
    Histogram other;
    Histogram::decode(encoded, merged);
    Histogram::decode(next, other);
    merged.merge(other);
    return merged;
}

} // namespace

Summary::Summary(std::vector<TaskName> tasks, bool includeRamp)
    : m_names(std::move(tasks))
    , m_includeRamp(includeRamp)
{
    m_sums.measured.tasks.resize(m_names.size());
    for (std::size_t i = 0; i < m_names.size(); ++i)
        m_sums.measured.tasks[i].commands.resize(m_names[i].commands.size());
}

bool Summary::countsInTotals(const Interval& interval, bool includeRamp)
{
    return interval.phase == Phase::Measure
        || (includeRamp && (interval.phase < Phase::Measure || interval.requests() != 0));
}

void Summary::add(const Interval& interval)
{
    addTo(m_sums, interval);
    addPoint(interval);
}

void Summary::addTo(Sums& sums, const Interval& interval) const
{
    if (isMeasured(interval))
        sums.measured.mergeNext(interval);
    if (interval.phase == Phase::Pause)
        sums.paused += interval.length;
    sums.elapsed = std::max(sums.elapsed, interval.start + interval.length);
    addFailures(sums.failures, interval);
    for (const auto& [command, calls] : interval.callsSent)
        sums.sent[command] += calls;
    for (const auto& [command, calls] : interval.callsUnanswered)
        sums.unanswered[command] += calls;
    for (const auto& [command, calls] : interval.callsDiscarded)
        sums.discarded[command] += calls;
    for (const TaskStatistics& task : interval.tasks)
        sums.traffic += {task.sentBytes, task.receivedBytes};
    sums.loopLag.merge(interval.loopLag);
}

void Summary::addFailures(
    std::map<FailureKey, FailureRow>& failures, const Interval& interval) const
{
    const bool measured = isMeasured(interval);
    for (const auto& [cause, count] : interval.failures) {
        const FailureKey key = boundedFailureKey(failures, cause);
        auto [entry, isNew] = failures.try_emplace(key);
        FailureRow& row = entry->second;
        if (isNew) {
            row.task = key.task < m_names.size() ? m_names[key.task].name : std::string();
            row.kind = key.kind;
            row.message = key.message;
            row.firstSecond = secondsOf(interval.start);
        }
        (measured ? row.count : row.countOutsideTotals) += count;
        row.lastSecond = secondsOf(interval.start);
    }
}

void Summary::addPoint(const Interval& interval)
{
    Point point{pointOf(interval), {}};
    std::vector<PointFigures> tasks;
    // An interval in which nothing was measured may have no tasks; a point has all of them.
    static const TaskStatistics kNothing;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const TaskStatistics& task = i < interval.tasks.size() ? interval.tasks[i] : kNothing;
        point.latencies.push_back(task.latency.encode());
        if (m_names.size() > 1)
            tasks.push_back(figuresOf(task, point.figures.length));
    }
    if (m_names.size() > 1)
        point.figures.tasks = std::make_shared<const std::vector<PointFigures>>(std::move(tasks));
    m_timelineBytes += point.bytes();
    m_timeline.push_back(std::move(point));
    thin();
}

std::size_t Summary::Point::bytes() const
{
    return std::accumulate(latencies.begin(), latencies.end(), std::size_t{0},
        [](std::size_t sum, const std::string& encoded) { return sum + encoded.size(); });
}

bool Summary::isTooLong() const
{
    return m_timeline.size() > kMaxTimelinePoints || m_timelineBytes > kMaxTimelineBytes;
}

// Merges from the left, as far as a point may span, and once more with the double of that at the
// end. One merge a second holds the number of points; the bytes may need a few.
void Summary::thin()
{
    constexpr int kMostMerges = 4;
    int merges = 0;
    while (isTooLong() && merges < kMostMerges && m_timeline.size() > 1) {
        if (m_thinCursor + 1 >= m_timeline.size()) {
            if (m_pointLength >= secondsOf(m_sums.elapsed))
                return;
            m_pointLength *= 2;
            m_thinCursor = 0;
        }
        if (mergeAtCursor())
            ++merges;
        else
            ++m_thinCursor;
    }
}

bool Summary::fitsIntoOne(const Point& point, const Point& next) const
{
    constexpr double kSlack = 1.01; // a second of a busy machine may be 1.003 s
    return point.figures.phase == next.figures.phase
        && point.figures.length + next.figures.length <= m_pointLength * kSlack;
}

// The point at the cursor takes in the one behind it, where they fit into one.
bool Summary::mergeAtCursor()
{
    Point& into = m_timeline[m_thinCursor];
    const Point& next = m_timeline[m_thinCursor + 1];
    if (!fitsIntoOne(into, next))
        return false;
    m_timelineBytes -= into.bytes() + next.bytes();
    mergePoints(into.figures, next.figures);
    std::vector<PointFigures> tasks;
    Histogram all;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const Histogram merged = mergedLatencies(into.latencies[i], next.latencies[i]);
        into.latencies[i] = merged.encode();
        all.merge(merged);
        PointFigures& task = tasks.emplace_back(into.figures.ofTask(i));
        task.addCounts(next.figures.ofTask(i), into.figures.length);
        task.latency = LatencyFigures::of(merged);
    }
    into.figures.latency = LatencyFigures::of(all);
    if (into.figures.tasks)
        into.figures.tasks = std::make_shared<const std::vector<PointFigures>>(std::move(tasks));
    m_timelineBytes += into.bytes();
    m_timeline.erase(m_timeline.begin() + static_cast<std::ptrdiff_t>(m_thinCursor) + 1);
    return true;
}

void Summary::fill(RunRecord& record, const std::vector<Interval>& underWay) const
{
    if (underWay.empty()) {
        fillSums(record, m_sums);
    } else {
        Sums sums = m_sums;
        for (const Interval& interval : underWay)
            addTo(sums, interval);
        fillSums(record, sums);
        record.underWay = pointOf(underWay.back());
    }
    record.timeline.clear();
    for (const Point& point : m_timeline)
        record.timeline.push_back(point.figures);
}

void Summary::fillSums(RunRecord& record, const Sums& sums) const
{
    const double duration = secondsOf(sums.measured.length);
    record.durationSeconds = duration;
    record.elapsedSeconds = secondsOf(sums.elapsed);
    record.pausedSeconds = secondsOf(sums.paused);
    record.totalsIncludeRamp = m_includeRamp;

    record.tasks.clear();
    TaskStatistics all;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const TaskStatistics& task = sums.measured.tasks[i];
        TaskRow& row
            = record.tasks.emplace_back(taskRow(m_names[i].name, m_names[i].row, task, duration));
        for (std::size_t call = 0; call < m_names[i].commands.size(); ++call)
            row.commands.push_back(commandRow(m_names[i].commands[call], task.commands[call]));
        all.merge(task);
    }
    record.totals = taskRow("All tasks", "", all, duration);

    record.failures.clear();
    for (const auto& [key, row] : sums.failures)
        record.failures.push_back(row);

    record.integrity.callsSent = sums.sent;
    record.integrity.traffic = sums.traffic;
    record.generator.loopLagP99 = static_cast<double>(sums.loopLag.percentile(99));
    record.generator.loopLagMax = static_cast<double>(sums.loopLag.max());
}

std::shared_ptr<const RunHistograms> Summary::histograms() const
{
    auto all = std::make_shared<RunHistograms>();
    for (const TaskStatistics& task : m_sums.measured.tasks) {
        TaskHistograms& histograms = all->tasks.emplace_back();
        histograms.latency = task.latency;
        histograms.serviceTime = task.serviceTime;
        histograms.connectionWait = task.connectionWait;
        for (const CallStatistics& call : task.commands) {
            histograms.commands.push_back(call.serviceTime);
            histograms.firstBytes.push_back(call.firstByte);
        }
    }
    all->loopLag = m_sums.loopLag;
    return all;
}

const Histogram& Summary::latency(std::size_t task) const
{
    return m_sums.measured.tasks.at(task).latency;
}

Histogram Summary::latency() const
{
    return latenciesOf(m_sums.measured.tasks);
}

} // namespace cicada
