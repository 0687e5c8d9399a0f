#include "report/twin_comparison.h"

#include "base/units.h"
#include "profile/profile_json.h"

#include <QString>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace cicada {

namespace {

constexpr std::string_view kTag = "twin:";
constexpr std::uint64_t kFewestRequests = 100;
constexpr double kIndependentPerSecond = 50;
constexpr double kSmallestDifference = 0.05;
constexpr double kStandardErrors = 3;
constexpr double kBusyShare = 0.8;

std::string storageOf(const TaskDefinition& task, const TestProfile& profile)
{
    if (!task.storedAs.empty())
        return task.storedAs;
    const TaskType* const type = findTaskType(task.type);
    if (type != nullptr && task.type != "custom")
        return std::string(storedAsName(type->storedAs));
    const auto dataSet = std::ranges::find(profile.dataSets, task.dataSet, &DataSet::name);
    return dataSet == profile.dataSets.end() || dataSet->storedAs.empty()
        ? std::string()
        : std::string(storedAsName(dataSet->storedAs.front()));
}

std::optional<double> documentBytesOf(
    const RunRecord& record, const std::string& dataSet, const std::string& storedAs)
{
    for (const DocumentMemory& memory : record.documentMemory) {
        if (memory.dataSet == dataSet && memory.storedAs == storedAs)
            return memory.meanBytes;
    }
    return std::nullopt;
}

TwinRow rowOf(const TaskRow& task, const TaskDefinition& definition, const std::string& storedAs,
    const RunRecord& record)
{
    TwinRow row;
    row.task = task.name;
    row.dataSet = definition.dataSet;
    row.storedAs = storedAs;
    row.requests = task.requests;
    row.failures = task.failures;
    row.misses = task.misses;
    row.throughputPerSecond = task.throughputPerSecond;
    row.latency = task.latency;
    row.serviceTime = task.serviceTime;
    if (task.requests > 0) {
        const auto requests = static_cast<double>(task.requests);
        row.calls = static_cast<double>(task.calls) / requests;
        row.sentBytes = static_cast<double>(task.sentBytes) / requests;
        row.receivedBytes = static_cast<double>(task.receivedBytes) / requests;
    }
    row.documentBytes = documentBytesOf(record, definition.dataSet, storedAs);
    return row;
}

// "read_field" becomes "Read field".
std::string titleOf(const std::string& name)
{
    std::string title = name;
    std::ranges::replace(title, '_', ' ');
    if (!title.empty())
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return title;
}

// "the string twin", or the task's name where the group has two of a kind.
std::string subjectOf(const TwinRow& row, const std::vector<TwinRow>& rows)
{
    if (std::ranges::count(rows, row.storedAs, &TwinRow::storedAs) > 1)
        return '"' + row.task + '"';
    return row.storedAs == "json" ? "JSON" : "the " + row.storedAs + " twin";
}

std::string movedBy(const TwinRow& row)
{
    std::string text = formatBytes(row.sentBytes + row.receivedBytes);
    if (row.calls > 1.05)
        text += " in " + QString::number(row.calls, 'g', 2).toStdString() + " calls";
    return text;
}

std::string ratioText(double ratio)
{
    const int decimals = ratio >= 9.95 ? 0 : ratio >= 0.995 ? 1 : 2;
    return QString::number(ratio, 'f', decimals).toStdString();
}

// Why the group's figures are not to be compared; empty where they are.
std::string obstacleOf(const std::vector<TwinRow>& rows)
{
    for (const TwinRow& row : rows) {
        if (row.failures > 0 || row.misses > 0)
            return "not compared, since of \"" + row.task + "\" " + formatCount(row.failures)
                + " requests failed and " + formatCount(row.misses) + " found nothing.";
    }
    for (const TwinRow& row : rows) {
        if (row.requests < kFewestRequests || !row.latency)
            return "not compared, since \"" + row.task + "\" made " + formatCount(row.requests)
                + " requests; " + formatCount(kFewestRequests) + " are needed.";
    }
    return {};
}

bool serverWasBusy(const RunRecord& record)
{
    double sum = 0;
    for (const ServerSample& sample : record.serverSamples)
        sum += sample.cpuShare;
    return !record.serverSamples.empty()
        && sum / static_cast<double>(record.serverSamples.size()) > kBusyShare;
}

double medianOf(const TwinRow& row)
{
    return row.latency ? row.latency->p50 : 0;
}

std::string sentenceOf(const TwinGroup& group, const RunRecord& record)
{
    const std::string obstacle = obstacleOf(group.rows);
    const std::string title = titleOf(group.name) + ": ";
    if (!obstacle.empty())
        return title + obstacle;
    const TwinRow& base = group.rows.front();
    std::string text
        = title + subjectOf(base, group.rows) + " moves " + movedBy(base) + " a request ";
    bool first = true;
    for (const TwinRow& other : group.rows) {
        if (&other == &base)
            continue;
        const MedianRatio time = medianRatio(base, other, record.durationSeconds);
        text += (first ? "where " : "; where ") + subjectOf(other, group.rows) + " moves "
            + movedBy(other);
        text += time.clear ? ", and takes " + ratioText(time.ratio) + " x of its time"
                           : ", without a clear difference in time";
        text += " (median " + formatMicroseconds(medianOf(base)) + " to "
            + formatMicroseconds(medianOf(other)) + ")";
        first = false;
    }
    text += '.';
    if (serverWasBusy(record))
        text += " The server was busy, so these times hold the wait for it.";
    return text;
}

double standardError(const LatencyFigures& latency, std::uint64_t requests, double seconds)
{
    const double independent = std::max(1.0,
        std::min(static_cast<double>(requests), std::max(seconds, 1.0) * kIndependentPerSecond));
    const double density = 0.25 / std::max(latency.p75 - latency.p50, 1.0); // per microsecond
    return 1 / (2 * density * std::sqrt(independent));
}

} // namespace

