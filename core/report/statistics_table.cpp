#include "report/statistics_table.h"

#include "base/units.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace cicada {

namespace {

constexpr const char* kNoData = "-";
constexpr std::size_t kLongestName = 48;
constexpr std::size_t kLongestMessage = 100;

using Row = std::vector<std::string>;

// A letter is what does not continue one in UTF-8.
std::size_t letters(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string shortened(const std::string& text, std::size_t most)
{
    if (letters(text) <= most)
        return text;
    std::size_t end = 0;
    for (std::size_t seen = 0; seen < most; ++seen) {
        ++end;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
            ++end;
    }
    return text.substr(0, end) + "…";
}

// QString and not printf: the decimal point must not follow the user's locale.
std::string fixedPoint(double value, int decimals)
{
    return QString::number(value, 'f', decimals).toStdString();
}

// Milliseconds without their unit, with as many digits as mean something.
std::string milliseconds(double microseconds)
{
    const double value = microseconds / 1000;
    if (value >= 99.95)
        return formatCount(static_cast<std::uint64_t>(std::llround(std::min(value, 1e15))));
    return fixedPoint(value, value < 0.0995 ? 3 : value < 9.995 ? 2 : 1);
}

// A table of text: columns as wide as they need be, the first `leftAligned` ones aligned left.
std::string aligned(const std::vector<Row>& rows, std::size_t leftAligned)
{
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], letters(row[i]));
    }
    std::string text;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - letters(row[i]), ' ');
            line += i == 0 ? "" : "  ";
            line += i < leftAligned ? row[i] + padding : padding + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

void appendLatency(Row& row, const std::optional<LatencyFigures>& latency)
{
    if (!latency) {
        row.insert(row.end(), 6, kNoData);
        return;
    }
    for (const double microseconds :
        {latency->p50, latency->p90, latency->p99, latency->mean, latency->min, latency->max})
        row.push_back(milliseconds(microseconds));
}

Row taskRow(const TaskRow& task, const std::string& name)
{
    Row row{task.type, shortened(name, kLongestName), formatCount(task.requests),
        formatCount(task.failures), formatCount(task.misses)};
    appendLatency(row, task.latency);
    row.push_back(task.requests == 0
            ? kNoData
            : formatCount(static_cast<std::uint64_t>(std::llround(task.meanReplyBytes))));
    row.push_back(formatRate(task.throughputPerSecond));
    row.push_back(formatRate(task.failuresPerSecond));
    return row;
}

Row callRow(const CommandRow& call)
{
    Row row{"", "  " + call.command, formatCount(call.calls), formatCount(call.failures), kNoData};
    appendLatency(row, call.serviceTime);
    row.insert(row.end(), 3, kNoData);
    return row;
}

std::vector<Row> statisticsRows(const RunRecord& record)
{
    std::vector<Row> rows{{"type", "name", "# requests", "# fails", "# misses", "median ms", "90 %",
        "99 %", "average", "min", "max", "size B", "req/s", "failures/s"}};
    for (const TaskRow& task : record.tasks) {
        rows.push_back(taskRow(task, task.name));
        for (const CommandRow& call : task.commands) {
            if (task.commands.size() > 1)
                rows.push_back(callRow(call));
        }
    }
    rows.push_back(taskRow(record.totals, "All tasks"));
    return rows;
}

std::vector<Row> failureRows(const RunRecord& record)
{
    std::vector<Row> rows{{"task", "kind", "message", "count", "unmeasured", "first s", "last s"}};
    for (const FailureRow& failure : record.failures)
        rows.push_back({shortened(failure.task, kLongestName), failure.kind,
            shortened(failure.message, kLongestMessage), formatCount(failure.count),
            formatCount(failure.countOutsideTotals), fixedPoint(failure.firstSecond, 1),
            fixedPoint(failure.lastSecond, 1)});
    return rows;
}

} // namespace

std::string statisticsTable(const RunRecord& record)
{
    std::string text = aligned(statisticsRows(record), 2);
    if (!record.failures.empty())
        text += '\n' + aligned(failureRows(record), 3);
    return text;
}

} // namespace cicada
