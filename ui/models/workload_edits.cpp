#include "models/workload_edits.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

template <typename Items>
std::string uniqueName(const Items& items, const std::string& base)
{
    const auto taken = [&items](const std::string& name) {
        return std::any_of(
            items.begin(), items.end(), [&name](const auto& item) { return item.name == name; });
    };
    std::string name = base;
    for (int number = 2; taken(name); ++number)
        name = base + ' ' + std::to_string(number);
    return name;
}

// About 10 MB of documents: quick to prepare, big enough that not every read hits one key.
std::uint64_t suitableCount(std::uint64_t typicalBytes)
{
    const double count = 10e6 / static_cast<double>(std::max<std::uint64_t>(typicalBytes, 1));
    const double power = std::pow(10.0, std::floor(std::log10(std::max(count, 10.0))));
    return static_cast<std::uint64_t>(std::clamp(power, 10.0, 10'000.0));
}

// The middle of what is there, so that a new task neither drowns nor vanishes.
double suitableWeight(const std::vector<TaskDefinition>& tasks)
{
    std::vector<double> weights;
    for (const TaskDefinition& task : tasks) {
        if (task.enabled && task.weight > 0)
            weights.push_back(task.weight);
    }
    if (weights.empty())
        return 10;
    const auto middle = weights.begin() + static_cast<std::ptrdiff_t>(weights.size() / 2);
    std::nth_element(weights.begin(), middle, weights.end());
    return *middle;
}

template <typename Item>
void moveRows(std::vector<Item>& items, const std::vector<std::size_t>& rows, std::size_t before)
{
    std::vector<bool> moves(items.size(), false);
    for (const std::size_t row : rows)
        moves[row] = true;
    std::vector<Item> next;
    const auto take = [&](std::size_t from, std::size_t to, bool moving) {
        for (std::size_t i = from; i < to; ++i) {
            if (moves[i] == moving)
                next.push_back(items[i]);
        }
    };
    take(0, before, false);
    take(0, items.size(), true);
    take(before, items.size(), false);
    items = std::move(next);
}

bool isStoredAs(const DataSet& dataSet, StoredAs storedAs)
{
    return std::find(dataSet.storedAs.begin(), dataSet.storedAs.end(), storedAs)
        != dataSet.storedAs.end();
}

// The wanted one, or another that the task works on; else the wanted one with the twin it needs, or
// a new one of the first kind that has what it needs.
std::size_t suitableDataSet(TestProfile& profile, const std::string& wanted, const TaskType& type)
{
    auto& dataSets = profile.dataSets;
    const int chosen = findDataSet(profile, wanted);
    if (chosen >= 0 && taskFits(type, dataSets[static_cast<std::size_t>(chosen)]))
        return static_cast<std::size_t>(chosen);
    for (std::size_t i = 0; i < dataSets.size(); ++i) {
        if (taskFits(type, dataSets[i]))
            return i;
    }
    for (DataSet& dataSet : dataSets) {
        DataSet withTwin = dataSet;
        withTwin.storedAs.push_back(type.storedAs);
        if (!isStoredAs(dataSet, type.storedAs) && taskFits(type, withTwin)) {
            dataSet = std::move(withTwin);
            return static_cast<std::size_t>(&dataSet - dataSets.data());
        }
    }
    for (const DocumentKind& kind : documentKinds()) {
        if (kind.typicalBytes == 0)
            continue; // wants a file or a target first
        DataSet candidate;
        candidate.name = kind.name; // a task refers to it by name
        candidate.kind = kind.name;
        candidate.storedAs = {type.storedAs};
        if (taskFits(type, candidate)) {
            const std::size_t added
                = addDataSet(profile, kind.name, kind.flat ? "people" : "documents");
            dataSets[added].storedAs = {type.storedAs};
            return added;
        }
    }
    return addDataSet(profile, "basic_user", "people");
}

} // namespace

std::string uniqueTaskName(const TestProfile& profile, const std::string& base)
{
    return uniqueName(profile.tasks, base);
}

std::string uniqueDataSetName(const TestProfile& profile, const std::string& base)
{
    return uniqueName(profile.dataSets, base);
}

std::string defaultPrefix(std::string_view dataSetName)
{
    std::string safe;
    for (const char c : dataSetName) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9') || c == '_';
        safe += plain ? c : '-';
    }
    return "cicada:" + (safe.empty() ? std::string("data") : safe) + ':';
}

int findDataSet(const TestProfile& profile, std::string_view name)
{
    for (std::size_t i = 0; i < profile.dataSets.size(); ++i) {
        if (profile.dataSets[i].name == name)
            return static_cast<int>(i);
    }
    return -1;
}

