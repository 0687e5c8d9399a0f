#include "profile/profile_json.h"

#include "profile/object_reader.h"
#include "profile/shape_json.h"
#include "profile/target_json.h"
#include "profile/text_file.h"

#include <array>

namespace cicada {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kProfileFormat = "cicada-test";
constexpr std::uint64_t kMostProfileBytes = 16 * 1024 * 1024;

constexpr std::array kKeyChoices{KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
    KeyChoice::Sequential, KeyChoice::OwnSlice};
constexpr std::array kStoredAs{StoredAs::Json, StoredAs::String, StoredAs::Hash};
constexpr std::array kArrivals{Arrivals::Even, Arrivals::Poisson};
constexpr std::array kConnectionModes{ConnectionMode::Exclusive, ConnectionMode::Multiplexed};

std::string_view connectionModeName(ConnectionMode mode)
{
    return mode == ConnectionMode::Exclusive ? "exclusive" : "multiplexed";
}

// What the file is, before anything else of it means something.
void readHeader(ObjectReader& reader)
{
    const json* const format = reader.require("format");
    if (format != nullptr && *format != kProfileFormat)
        reader.problem("format",
            "must be \"" + std::string(kProfileFormat) + "\", is " + ObjectReader::shown(*format));
    const json* const version = reader.require("version");
    if (version != nullptr && *version != 1)
        reader.problem("version",
            "must be 1, is " + ObjectReader::shown(*version)
                + (version->is_number() ? ": a newer Cicada may read it" : ""));
}

std::vector<StoredAs> readStoredAs(ObjectReader& reader, const std::vector<StoredAs>& preset)
{
    std::vector<std::string> names;
    names.reserve(preset.size());
    for (const StoredAs storedAs : preset)
        names.emplace_back(storedAsName(storedAs));
    reader.texts("stored_as", names);
    std::vector<StoredAs> chosen;
    for (const std::string& name : names) {
        if (const auto storedAs = storedAsFromName(name))
            chosen.push_back(*storedAs);
        else
            reader.problem("stored_as", ObjectReader::notOneOf({"json", "string", "hash"}, name));
    }
    return chosen;
}

DataSet readDataSet(const json& value, const std::string& path, std::vector<Problem>& problems)
{
    ObjectReader reader(value, path, problems);
    DataSet dataSet;
    reader.requiredText("name", dataSet.name);
    reader.text("kind", dataSet.kind);
    reader.whole("count", dataSet.count, limits::kDocuments);
    if (isExisting(dataSet)) // it may be left out, and must: see validation
        reader.text("prefix", dataSet.prefix);
    else
        reader.requiredText("prefix", dataSet.prefix);
    reader.whole("seed", dataSet.seed, limits::kSeed);
    dataSet.storedAs = readStoredAs(reader, dataSet.storedAs);
    reader.real("scale", dataSet.scale, limits::kScale);
    reader.text("file", dataSet.file);
    reader.text("source_keys", dataSet.sourceKeys);
    reader.choice("source_stored_as", dataSet.sourceStoredAs, kStoredAs, storedAsName);
    reader.whole("source_limit", dataSet.sourceLimit, limits::kExistingKeys, true);
    reader.refuseUnknown();
    return dataSet;
}

void readParameters(ObjectReader& reader, std::map<std::string, std::string>& parameters)
{
    const json* const value = reader.find("parameters");
    if (value == nullptr)
        return;
    if (!value->is_object()) {
        reader.problem("parameters", "must be an object, is " + ObjectReader::shown(*value));
        return;
    }
    const std::string path = reader.pathOf("parameters");
    for (const auto& member : value->items()) {
        if (member.value().is_string())
            parameters[member.key()] = member.value().get<std::string>();
        else if (member.value().is_primitive() && !member.value().is_null())
            parameters[member.key()] = member.value().dump(); // 1 is as good as "1"
        else
            reader.problems().push_back({memberPath(path, member.key()),
                "must be text or a number, is " + ObjectReader::shown(member.value())});
    }
}

CustomCommand readCommand(
    const json& value, const std::string& path, std::vector<Problem>& problems)
{
    CustomCommand command;
    if (value.is_string()) {
        command.command = value.get<std::string>();
        return command;
    }
    ObjectReader reader(value, path, problems);
    if (reader.require("command") != nullptr)
        reader.prose("command", command.command);
    reader.text("success", command.success);
    reader.refuseUnknown();
    return command;
}

TaskDefinition readTask(const json& value, const std::string& path, std::vector<Problem>& problems)
{
    ObjectReader reader(value, path, problems);
    TaskDefinition task;
    reader.requiredText("name", task.name);
    reader.requiredText("type", task.type);
    reader.text("data_set", task.dataSet);
    reader.real("weight", task.weight, limits::kWeight);
    reader.flag("enabled", task.enabled);
    reader.texts("tags", task.tags);
    reader.text("stored_as", task.storedAs);
    reader.text("path_style", task.pathStyle);
    reader.choice("key_choice", task.keyChoice, kKeyChoices, keyChoiceName);
    reader.real("zipf_theta", task.zipfTheta, limits::kZipfTheta);
    readParameters(reader, task.parameters);
    reader.forEach("commands", [&](const json& element, const std::string& elementPath) {
        task.commands.push_back(readCommand(element, elementPath, problems));
    });
    reader.refuseUnknown();
    return task;
}

void readWait(ObjectReader& reader, WaitTime& wait)
{
    std::string text = wait.text();
    reader.text("wait", text);
    if (const auto parsed = WaitTime::parse(text))
        wait = *parsed;
    else
        reader.problem("wait", parsed.error().text);
}

Load readLoad(const json& value, std::vector<Problem>& problems)
{
    ObjectReader reader(value, "load", problems);
    Load load;
    reader.whole("users", load.users, limits::kUsers);
    reader.real("spawn_rate", load.spawnRate, limits::kSpawnRate);
    readWait(reader, load.wait);
    reader.real("rate", load.rate, limits::kRate);
    reader.choice("arrivals", load.arrivals, kArrivals, arrivalsName);
    reader.whole("backlog_limit", load.backlogLimit, limits::kBacklog);
    if (const json* const shape = reader.find("shape"); shape != nullptr && !shape->is_null()) {
        load.shape = shapeFromJson(*shape, reader.pathOf("shape"), problems);
        load.duration = {}; // unless it says one: to the shape's end
    }
    reader.duration("duration", load.duration, limits::kDuration);
    reader.whole("requests", load.requests, limits::kRequests);
    reader.duration("warmup", load.warmup, limits::kDuration);
    reader.whole("connections", load.connections, limits::kConnections, true);
    if (const json* const none = reader.find("connections"); none != nullptr && *none == 0)
        reader.problem("connections", "must be 1 or more, or \"auto\": users need a connection");
    reader.choice("connection_mode", load.connectionMode, kConnectionModes, connectionModeName);
    reader.whole("pipeline", load.pipeline, limits::kPipeline);
    reader.whole("reconnect_every", load.reconnectEvery, limits::kReconnectEvery);
    reader.flag("tls_resumption", load.tlsResumption);
    reader.whole("threads", load.threads, limits::kThreads, true);
    reader.duration("stop_timeout", load.stopTimeout, limits::kStopTimeout);
    reader.real("check_values", load.checkValues, limits::kCheckValues);
    reader.whole("seed", load.seed, limits::kSeed);
    reader.refuseUnknown();
    return load;
}

TestProfile readProfile(const json& value, std::vector<Problem>& problems)
{
    ObjectReader reader(value, "", problems);
    TestProfile profile;
    readHeader(reader);
    reader.requiredText("name", profile.name);
    reader.prose("description", profile.description);
    if (const json* const target = reader.find("target"))
        profile.target = targetFromJson(*target, "target", problems);
    reader.forEach("data_sets", [&](const json& element, const std::string& path) {
        profile.dataSets.push_back(readDataSet(element, path, problems));
    });
    reader.require("tasks");
    reader.forEach("tasks", [&](const json& element, const std::string& path) {
        profile.tasks.push_back(readTask(element, path, problems));
    });
    if (const json* const load = reader.find("load"))
        profile.load = readLoad(*load, problems);
    reader.refuseUnknown();
    return profile;
}

ordered_json orAuto(std::uint64_t value)
{
    return value == 0 ? ordered_json("auto") : ordered_json(value);
}

ordered_json dataSetToJson(const DataSet& dataSet)
{
    ordered_json storedAs = ordered_json::array();
    for (const StoredAs form : dataSet.storedAs)
        storedAs.push_back(storedAsName(form));
    const bool existing = isExisting(dataSet);
    ordered_json value{{"name", dataSet.name}, {"kind", dataSet.kind}};
    if (!existing || dataSet.count != DataSet().count)
        value["count"] = dataSet.count;
    if (!existing || !dataSet.prefix.empty())
        value["prefix"] = dataSet.prefix;
    value["seed"] = dataSet.seed;
    value["stored_as"] = std::move(storedAs);
    value["scale"] = jsonNumber(dataSet.scale);
    if (!dataSet.file.empty())
        value["file"] = dataSet.file;
    if (existing || isSampled(dataSet) || !dataSet.sourceKeys.empty())
        value["source_keys"] = dataSet.sourceKeys;
    if (isSampled(dataSet) || dataSet.sourceStoredAs != StoredAs::Json)
        value["source_stored_as"] = storedAsName(dataSet.sourceStoredAs);
    if (existing || isSampled(dataSet) || dataSet.sourceLimit != 0)
        value["source_limit"] = orAuto(dataSet.sourceLimit);
    return value;
}

ordered_json commandToJson(const CustomCommand& command)
{
    if (command.success.empty())
        return command.command;
    return {{"command", command.command}, {"success", command.success}};
}

ordered_json taskToJson(const TaskDefinition& task)
{
    ordered_json value{{"name", task.name}, {"type", task.type}};
    if (!task.dataSet.empty())
        value["data_set"] = task.dataSet;
    value["weight"] = jsonNumber(task.weight);
    value["enabled"] = task.enabled;
    value["tags"] = task.tags;
    if (!task.storedAs.empty())
        value["stored_as"] = task.storedAs;
    value["path_style"] = task.pathStyle;
    value["key_choice"] = keyChoiceName(task.keyChoice);
    const bool skewed = task.keyChoice == KeyChoice::Zipf || task.keyChoice == KeyChoice::Latest;
    if (skewed || task.zipfTheta != TaskDefinition().zipfTheta)
        value["zipf_theta"] = jsonNumber(task.zipfTheta);
    value["parameters"] = task.parameters;
    if (!task.commands.empty()) {
        value["commands"] = ordered_json::array();
        for (const CustomCommand& command : task.commands)
            value["commands"].push_back(commandToJson(command));
    }
    return value;
}

ordered_json loadToJson(const Load& load)
{
    ordered_json value{
        {"users", load.users},
        {"spawn_rate", jsonNumber(load.spawnRate)},
        {"wait", load.wait.text()},
        {"rate", jsonNumber(load.rate)},
        {"arrivals", arrivalsName(load.arrivals)},
        {"backlog_limit", load.backlogLimit},
        {"duration", formatDuration(load.duration)},
        {"requests", load.requests},
        {"warmup", formatDuration(load.warmup)},
        {"connections", orAuto(load.connections)},
        {"connection_mode", connectionModeName(load.connectionMode)},
        {"pipeline", load.pipeline},
        {"reconnect_every", load.reconnectEvery},
        {"tls_resumption", load.tlsResumption},
        {"threads", orAuto(load.threads)},
        {"stop_timeout", formatDuration(load.stopTimeout)},
        {"check_values", jsonNumber(load.checkValues)},
        {"seed", load.seed},
    };
    if (load.shape)
        value["shape"] = shapeToJson(*load.shape);
    return value;
}

std::filesystem::path nativePath(const std::string& utf8)
{
    return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string utf8Path(const std::filesystem::path& path)
{
    const std::u8string text = path.generic_u8string();
    return {text.begin(), text.end()};
}

// In the file, what lies beside or below it is relative: a folder of tests can be moved and shared.
TestProfile withRelativeFiles(TestProfile profile, const std::filesystem::path& folder)
{
    for (DataSet& dataSet : profile.dataSets) {
        const std::filesystem::path file = nativePath(dataSet.file);
        if (!file.is_absolute())
            continue;
        const std::filesystem::path relative = file.lexically_relative(folder);
        if (!relative.empty() && *relative.begin() != "..")
            dataSet.file = utf8Path(relative);
    }
    return profile;
}

std::filesystem::path folderOf(const std::filesystem::path& path)
{
    std::error_code ignored;
    const std::filesystem::path absolute = std::filesystem::absolute(path, ignored);
    return (ignored ? path : absolute).lexically_normal().parent_path();
}

} // namespace

Result<TestProfile> profileFromJson(std::string_view text, std::vector<Problem>* problems)
{
    std::vector<Problem> found;
    TestProfile profile;
    if (const json value = parseStrictJson(text, found); !value.is_discarded())
        profile = readProfile(value, found);
    if (found.empty())
        return profile;
    Error error{ErrorKind::Invalid, problemsText(found)};
    if (problems != nullptr)
        *problems = std::move(found);
    return error;
}

std::string profileToJson(const TestProfile& profile)
{
    ordered_json dataSets = ordered_json::array();
    for (const DataSet& dataSet : profile.dataSets)
        dataSets.push_back(dataSetToJson(dataSet));
    ordered_json tasks = ordered_json::array();
    for (const TaskDefinition& task : profile.tasks)
        tasks.push_back(taskToJson(task));
    const ordered_json value{
        {"format", kProfileFormat},
        {"version", 1},
        {"name", profile.name},
        {"description", profile.description},
        {"target", targetToJson(profile.target)},
        {"data_sets", std::move(dataSets)},
        {"tasks", std::move(tasks)},
        {"load", loadToJson(profile.load)},
    };
    return value.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

Result<TestProfile> loadProfile(const std::filesystem::path& path, std::vector<Problem>* problems)
{
    const auto text = readTextFile(path, kMostProfileBytes);
    if (!text)
        return text.error();
    auto profile = profileFromJson(*text, problems);
    if (!profile)
        return profile;
    for (DataSet& dataSet : profile->dataSets) {
        if (!dataSet.file.empty())
            dataSet.file = utf8Path((folderOf(path) / nativePath(dataSet.file)).lexically_normal());
    }
    return profile;
}

Result<Done> saveProfile(const TestProfile& profile, const std::filesystem::path& path)
{
    return writeTextFile(path, profileToJson(withRelativeFiles(profile, folderOf(path))));
}

} // namespace cicada
