// compileTasks() and previewCommands(): from the user's description to calls that are ready to be
// sent.

#include "base/units.h"
#include "workload/builtin_tasks.h"
#include "workload/command_effect.h"
#include "workload/custom_command.h"
#include "workload/growth_limit.h"
#include "workload/prepared_data_set.h"
#include "workload/shell_words.h"
#include "workload/task.h"
#include "workload/task_parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace cicada {

namespace {

/// Keys beside the data set's own (documents of another kind) are at most so many, and hold at most
/// so many bytes: a run must not fill the server.
constexpr std::uint64_t kMostWrittenKeys = 10'000;
constexpr std::uint64_t kMostWrittenBytes = 32U << 20;

std::string suggestion(const std::string& name, const std::vector<std::string>& candidates)
{
    const std::string nearest = nearestName(name, candidates);
    return nearest.empty() ? std::string() : "; did you mean `" + nearest + "`?";
}

std::string shortest(double number)
{
    char digits[32];
    return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

/// Compiles one task. Problems go to the list it was given; the result counts only if there was
/// none.
class TaskCompiler
{
public:
    TaskCompiler(const TaskDefinition& task, std::string field, PreparedDataSets& dataSets,
        std::vector<Problem>& problems)
        : m_task(task)
        , m_field(std::move(field))
        , m_dataSets(dataSets)
        , m_problems(problems)
    {
    }

    struct Compiled
    {
        CompiledTask task;
        std::optional<CompiledTask> reset;
        std::int64_t resetLimit = 0;
        const DataSet* dataSet = nullptr;
        DocumentChanges changes; ///< while the run lasts
    };

    std::optional<Compiled> run()
    {
        const std::size_t before = m_problems.size();
        findType();
        findDataSet();
        checkOnlyReads();
        checkNumbers();
        const auto style = pathStyleFromName(m_task.pathStyle);
        if (!style)
            problem("path_style",
                "must be `$` (JSONPath) or `.` (legacy), is `" + m_task.pathStyle + "`");
        if (!m_type || !style || m_problems.size() != before)
            return std::nullopt;
        if (!findStorage())
            return std::nullopt;
        m_source.dataSet = m_dataSet;
        m_source.pathStyle = *style;
        Compiled compiled;
        compiled.task.name = m_task.name;
        compiled.task.row = m_type->row;
        compiled.task.weight = m_task.weight;
        std::uint64_t keys = m_dataSet ? m_dataSet->count : 1;
        if (m_type->id == "custom")
            compileCustom(compiled.task);
        else
            compileBuiltIn(compiled, *style, keys);
        compiled.dataSet = m_dataSet;
        compiled.changes = std::move(m_changes);
        compiled.task.keys = KeySpace(m_task.keyChoice, keys, m_task.zipfTheta);
        if (compiled.reset)
            compiled.reset->keys = compiled.task.keys;
        if (m_problems.size() != before)
            return std::nullopt;
        return compiled;
    }

private:
    void problem(const std::string& field, std::string text)
    {
        m_problems.push_back({field.empty() ? m_field : m_field + "." + field, std::move(text)});
    }

    void findType()
    {
        m_type = findTaskType(m_task.type);
        if (m_type)
            return;
        std::vector<std::string> ids;
        for (const TaskType& type : taskTypes())
            ids.push_back(type.id);
        problem(
            "type", "`" + m_task.type + "` is not a type of tasks" + suggestion(m_task.type, ids));
    }

    void findDataSet()
    {
        if (m_task.dataSet.empty()) {
            if (m_type && m_type->needsDataSet)
                problem("data_set", "`" + m_type->id + "` needs the name of a data set");
            return;
        }
        m_dataSet = m_dataSets.find(m_task.dataSet);
        if (!m_dataSet) {
            problem("data_set",
                "there is no data set `" + m_task.dataSet + "`"
                    + suggestion(m_task.dataSet, m_dataSets.names()));
        }
    }

    // Keys that exist already belong to someone.
    void checkOnlyReads()
    {
        if (!m_type || !m_dataSet || !isExisting(*m_dataSet))
            return;
        const std::string mend = ", and the keys of `" + m_dataSet->name
            + "` are someone's own; write to a data set of kind `sampled`, which holds copies";
        if (m_type->id != "custom" && m_type->writes)
            problem("data_set", "`" + m_type->id + "` writes" + mend);
        if (m_type->id != "custom")
            return;
        for (std::size_t i = 0; i < m_task.commands.size(); ++i) {
            const std::string command = commandNameOf(m_task.commands[i].command);
            if (commandEffect(command) == CommandEffect::Writes)
                problem("commands[" + std::to_string(i) + "].command",
                    "`" + command + "` can write" + mend);
        }
    }

    void checkNumbers()
    {
        if (!std::isfinite(m_task.weight) || m_task.weight < 0)
            problem("weight", "must be 0 or more, is " + shortest(m_task.weight));
        const bool zipf
            = m_task.keyChoice == KeyChoice::Zipf || m_task.keyChoice == KeyChoice::Latest;
        if (zipf && !(m_task.zipfTheta > 0 && m_task.zipfTheta <= 10))
            problem("zipf_theta", "must be above 0 and at most 10");
    }

    // Which twin the task works on, and the documents behind it. False where the reason is
    // reported.
    bool findStorage()
    {
        const bool custom = m_type->id == "custom";
        m_source.storedAs = m_type->storedAs;
        if (!m_task.storedAs.empty()) {
            const auto named = storedAsFromName(m_task.storedAs);
            if (!named) {
                problem("stored_as", "must be json, string or hash, is `" + m_task.storedAs + "`");
                return false;
            }
            if (!custom && *named != m_type->storedAs) {
                problem("stored_as",
                    "`" + m_type->id + "` works on " + std::string(storedAsName(m_type->storedAs))
                        + ", not on " + m_task.storedAs);
                return false;
            }
            m_source.storedAs = *named;
        } else if (custom && m_dataSet && !m_dataSet->storedAs.empty()) {
            m_source.storedAs = m_dataSet->storedAs.front();
        }
        if (!m_dataSet)
            return true;
        if (std::ranges::find(m_dataSet->storedAs, m_source.storedAs)
            == m_dataSet->storedAs.end()) {
            problem(m_task.storedAs.empty() ? "data_set" : "stored_as",
                "the data set `" + m_dataSet->name + "` is not stored as "
                    + std::string(storedAsName(m_source.storedAs)));
            return false;
        }
        m_sample = m_dataSets.sample(*m_dataSet);
        if (!m_sample)
            return false; // its problem is at the data set
        m_source.documents = m_sample->generator;
        return true;
    }

    void compileCustom(CompiledTask& compiled)
    {
        if (m_task.commands.empty())
            problem("commands", "there is no command; add one, e.g. JSON.GET {key} $");
        for (std::size_t i = 0; i < m_task.commands.size(); ++i) {
            const std::string field = m_field + ".commands[" + std::to_string(i) + "]";
            auto call = compileCustomCommand(m_task.commands[i], i, m_source, field, m_problems);
            if (call)
                addCall(compiled, std::move(call->command), call->rule);
        }
    }

    void compileBuiltIn(Compiled& compiled, PathStyle style, std::uint64_t& keys)
    {
        const std::size_t before = m_problems.size();
        TaskParameters parameters(*m_type, m_task, style, m_sample.get(), m_field, m_problems);
        if (m_problems.size() != before || !chooseWrittenDocuments(parameters, keys))
            return;
        setFields(parameters);
        if (m_problems.size() != before)
            return;
        for (std::size_t i = 0; i < m_type->commands.size(); ++i) {
            if (m_type->commands[i].find("<each_key>") == std::string::npos) {
                compileCall(compiled.task, parameters, i);
                continue;
            }
            for (const std::string& key : parameters.keys()) {
                parameters.set("each_key", {key});
                compileCall(compiled.task, parameters, i);
            }
        }
        compiled.task.attempts = parameters.attempts();
        if (!m_type->reset.empty())
            compileReset(compiled, parameters);
    }

    void compileCall(CompiledTask& task, const TaskParameters& parameters, std::size_t number)
    {
        auto command = compileCommand(parameters, m_type->commands[number]);
        if (!command)
            return;
        const SuccessRule rule = ruleOfCommand(*m_type, number, parameters.path());
        addCall(task, std::move(*command), rule);
        if (rule.kind() == SuccessRule::Kind::HasField)
            task.calls.back().keepReply = true;
    }

    // <fields>: the names and fresh values of a flat document's members.
    void setFields(TaskParameters& parameters)
    {
        if (!m_sample || m_source.storedAs != StoredAs::Hash)
            return;
        std::vector<std::string> words;
        for (const auto& field : m_sample->generator->fields(0)) {
            words.push_back(field.first);
            words.push_back("{text $['" + field.first + "']}");
        }
        if (words.empty())
            problem("data_set",
                "the documents of `" + m_dataSet->name + "` are not flat: they have no hash twin");
        else
            parameters.set("fields", std::move(words));
    }

    std::optional<CommandTemplate> compileCommand(
        const TaskParameters& parameters, const std::string& command)
    {
        const auto arguments = parameters.argumentsOf(command);
        if (arguments.empty())
            return std::nullopt;
        auto compiled = CommandTemplate::compile(arguments, m_source);
        if (compiled)
            return std::move(*compiled);
        problem("", compiled.error().text);
        return std::nullopt;
    }

    // Documents of the data set's own kind go over its keys; others beside them, so that no other
    // task on the data set misses what it looks for.
    bool chooseWrittenDocuments(TaskParameters& parameters, std::uint64_t& keys)
    {
        const std::string kind = parameters.documentKind();
        if (kind.empty() || !m_dataSet)
            return true;
        if (kind == m_dataSet->kind) {
            parameters.set("written_key", {"{key}"});
            return true;
        }
        const auto sample = m_dataSets.sampleOfKind(*m_dataSet, kind);
        if (!sample) {
            problem("parameters.document", sample.error().text);
            return false;
        }
        m_source.documents = (*sample)->generator;
        parameters.set("written_key", {"{prefix}json:written:" + kind + ":{index}"});
        keys = std::min({keys, kMostWrittenKeys, kMostWrittenBytes / (*sample)->bytes + 1});
        return true;
    }

    void addCall(CompiledTask& compiled, CommandTemplate command, const SuccessRule& rule)
    {
        // All up to the one that is used are kept, so that N counts the task's commands.
        for (std::size_t i = 0; i < std::min(command.highestReplyUsed(), compiled.calls.size());
            ++i)
            compiled.calls[i].keepReply = true;
        m_changes.add(command, m_source);
        auto check = ValueCheck::of(command, m_source);
        compiled.calls.push_back({std::move(command), rule, false, std::move(check)});
    }

    // Where the path is not one place and the same for every call, the whole document is taken
    // back.
    void compileReset(Compiled& compiled, const TaskParameters& parameters)
    {
        const auto path = parameters.path();
        const bool onePlace = path && path->isDefinite();
        auto command = compileCommand(
            parameters, onePlace ? m_type->reset : "JSON.SET {key} $ {original $} XX");
        if (!command)
            return;
        CompiledTask reset;
        reset.name = m_task.name + " (reset)";
        reset.row = "RESET";
        reset.weight = 0;
        addCall(reset, std::move(*command), SuccessRule::defaultFor("JSON.SET"));
        compiled.reset = std::move(reset);
        const bool number = m_type->parameters.front().valueType == "number";
        const std::string added = parameters.exampleOf(number ? "by" : "value");
        const auto places = parameters.places();
        compiled.resetLimit
            = growthLimit(*m_sample->generator, m_dataSet->count, places, added.size());
        if (number)
            limitNumber(compiled, places, added);
    }

    // RedisJSON 2.8.3 wraps at 2^63 without a word.
    void limitNumber(Compiled& compiled, const std::vector<JsonPath>& places, const std::string& by)
    {
        const bool multiplies = compiled.task.calls.back().command.command() == "JSON.NUMMULTBY";
        const std::int64_t longest = longestNumberFor(multiplies ? by : "0");
        compiled.resetLimit = std::min(compiled.resetLimit, longest);
        if (!canOutgrow(compiled.resetLimit, by, multiplies))
            compiled.reset.reset();
        for (const JsonPath& place : places) {
            for (const nlohmann::json* number : place.find(m_sample->document)) {
                if (by.find_first_of(".eE") == std::string::npos && number->is_number_integer()
                    && static_cast<std::int64_t>(number->dump().size()) > longest) {
                    problem("parameters.by",
                        "`" + by + "` takes " + number->dump()
                            + " past 2^63 at once, where the server goes on with a wrong number");
                    return;
                }
            }
        }
    }

    const TaskDefinition& m_task;
    std::string m_field;
    PreparedDataSets& m_dataSets;
    std::vector<Problem>& m_problems;
    const TaskType* m_type = nullptr;
    const DataSet* m_dataSet = nullptr;
    std::shared_ptr<const DocumentSample> m_sample;
    TemplateSource m_source;
    DocumentChanges m_changes;
};

void checkNames(const std::vector<TaskDefinition>& tasks, std::vector<Problem>& problems)
{
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const std::string field = "tasks[" + std::to_string(i) + "].name";
        if (tasks[i].name.empty())
            problems.push_back({field, "must not be empty"});
        else if (!seen.insert(tasks[i].name).second)
            problems.push_back({field, "`" + tasks[i].name + "` is the name of another task too"});
    }
}

void checkSomethingRuns(const std::vector<TaskDefinition>& tasks, std::vector<Problem>& problems)
{
    if (tasks.empty()) {
        problems.push_back({"tasks", "there is no task; add one"});
        return;
    }
    const bool anyEnabled = std::ranges::any_of(tasks, &TaskDefinition::enabled);
    const bool anyWeight = std::ranges::any_of(
        tasks, [](const TaskDefinition& task) { return task.enabled && task.weight != 0; });
    if (!anyEnabled)
        problems.push_back({"tasks", "every task is disabled; enable one"});
    else if (!anyWeight)
        problems.push_back(
            {"tasks", "every enabled task has weight 0; give one a weight of 1 or more"});
}

} // namespace

