#include "report/comparison_text.h"

#include "base/units.h"
#include "report/comparison.h"
#include "report/json_fields.h"
#include "report/text_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace cicada {

namespace {

using nlohmann::json;
using Number = std::optional<double>;
using Format = std::string (*)(double);

constexpr std::size_t kLongestCell = 44;

std::string signedPercent(double share)
{
    return (share > 0 ? "+" : "") + fixedCell(share * 100, 1) + " %";
}

std::string percentCell(double share)
{
    return fixedCell(share * 100, share > 0 && share < 0.001 ? 4 : 2) + " %";
}

std::string difference(double first, double second)
{
    if (first == second)
        return "same";
    return first == 0 ? kNoData : signedPercent((second - first) / first);
}

/// How sure the difference is, by the seconds of both runs.
std::string certainty(const FigureComparison& found)
{
    switch (found.verdict) {
    case FigureComparison::Verdict::Clear:
        return "real: " + signedPercent(found.low) + " to " + signedPercent(found.high);
    case FigureComparison::Verdict::NoClearDifference:
        return "no clear difference";
    case FigureComparison::Verdict::Unknown:
        break;
    }
    return "too short to tell";
}

TextRow figureRow(const std::string& name, Number first, Number second, Format format)
{
    return {name, first ? format(*first) : kNoData, second ? format(*second) : kNoData,
        first && second ? difference(*first, *second) : kNoData, ""};
}

Number latencyOf(const TaskRow& row, double LatencyFigures::* figure)
{
    return row.latency ? Number((*row.latency).*figure) : std::nullopt;
}

Number throughputOf(const TaskRow& row)
{
    return row.requests > 0 ? Number(row.throughputPerSecond) : std::nullopt;
}

Number failureShareOf(const TaskRow& row)
{
    return row.requests == 0
        ? std::nullopt
        : Number(static_cast<double>(row.failures) / static_cast<double>(row.requests));
}

std::vector<TextRow> figureRows(const RunRecord& first, const RunRecord& second)
{
    std::vector<TextRow> rows{{"figure", "first", "second", "difference", "by the seconds (95 %)"}};
    const auto add = [&](const std::string& name, const auto& figureOf, Format format,
                         std::optional<ComparedFigure> compared = std::nullopt) {
        const Number a = figureOf(first);
        const Number b = figureOf(second);
        TextRow row = figureRow(name, a, b, format);
        if (compared && a && b && *a != *b)
            row.back() = certainty(compare(first, second, *compared));
        rows.push_back(std::move(row));
    };
    const auto latency = [](double LatencyFigures::* figure) {
        return [figure](const RunRecord& run) { return latencyOf(run.totals, figure); };
    };
    add(
        "throughput, tasks/s", [](const RunRecord& run) { return throughputOf(run.totals); },
        formatRate, ComparedFigure::Throughput);
    add("median", latency(&LatencyFigures::p50), formatMicroseconds, ComparedFigure::Median);
    add("90 %", latency(&LatencyFigures::p90), formatMicroseconds);
    add("95 %", latency(&LatencyFigures::p95), formatMicroseconds, ComparedFigure::P95);
    add("99 %", latency(&LatencyFigures::p99), formatMicroseconds, ComparedFigure::P99);
    add("99.9 %", latency(&LatencyFigures::p99_9), formatMicroseconds);
    add("average", latency(&LatencyFigures::mean), formatMicroseconds);
    add("max", latency(&LatencyFigures::max), formatMicroseconds);
    add(
        "failures", [](const RunRecord& run) { return failureShareOf(run.totals); }, percentCell,
        ComparedFigure::FailureShare);
    const auto count = [](std::uint64_t TaskRow::* member) {
        return [member](const RunRecord& run) {
            return Number(static_cast<double>(run.totals.*member));
        };
    };
    add("misses", count(&TaskRow::misses), wholeCell);
    add("requests", count(&TaskRow::requests), wholeCell);
    add("measured s", [](const RunRecord& run) { return Number(run.durationSeconds); }, formatRate);
    return rows;
}

std::vector<TextRow> taskRows(const RunRecord& first, const RunRecord& second)
{
    std::vector<TextRow> rows{{"task", "first", "second", "difference", ""}};
    for (const TaskRow& task : first.tasks) {
        const auto other = std::ranges::find(second.tasks, task.name, &TaskRow::name);
        if (other == second.tasks.end())
            continue;
        const std::string name = shortenedCell(task.name, kLongestCell);
        rows.push_back(
            figureRow(name + ", tasks/s", throughputOf(task), throughputOf(*other), formatRate));
        for (const auto& [label, figure] : {std::pair(", median", &LatencyFigures::p50),
                 std::pair(", 99 %", &LatencyFigures::p99)})
            rows.push_back(figureRow(name + label, latencyOf(task, figure),
                latencyOf(*other, figure), formatMicroseconds));
    }
    return rows;
}

std::string onlyIn(const char* which, const RunRecord& run, const RunRecord& other)
{
    std::string names;
    for (const TaskRow& task : run.tasks) {
        if (std::ranges::find(other.tasks, task.name, &TaskRow::name) == other.tasks.end())
            names += (names.empty() ? "" : ", ") + shortenedCell(task.name, kLongestCell);
    }
    return names.empty() ? "" : "only in the " + std::string(which) + ": " + names + '\n';
}

std::string valueCell(const json& value)
{
    const std::string text = plainText(value);
    return text.empty() ? kNoData : shortenedCell(text, kLongestCell);
}

std::vector<TextRow> settingRows(const RunRecord& first, const RunRecord& second)
{
    const json a = json::parse(first.profileJson, nullptr, false);
    const json b = json::parse(second.profileJson, nullptr, false);
    std::vector<TextRow> rows{{"setting", "first", "second"}};
    if (!a.is_object() || !b.is_object() || !isNestedAtMost(a, 20) || !isNestedAtMost(b, 20))
        return rows;
    const json flatA = a.flatten();
    const json flatB = b.flatten();
    const auto add = [&](const std::string& key) {
        const json& left = fieldAt(flatA, key);
        const json& right = fieldAt(flatB, key);
        if (left != right)
            rows.push_back({shortenedCell(key.substr(1), 60), valueCell(left), valueCell(right)});
    };
    for (const auto& member : flatA.items())
        add(member.key());
    for (const auto& member : flatB.items()) {
        if (!flatA.contains(member.key()))
            add(member.key());
    }
    constexpr std::size_t kMostRows = 40;
    if (rows.size() > kMostRows) {
        const std::size_t left = rows.size() - kMostRows;
        rows.resize(kMostRows);
        rows.push_back({"and " + formatCount(left) + " more", "", ""});
    }
    return rows;
}

TextRow factRow(const char* name, const std::string& first, const std::string& second)
{
    return {name, shortenedCell(first, kLongestCell), shortenedCell(second, kLongestCell)};
}

std::string serverText(const RunRecord& run)
{
    return run.server.version.empty() ? kNoData : run.server.name + ' ' + run.server.version;
}

} // namespace

std::string comparisonText(const RunRecord& first, const RunRecord& second)
{
    std::string text = textTable(
        {factRow("run", first.name, second.name),
            factRow("started", first.startedAt, second.startedAt),
            factRow("target", first.targetName.empty() ? first.targetUri : first.targetName,
                second.targetName.empty() ? second.targetUri : second.targetName),
            factRow("server", serverText(first), serverText(second)),
            factRow("state", first.state, second.state)},
        3);
    text += '\n' + textTable(figureRows(first, second), 1);
    if (const auto tasks = taskRows(first, second); tasks.size() > 1)
        text += '\n' + textTable(tasks, 1);
    text += onlyIn("first", first, second) + onlyIn("second", second, first);
    if (const auto settings = settingRows(first, second); settings.size() > 1)
        text += '\n' + textTable(settings, 3);
    return text;
}

} // namespace cicada