MedianRatio medianRatio(const TwinRow& a, const TwinRow& b, double seconds)
{
    if (!a.latency || !b.latency || !(b.latency->p50 > 0))
        return {};
    MedianRatio result;
    result.ratio = a.latency->p50 / b.latency->p50;
    const double error = std::hypot(standardError(*a.latency, a.requests, seconds),
        standardError(*b.latency, b.requests, seconds));
    result.clear = std::abs(result.ratio - 1) > kSmallestDifference
        && std::abs(a.latency->p50 - b.latency->p50) > kStandardErrors * error;
    return result;
}

std::vector<TwinGroup> compareTwins(const RunRecord& record)
{
    const auto profile = profileFromJson(record.profileJson);
    if (!profile)
        return {};
    std::vector<TwinGroup> groups;
    for (const TaskDefinition& definition : profile->tasks) {
        const auto task = std::ranges::find(record.tasks, definition.name, &TaskRow::name);
        if (task == record.tasks.end())
            continue;
        const std::string storedAs = storageOf(definition, *profile);
        for (const std::string& tag : definition.tags) {
            if (!tag.starts_with(kTag) || tag.size() == kTag.size() || storedAs.empty())
                continue;
            const std::string name = tag.substr(kTag.size());
            auto group = std::ranges::find(groups, name, &TwinGroup::name);
            if (group == groups.end())
                group = groups.insert(groups.end(), TwinGroup{name, {}, {}});
            group->rows.push_back(rowOf(*task, definition, storedAs, record));
        }
    }
    std::erase_if(groups, [](const TwinGroup& group) {
        std::set<std::string> forms;
        for (const TwinRow& row : group.rows)
            forms.insert(row.storedAs);
        return forms.size() < 2;
    });
    for (TwinGroup& group : groups) {
        std::stable_partition(group.rows.begin(), group.rows.end(),
            [](const TwinRow& row) { return row.storedAs == "json"; });
        group.sentence = sentenceOf(group, record);
    }
    return groups;
}

std::vector<std::string> documentMemorySentences(const RunRecord& record)
{
    std::vector<std::string> names;
    for (const DocumentMemory& memory : record.documentMemory) {
        if (std::ranges::find(names, memory.dataSet) == names.end())
            names.push_back(memory.dataSet);
    }
    std::vector<std::string> sentences;
    for (const std::string& name : names) {
        std::string forms;
        std::uint64_t keys = 0;
        std::size_t count = 0;
        for (const DocumentMemory& memory : record.documentMemory) {
            if (memory.dataSet != name)
                continue;
            forms += (count == 0 ? "" : ", ") + formatBytes(memory.meanBytes) + " as "
                + (memory.storedAs == "json" ? "JSON" : memory.storedAs);
            keys = std::max(keys, memory.sampledKeys);
            ++count;
        }
        if (count > 1)
            sentences.push_back("A document of \"" + name + "\" takes " + forms
                + " in Redis (mean of " + formatCount(keys) + " keys, MEMORY USAGE).");
    }
    return sentences;
}

} // namespace cicada