std::size_t addDataSet(TestProfile& profile, const std::string& kind, const std::string& name)
{
    DataSet dataSet;
    dataSet.kind = kind;
    dataSet.name = uniqueDataSetName(profile, name);
    if (!isExisting(dataSet))
        dataSet.prefix = defaultPrefix(dataSet.name);
    if (const DocumentKind* known = findDocumentKind(kind); known && known->typicalBytes > 0)
        dataSet.count = suitableCount(known->typicalBytes);
    profile.dataSets.push_back(std::move(dataSet));
    return profile.dataSets.size() - 1;
}

std::size_t addFileDataSet(TestProfile& profile, const QString& file, const std::string& kind)
{
    const std::string base = QFileInfo(file).completeBaseName().toStdString();
    const std::size_t index
        = addDataSet(profile, kind, base.empty() ? std::string("documents") : base);
    profile.dataSets[index].file = file.toStdString();
    return index;
}

std::size_t duplicateDataSet(TestProfile& profile, std::size_t index)
{
    DataSet copy = profile.dataSets[index];
    copy.name = uniqueDataSetName(profile, copy.name);
    if (!isExisting(copy))
        copy.prefix = defaultPrefix(copy.name);
    profile.dataSets.insert(
        profile.dataSets.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(copy));
    return index + 1;
}

bool renameDataSet(TestProfile& profile, std::size_t index, const std::string& name)
{
    DataSet& dataSet = profile.dataSets[index];
    const int other = findDataSet(profile, name);
    if (name.empty() || (other >= 0 && static_cast<std::size_t>(other) != index))
        return false;
    for (TaskDefinition& task : profile.tasks) {
        if (task.dataSet == dataSet.name)
            task.dataSet = name;
    }
    if (dataSet.prefix == defaultPrefix(dataSet.name))
        dataSet.prefix = defaultPrefix(name);
    dataSet.name = name;
    return true;
}

void setDataSetKind(DataSet& dataSet, const std::string& kind)
{
    dataSet.kind = kind;
    const DocumentKind* known = findDocumentKind(kind);
    const bool fromTarget = isSampled(dataSet) || isExisting(dataSet);
    if (known && !known->flat && !fromTarget)
        std::erase(dataSet.storedAs, StoredAs::Hash);
    if (known && !known->scalable)
        dataSet.scale = 1;
    if (dataSet.storedAs.empty())
        dataSet.storedAs.push_back(StoredAs::Json);
    if (isExisting(dataSet)) {
        dataSet.storedAs.resize(1);
        dataSet.prefix.clear();
    } else if (dataSet.prefix.empty()) {
        dataSet.prefix = defaultPrefix(dataSet.name);
    }
    if (kind != "file" && kind != "template")
        dataSet.file.clear();
    if (!fromTarget)
        dataSet.sourceKeys.clear();
    dataSet.sourceLimit = 0; // each kind has a limit of its own
}

std::size_t addTask(TestProfile& profile, const TaskType& type, const std::string& dataSet)
{
    TaskDefinition task;
    task.type = type.id;
    task.name = uniqueTaskName(profile, type.title);
    task.tags = type.defaultTags;
    task.weight = suitableWeight(profile.tasks);
    const bool custom = type.id == "custom";
    if (type.needsDataSet || custom)
        task.dataSet = profile.dataSets[suitableDataSet(profile, dataSet, type)].name;
    if (custom)
        task.commands = {{.command = "JSON.GET {key} $", .success = {}}};
    profile.tasks.push_back(std::move(task));
    return profile.tasks.size() - 1;
}

std::size_t duplicateTask(TestProfile& profile, std::size_t index)
{
    TaskDefinition copy = profile.tasks[index];
    copy.name = uniqueTaskName(profile, copy.name);
    profile.tasks.insert(
        profile.tasks.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(copy));
    return index + 1;
}

void moveTasks(TestProfile& profile, const std::vector<std::size_t>& rows, std::size_t before)
{
    moveRows(profile.tasks, rows, before);
}

void moveDataSet(TestProfile& profile, std::size_t from, std::size_t before)
{
    moveRows(profile.dataSets, {from}, before);
}

void enableByTags(TestProfile& profile, const std::vector<std::string>& include,
    const std::vector<std::string>& exclude)
{
    for (TaskDefinition& task : profile.tasks)
        task.enabled = true;
    selectByTags(profile, include, exclude);
}

std::vector<CustomCommand> commandsFromLines(
    const std::vector<CustomCommand>& before, const QString& lines)
{
    std::vector<CustomCommand> after;
    for (const QString& line : lines.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty())
            after.push_back({.command = line.toStdString(), .success = {}});
    }
    const std::size_t common = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < common && before[head].command == after[head].command)
        ++head;
    std::size_t tail = 0;
    while (tail < common - head
        && before[before.size() - 1 - tail].command == after[after.size() - 1 - tail].command)
        ++tail;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (i + tail >= after.size())
            after[i].success = before[before.size() - (after.size() - i)].success;
        else if (i < before.size() - tail && (i < head || before.size() == after.size()))
            after[i].success = before[i].success;
    }
    return after;
}

} // namespace cicada