std::vector<CompiledTask> compileTasks(const std::vector<TaskDefinition>& tasks,
    const std::vector<DataSet>& dataSets, std::vector<Problem>& problems)
{
    PreparedDataSets prepared(dataSets, problems);
    checkNames(tasks, problems);
    std::vector<CompiledTask> compiled;
    std::vector<const DataSet*> dataSetOf; // of each of them
    std::map<const DataSet*, DocumentChanges> changes;
    std::vector<CompiledTask> resets;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        TaskCompiler compiler(tasks[i], "tasks[" + std::to_string(i) + "]", prepared, problems);
        auto one = compiler.run();
        if (!one || !tasks[i].enabled || one->task.weight <= 0)
            continue;
        if (one->reset) {
            // For now the number among the resets; they lie behind all tasks.
            one->task.reset = CompiledTask::Reset{resets.size(), one->resetLimit};
            resets.push_back(std::move(*one->reset));
        }
        changes[one->dataSet].add(one->changes);
        dataSetOf.push_back(one->dataSet);
        compiled.push_back(std::move(one->task));
    }
    // What others change meanwhile nobody can say.
    for (std::size_t i = 0; i < compiled.size(); ++i) {
        for (CompiledCall& call : compiled[i].calls) {
            if (call.check && !call.check->leaveOut(changes[dataSetOf[i]]))
                call.check.reset();
        }
    }
    checkSomethingRuns(tasks, problems);
    const std::size_t firstReset = compiled.size();
    for (CompiledTask& task : compiled) {
        if (task.reset)
            task.reset->task += firstReset;
    }
    std::ranges::move(resets, std::back_inserter(compiled));
    return compiled;
}

