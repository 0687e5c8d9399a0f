#include "stats/summary.h"

#include "base/units.h"

#include <algorithm>
#include <utility>

namespace cicada {

namespace {

double perSecond(std::uint64_t count, double duration)
{
    return duration > 0 ? static_cast<double>(count) / duration : 0;
}

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
    return point;
}

void mergeFigures(TimelinePoint& into, const TimelinePoint& next)
{
    into.length += next.length;
    into.users = next.users;
    into.connections = next.connections;
    into.inFlight = next.inFlight;
    into.backlog = std::max(into.backlog, next.backlog);
    into.dropped += next.dropped;
    into.requests += next.requests;
    into.successes += next.successes;
    into.failures += next.failures;
    into.misses += next.misses;
    into.throughputPerSecond = perSecond(into.successes, into.length);
}

Histogram latenciesOf(const std::vector<TaskStatistics>& tasks)
{
    Histogram all;
    for (const TaskStatistics& task : tasks)
        all.merge(task.latency);
    return all;
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
    const Histogram latencies = latenciesOf(interval.tasks);
    Point point{pointOf(interval), latencies.encode()};
    if (m_pointLength > 1 && !m_timeline.empty() && fitsIntoOne(m_timeline.back(), point)) {
        merge(m_timeline.back(), point);
        return;
    }
    point.figures.latency = LatencyFigures::of(latencies);
    m_timeline.push_back(std::move(point));
    while (m_timeline.size() > kMaxTimelinePoints && m_pointLength < secondsOf(m_sums.elapsed)) {
        m_pointLength *= 2;
        thin();
    }
}

bool Summary::fitsIntoOne(const Point& point, const Point& next) const
{
    constexpr double kSlack = 1.01; // a second of a busy machine may be 1.003 s
    return point.figures.phase == next.figures.phase
        && point.figures.length + next.figures.length <= m_pointLength * kSlack;
}

void Summary::merge(Point& into, const Point& next)
{
    Histogram latencies;
    Histogram others;
    Histogram::decode(into.latencies, latencies);
    Histogram::decode(next.latencies, others);
    latencies.merge(others);
    into.latencies = latencies.encode();
    mergeFigures(into.figures, next.figures);
    into.figures.latency = LatencyFigures::of(latencies);
}

// Merges neighbours from the left, as far as a point may span.
void Summary::thin()
{
    std::vector<Point> thinned;
    for (Point& point : m_timeline) {
        if (!thinned.empty() && fitsIntoOne(thinned.back(), point))
            merge(thinned.back(), point);
        else
            thinned.push_back(std::move(point));
    }
    m_timeline = std::move(thinned);
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
        record.underWay->latency = LatencyFigures::of(latenciesOf(underWay.back().tasks));
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
