#include "stats/run_record.h"

#include "base/units.h"

#include <algorithm>

namespace cicada {

std::optional<LatencyFigures> LatencyFigures::of(const Histogram& histogram)
{
    if (histogram.count() == 0)
        return std::nullopt;
    const auto at
        = [&](double percent) { return static_cast<double>(histogram.percentile(percent)); };
    return LatencyFigures{
        .min = static_cast<double>(histogram.min()),
        .mean = histogram.mean(),
        .p50 = at(50),
        .p75 = at(75),
        .p90 = at(90),
        .p95 = at(95),
        .p99 = at(99),
        .p99_9 = at(99.9),
        .p99_99 = at(99.99),
        .max = static_cast<double>(histogram.max()),
    };
}

void PointFigures::addCounts(const PointFigures& next, double length)
{
    requests += next.requests;
    successes += next.successes;
    failures += next.failures;
    misses += next.misses;
    throughputPerSecond = perSecond(successes, length);
}

const PointFigures& TimelinePoint::ofTask(std::size_t task) const
{
    static const PointFigures kNothing;
    return tasks && task < tasks->size() ? (*tasks)[task] : kNothing;
}

bool hasTaskTimelines(const std::vector<TimelinePoint>& timeline)
{
    return std::ranges::any_of(
        timeline, [](const TimelinePoint& point) { return point.tasks != nullptr; });
}

ArrivalFigures ArrivalFigures::of(const std::vector<TimelinePoint>& timeline)
{
    ArrivalFigures figures;
    for (const TimelinePoint& point : timeline) {
        figures.requests += point.requests;
        figures.dropped += point.dropped;
        figures.largestBacklog = std::max(figures.largestBacklog, point.backlog);
    }
    return figures;
}

double ArrivalFigures::droppedShare() const
{
    return dropped == 0 ? 0
                        : static_cast<double>(dropped) / static_cast<double>(requests + dropped);
}

std::vector<CommandRow> callRows(const TaskRow& task)
{
    std::vector<CommandRow> rows;
    for (const CommandRow& command : task.commands) {
        rows.push_back(command);
        if (!command.firstByte)
            continue;
        rows.push_back(command);
        rows.back().command += ", to the first byte";
        rows.back().serviceTime = command.firstByte;
    }
    return rows;
}

Histogram RunHistograms::latency() const
{
    Histogram all;
    for (const TaskHistograms& task : tasks)
        all.merge(task.latency);
    return all;
}

Histogram RunHistograms::serviceTime() const
{
    Histogram all;
    for (const TaskHistograms& task : tasks)
        all.merge(task.serviceTime);
    return all;
}

} // namespace cicada