Result<std::vector<std::string>> previewCommands(
    const TaskDefinition& task, const std::vector<DataSet>& dataSets)
{
    std::vector<Problem> ofDataSets;
    PreparedDataSets prepared(dataSets, ofDataSets);
    std::vector<Problem> problems;
    const auto compiled = TaskCompiler(task, "task", prepared, problems).run();
    if (!compiled) {
        if (problems.empty() && ofDataSets.empty())
            return Error{ErrorKind::Invalid,
                "its documents are read from the target before a run; its commands are not known "
                "until then"};
        const Problem& first = problems.empty() ? ofDataSets.front() : problems.front();
        return Error{ErrorKind::Invalid, first.field + ": " + first.text};
    }
    std::vector<std::string> commands;
    for (const CompiledCall& call : compiled->task.calls)
        commands.push_back(call.command.text());
    return commands;
}

bool taskFits(const TaskType& type, const DataSet& dataSet)
{
    TaskDefinition task;
    task.name = type.id;
    task.type = type.id;
    task.dataSet = type.needsDataSet ? dataSet.name : std::string();
    if (type.id == "custom")
        return true;
    if (awaitsTarget(dataSet)) {
        const bool stored
            = std::ranges::find(dataSet.storedAs, type.storedAs) != dataSet.storedAs.end();
        return !type.needsDataSet || (stored && !(isExisting(dataSet) && type.writes));
    }
    return previewCommands(task, {dataSet}).ok();
}

} // namespace cicada
