#include "report/statistics_table.h"

#include "base/units.h"
#include "report/text_table.h"

#include <cmath>
#include <vector>

namespace cicada {

namespace {

constexpr std::size_t kLongestTask = 48;
constexpr std::size_t kLongestMessage = 100;

void appendLatency(TextRow& row, const std::optional<LatencyFigures>& latency)
{
    if (!latency) {
        row.insert(row.end(), 6, kNoData);
        return;
    }
    for (const double microseconds :
        {latency->p50, latency->p90, latency->p99, latency->mean, latency->min, latency->max})
        row.push_back(millisecondsCell(microseconds));
}

TextRow taskRow(const TaskRow& task, const std::string& name)
{
    TextRow row{task.type, shortenedCell(name, kLongestTask), formatCount(task.requests),
        formatCount(task.failures), formatCount(task.misses)};
    appendLatency(row, task.latency);
    row.push_back(task.requests == 0
            ? kNoData
            : formatCount(static_cast<std::uint64_t>(std::llround(task.meanReplyBytes))));
    row.push_back(formatRate(task.throughputPerSecond));
    row.push_back(formatRate(task.failuresPerSecond));
    return row;
}

TextRow callRow(const CommandRow& call)
{
    TextRow row{
        "", "  " + call.command, formatCount(call.calls), formatCount(call.failures), kNoData};
    appendLatency(row, call.serviceTime);
    row.insert(row.end(), 3, kNoData);
    return row;
}

std::vector<TextRow> statisticsRows(const RunRecord& record)
{
    std::vector<TextRow> rows{{"type", "name", "# requests", "# fails", "# misses", "median ms",
        "90 %", "99 %", "average", "min", "max", "size B", "req/s", "failures/s"}};
    for (const TaskRow& task : record.tasks) {
        rows.push_back(taskRow(task, task.name));
        const std::vector<CommandRow> calls = callRows(task);
        for (const CommandRow& call : calls) {
            if (calls.size() > 1)
                rows.push_back(callRow(call));
        }
    }
    rows.push_back(taskRow(record.totals, "All tasks"));
    return rows;
}

std::vector<TextRow> failureRows(const RunRecord& record)
{
    std::vector<TextRow> rows{
        {"task", "kind", "message", "count", "unmeasured", "first s", "last s"}};
    for (const FailureRow& failure : record.failures)
        rows.push_back({shortenedCell(failure.task, kLongestTask), failure.kind,
            shortenedCell(failure.message, kLongestMessage), formatCount(failure.count),
            formatCount(failure.countOutsideTotals), fixedCell(failure.firstSecond, 1),
            fixedCell(failure.lastSecond, 1)});
    return rows;
}

} // namespace

std::string statisticsTable(const RunRecord& record)
{
    std::string text = textTable(statisticsRows(record), 2);
    const ArrivalFigures arrivals = ArrivalFigures::of(record.timeline);
    if (arrivals.largestBacklog > 0 || arrivals.dropped > 0)
        text += "\nUp to " + formatCount(arrivals.largestBacklog)
            + " due requests waited for a free user; " + formatCount(arrivals.dropped)
            + " were dropped.\n";
    if (!record.failures.empty())
        text += '\n' + textTable(failureRows(record), 3);
    return text;
}

} // namespace cicada
