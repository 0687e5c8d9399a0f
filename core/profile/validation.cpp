#include "profile/limits.h"
#include "profile/object_reader.h"
#include "profile/test_profile.h"
#include "redis/failure.h"
#include "workload/transaction.h"

#include <algorithm>

namespace cicada {

namespace {

using Problems = std::vector<Problem>;

void checkWhole(Problems& problems, std::string field, std::uint64_t value, const WholeRange& range)
{
    if (!range.holds(value))
        problems.push_back({std::move(field), range.text() + ", is " + formatCount(value)});
}

void checkReal(Problems& problems, std::string field, double value, const RealRange& range)
{
    if (!range.holds(value))
        problems.push_back(
            {std::move(field), range.text(value) + ", is " + nlohmann::json(value).dump()});
}

void checkDuration(Problems& problems, std::string field, std::chrono::nanoseconds value,
    const DurationRange& range)
{
    if (!range.holds(value))
        problems.push_back({std::move(field), range.text() + ", is " + formatDuration(value)});
}

void checkText(Problems& problems, std::string field, const std::string& text)
{
    if (text.empty())
        problems.push_back({std::move(field), "must not be empty"});
    else if (!isPrintableLine(text))
        problems.push_back({std::move(field), "must be one line without control characters"});
}

void checkTarget(Problems& problems, const Target& target)
{
    if (target.kind == Target::Kind::Saved && target.name.empty())
        problems.push_back({"target", "must name a saved target"});
    if (target.kind != Target::Kind::Endpoint)
        return;
    const Endpoint& endpoint = target.endpoint;
    checkDuration(problems, "target.connect_timeout", endpoint.connectTimeout, limits::kTimeout);
    checkDuration(problems, "target.call_timeout", endpoint.callTimeout, limits::kTimeout);
    const bool hasKey = !endpoint.tls.keyFile.empty();
    if (hasKey != !endpoint.tls.certificateFile.empty())
        problems.push_back({hasKey ? "target.certificate_file" : "target.key_file",
            hasKey ? "is needed with key_file" : "is needed with certificate_file"});
}

void checkFile(Problems& problems, const std::string& field, const DataSet& dataSet)
{
    const bool isTemplate = dataSet.kind == "template";
    if ((dataSet.kind == "file" || isTemplate) == !dataSet.file.empty())
        return;
    if (!dataSet.file.empty())
        problems.push_back({field,
            "must be empty, or the kind must be \"file\" or \"template\": it is \""
                + printableLine(dataSet.kind, 60) + '"'});
    else if (isTemplate)
        problems.push_back(
            {field, "must name a file with the template, since the kind is \"template\""});
    else
        problems.push_back(
            {field, "must name a JSON or JSON-lines file, since the kind is \"file\""});
}

void checkSource(Problems& problems, const std::string& path, const DataSet& dataSet)
{
    const bool existing = isExisting(dataSet);
    const std::string keys = path + ".source_keys";
    if (!existing && !isSampled(dataSet)) {
        if (!dataSet.sourceKeys.empty())
            problems.push_back({keys,
                "must be empty, or the kind must be \"sampled\" or \"existing\": it is \""
                    + printableLine(dataSet.kind, 60) + '"'});
        return;
    }
    if (dataSet.sourceKeys.empty())
        problems.push_back({keys,
            "must say which keys of the target, e.g. \"user:*\", since the kind is \""
                + dataSet.kind + '"'});
    else
        checkText(problems, keys, dataSet.sourceKeys);
    checkWhole(problems, path + ".source_limit", dataSet.sourceLimit,
        existing ? limits::kExistingKeys : limits::kSampledKeys);
    if (existing && dataSet.storedAs.size() > 1)
        problems.push_back({path + ".stored_as",
            "must hold one form: keys that exist already have no twins; the kind \"sampled\" "
            "makes some"});
}

void checkPrefix(Problems& problems, const std::string& field, const DataSet& dataSet)
{
    if (!isExisting(dataSet))
        checkText(problems, field, dataSet.prefix);
    else if (!dataSet.prefix.empty())
        problems.push_back({field,
            "must be empty, since the kind is \"existing\": nothing is written or removed there; "
            "which keys is said by source_keys"});
}

void checkDataSet(Problems& problems, const std::string& path, const DataSet& dataSet)
{
    checkText(problems, path + ".name", dataSet.name);
    checkPrefix(problems, path + ".prefix", dataSet);
    checkWhole(problems, path + ".count", dataSet.count, limits::kDocuments);
    checkReal(problems, path + ".scale", dataSet.scale, limits::kScale);
    checkFile(problems, path + ".file", dataSet);
    checkSource(problems, path, dataSet);
    if (dataSet.storedAs.empty())
        problems.push_back(
            {path + ".stored_as", "must hold at least one of \"json\", \"string\", \"hash\""});
    for (std::size_t i = 1; i < dataSet.storedAs.size(); ++i) {
        const auto here = dataSet.storedAs.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::find(dataSet.storedAs.begin(), here, *here) != here)
            problems.push_back({elementPath(path + ".stored_as", i),
                "is \"" + std::string(storedAsName(*here)) + "\" once more"});
    }
}

// Preparing, counting and cleaning go by prefix: none may reach into another's keys.
void checkPrefixes(Problems& problems, const std::vector<DataSet>& dataSets, std::size_t index)
{
    const DataSet& dataSet = dataSets[index];
    const std::string path = elementPath("data_sets", index);
    for (std::size_t i = 0; i < index; ++i) {
        const DataSet& other = dataSets[i];
        if (other.name == dataSet.name && !dataSet.name.empty())
            problems.push_back({path + ".name",
                "\"" + dataSet.name + "\" is the name of data_sets[" + std::to_string(i)
                    + "] too"});
        if (dataSet.prefix.empty() || other.prefix.empty())
            continue;
        if (dataSet.prefix.starts_with(other.prefix) || other.prefix.starts_with(dataSet.prefix))
            problems.push_back({path + ".prefix",
                "\"" + dataSet.prefix + "\" shares keys with \"" + other.prefix + "\" of data_sets["
                    + std::to_string(i) + "]: neither may begin with the other"});
    }
}

// What Cicada writes and removes must not be someone's keys: a pattern that lies whole under a
// prefix would be cleaned. (Copies that a wider pattern meets are passed over when it is read.)
void checkSourceOutsidePrefixes(
    Problems& problems, const std::vector<DataSet>& dataSets, std::size_t index)
{
    const std::string& pattern = dataSets[index].sourceKeys;
    const std::string head = pattern.substr(0, pattern.find_first_of("*?[\\"));
    for (std::size_t i = 0; i < dataSets.size(); ++i) {
        const std::string& prefix = dataSets[i].prefix;
        if (!pattern.empty() && !prefix.empty() && head.starts_with(prefix))
            problems.push_back({elementPath("data_sets", index) + ".source_keys",
                "\"" + pattern + "\" lies under the prefix \"" + prefix + "\" of data_sets["
                    + std::to_string(i)
                    + "], whose keys are overwritten and removed: choose another prefix"});
    }
}

void checkDataSets(Problems& problems, const std::vector<DataSet>& dataSets)
{
    if (dataSets.size() > limits::kMostDataSets) {
        problems.push_back({"data_sets",
            "must be at most " + formatCount(limits::kMostDataSets) + ", are "
                + formatCount(dataSets.size())});
        return;
    }
    for (std::size_t i = 0; i < dataSets.size(); ++i) {
        checkDataSet(problems, elementPath("data_sets", i), dataSets[i]);
        checkPrefixes(problems, dataSets, i);
        checkSourceOutsidePrefixes(problems, dataSets, i);
    }
}

void checkTask(Problems& problems, const std::string& path, const TaskDefinition& task)
{
    checkText(problems, path + ".name", task.name);
    checkReal(problems, path + ".weight", task.weight, limits::kWeight);
    checkReal(problems, path + ".zipf_theta", task.zipfTheta, limits::kZipfTheta);
    if (task.type != "custom" && !task.commands.empty())
        problems.push_back(
            {path + ".commands", "must be empty: only tasks of type \"custom\" have their own"});
}

void checkWait(Problems& problems, const WaitTime& wait)
{
    if (const auto parsed = WaitTime::parse(wait.text()); !parsed)
        problems.push_back({"load.wait", parsed.error().text});
}

// Shapes end by themselves, but for steps that go up for ever.
bool hasNoEnd(const ShapeDefinition& shape)
{
    return shape.kind == ShapeDefinition::Kind::Steps && shape.step > 0 && shape.to <= 0;
}

void checkShape(Problems& problems, const Load& load, const ShapeDefinition& shape)
{
    const std::vector<Problem> found = shapeProblems(shape, "load.shape");
    problems.insert(problems.end(), found.begin(), found.end());
    if (shape.of == ShapeDefinition::Of::Rate && load.rate != 0)
        problems.push_back(
            {"load.rate", "must be 0 where load.shape is one of the rate: both would say it"});
    if (load.requests != 0 || load.duration.count() != 0 || !found.empty())
        return;
    const auto length = shape.of == ShapeDefinition::Of::Users ? usersShape(load).length()
                                                               : rateShape(load).length();
    if (hasNoEnd(shape))
        problems.push_back({"load.duration",
            "must be above 0s, or load.requests above 0: the shape has no end (load.shape.to)"});
    else if (length <= load.warmup)
        problems.push_back({"load.warmup",
            "must be shorter than the shape, which takes " + formatDuration(length)
                + ": nothing would be measured"});
}

// In an open loop a request comes when it is due, not when a user has waited.
void checkOpenLoop(Problems& problems, const Load& load)
{
    if (!isOpenLoop(load) || load.wait.kind == WaitTime::Kind::None)
        return;
    problems.push_back({"load.wait",
        "must be \"none\" with "
            + std::string(load.rate > 0 ? "load.rate" : "a load.shape of the rate")
            + ": requests then come by the rate, and no user waits"});
}

void checkLoad(Problems& problems, const Load& load)
{
    checkWhole(problems, "load.users", load.users, limits::kUsers);
    checkReal(problems, "load.spawn_rate", load.spawnRate, limits::kSpawnRate);
    checkWait(problems, load.wait);
    checkReal(problems, "load.rate", load.rate, limits::kRate);
    checkWhole(problems, "load.backlog_limit", load.backlogLimit, limits::kBacklog);
    checkOpenLoop(problems, load);
    checkDuration(problems, "load.duration", load.duration, limits::kDuration);
    checkWhole(problems, "load.requests", load.requests, limits::kRequests);
    if (load.shape)
        checkShape(problems, load, *load.shape);
    else if (load.requests == 0 && load.duration.count() == 0)
        problems.push_back({"load.duration",
            "must be above 0s where load.requests is 0: the run would have no end"});
    checkDuration(problems, "load.warmup", load.warmup, limits::kDuration);
    checkWhole(problems, "load.connections", load.connections, limits::kConnections);
    checkWhole(problems, "load.pipeline", load.pipeline, limits::kPipeline);
    checkWhole(problems, "load.reconnect_every", load.reconnectEvery, limits::kReconnectEvery);
    checkWhole(problems, "load.threads", load.threads, limits::kThreads);
    if (load.connections != 0 && load.threads > load.connections)
        problems.push_back({"load.threads",
            "must be at most load.connections (" + formatCount(load.connections) + "), is "
                + formatCount(load.threads) + ": a thread needs a connection"});
    checkDuration(problems, "load.stop_timeout", load.stopTimeout, limits::kStopTimeout);
    checkReal(problems, "load.check_values", load.checkValues, limits::kCheckValues);
}

bool isReported(const Problems& problems, const std::string& field)
{
    return std::any_of(problems.begin(), problems.end(),
        [&](const Problem& problem) { return problem.field == field; });
}

// On a connection that users share, MULTI would take in whatever the others send.
void checkTransactions(Problems& problems, const Load& load, const std::vector<CompiledTask>& tasks)
{
    const bool shared = load.connectionMode == ConnectionMode::Multiplexed;
    if (!shared && load.pipeline <= 1)
        return;
    const auto found = std::find_if(tasks.begin(), tasks.end(), needsOneConnection);
    if (found == tasks.end())
        return;
    problems.push_back({shared ? "load.connection_mode" : "load.pipeline",
        std::string(shared ? "must be \"exclusive\"" : "must be 1") + ": the task \"" + found->name
            + "\" needs a connection of its own for WATCH or MULTI"});
}

// What only the compiler of tasks can tell: types, roles, placeholders, files. It counts on numbers
// within their limits, and what is reported already is not said twice.
void checkByCompiling(Problems& problems, const TestProfile& profile)
{
    std::vector<DataSet> dataSets = profile.dataSets;
    for (DataSet& dataSet : dataSets) {
        dataSet.count = std::clamp(dataSet.count, limits::kDocuments.low, limits::kDocuments.high);
        dataSet.scale = limits::kScale.holds(dataSet.scale) ? dataSet.scale : 1;
    }
    std::vector<TaskDefinition> tasks = profile.tasks;
    for (TaskDefinition& task : tasks)
        task.zipfTheta = limits::kZipfTheta.holds(task.zipfTheta) ? task.zipfTheta : 0.99;
    Problems found;
    checkTransactions(problems, profile.load, compileTasks(tasks, dataSets, found));
    for (Problem& problem : found) {
        if (!isReported(problems, problem.field))
            problems.push_back(std::move(problem));
    }
}

} // namespace

std::vector<Problem> validate(const TestProfile& profile)
{
    Problems problems;
    checkText(problems, "name", profile.name);
    checkTarget(problems, profile.target);
    checkDataSets(problems, profile.dataSets);
    checkLoad(problems, profile.load);
    if (profile.tasks.size() > limits::kMostTasks) {
        problems.push_back({"tasks",
            "must be at most " + formatCount(limits::kMostTasks) + ", are "
                + formatCount(profile.tasks.size())});
        return problems;
    }
    for (std::size_t i = 0; i < profile.tasks.size(); ++i)
        checkTask(problems, elementPath("tasks", i), profile.tasks[i]);
    if (profile.dataSets.size() <= limits::kMostDataSets)
        checkByCompiling(problems, profile);
    return problems;
}

} // namespace cicada
