#include "report/task_timelines_json.h"

#include "base/units.h"

#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace cicada {

namespace {

using nlohmann::json;

constexpr std::string_view kMember = "task_timelines";

struct CountColumn
{
    const char* name;
    std::uint64_t PointFigures::* count;
};

constexpr std::array kCounts{CountColumn{"requests", &PointFigures::requests},
    CountColumn{"successes", &PointFigures::successes},
    CountColumn{"failures", &PointFigures::failures}, CountColumn{"misses", &PointFigures::misses}};

struct LatencyColumn
{
    const char* name;
    double LatencyFigures::* figure;
};

constexpr std::array kLatencies{LatencyColumn{"p50_us", &LatencyFigures::p50},
    LatencyColumn{"p95_us", &LatencyFigures::p95}, LatencyColumn{"p99_us", &LatencyFigures::p99},
    LatencyColumn{"max_us", &LatencyFigures::max}};

std::uint64_t whole(double microseconds)
{
    return static_cast<std::uint64_t>(std::llround(microseconds));
}

json columnsOf(const RunRecord& record, std::size_t task)
{
    json columns{{"task", record.tasks[task].name}};
    for (const CountColumn& column : kCounts)
        columns[column.name] = json::array();
    for (const LatencyColumn& column : kLatencies)
        columns[column.name] = json::array();
    for (const TimelinePoint& point : record.timeline) {
        const PointFigures& figures = point.ofTask(task);
        for (const CountColumn& column : kCounts)
            columns[column.name].push_back(figures.*column.count);
        for (const LatencyColumn& column : kLatencies)
            columns[column.name].push_back(
                figures.latency ? json(whole((*figures.latency).*column.figure)) : json(nullptr));
    }
    return columns;
}

// The values of one list, each given to `set` with its point; false where it is not such a list.
template <typename Set>
bool readColumn(const json& columns, const char* name, std::size_t points, const Set& set)
{
    const auto found = columns.find(name);
    if (found == columns.end() || !found->is_array() || found->size() != points)
        return false;
    for (std::size_t point = 0; point < points; ++point) {
        const json& value = (*found)[point];
        if (!value.is_null() && !value.is_number_unsigned())
            return false;
        set(point, value);
    }
    return true;
}

bool readColumns(const json& columns, std::vector<PointFigures>& points)
{
    bool fits = columns.is_object();
    for (const CountColumn& column : kCounts)
        fits = fits
            && readColumn(
                columns, column.name, points.size(), [&](std::size_t point, const json& value) {
                    points[point].*column.count = value.is_null() ? 0 : value.get<std::uint64_t>();
                });
    for (const LatencyColumn& column : kLatencies)
        fits = fits
            && readColumn(
                columns, column.name, points.size(), [&](std::size_t point, const json& value) {
                    if (value.is_null())
                        return;
                    if (!points[point].latency)
                        points[point].latency.emplace();
                    (*points[point].latency).*column.figure = value.get<double>();
                });
    return fits;
}

} // namespace

json taskTimelinesJson(const RunRecord& record)
{
    if (!hasTaskTimelines(record.timeline))
        return nullptr;
    json timelines = json::array();
    for (std::size_t task = 0; task < record.tasks.size(); ++task)
        timelines.push_back(columnsOf(record, task));
    return timelines;
}

void readTaskTimelines(const json& value, ObjectReader& run, RunRecord& record)
{
    bool fits = value.is_array() && value.size() == record.tasks.size();
    std::vector<std::vector<PointFigures>> tasks;
    for (std::size_t task = 0; fits && task < value.size(); ++task) {
        tasks.emplace_back(record.timeline.size());
        fits = readColumns(value[task], tasks.back());
    }
    if (!fits) {
        run.problem(kMember, "do not belong to the tasks and the timeline of this run");
        return;
    }
    for (std::size_t i = 0; i < record.timeline.size(); ++i) {
        TimelinePoint& point = record.timeline[i];
        std::vector<PointFigures> figures;
        figures.reserve(tasks.size());
        for (const auto& task : tasks) {
            figures.push_back(task[i]);
            figures.back().throughputPerSecond = perSecond(task[i].successes, point.length);
        }
        point.tasks = std::make_shared<const std::vector<PointFigures>>(std::move(figures));
    }
}

} // namespace cicada
