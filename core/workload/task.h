#pragma once

#include "workload/command_template.h"
#include "workload/data_set.h"
#include "workload/key_space.h"
#include "workload/success_rule.h"
#include "workload/value_check.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// A place in the profile and what is wrong there: `tasks[2].weight` / `must be 0 or more, is -3`.
struct Problem
{
    std::string field;
    std::string text;
};

/// One call of a custom task as the user writes it.
struct CustomCommand
{
    std::string command;
    std::string success; ///< a name of SuccessRule; empty: the default for the command
};

/// A task as the user describes it. A plain value; validated with the whole profile.
struct TaskDefinition
{
    std::string name;
    std::string type;    ///< a name of taskTypes(), or "custom"
    std::string dataSet; ///< empty: none (PING, custom without {key})
    double weight = 1;   ///< relative, 0 or more
    bool enabled = true;
    std::vector<std::string> tags;
    std::string storedAs; ///< "json" (default for most), "string", "hash"; empty: the type's own
    std::string pathStyle = "$"; ///< "$" (JSONPath) or "." (legacy)
    KeyChoice keyChoice = KeyChoice::Uniform;
    double zipfTheta = 0.99;
    std::map<std::string, std::string> parameters; ///< of the type; missing ones take their default
    std::vector<CustomCommand> commands;           ///< type "custom" only
};

/// What a parameter's value has to be.
enum class ParameterKind : std::uint8_t
{
    Path,         ///< in the documents of the data set, checked against one; `{path ROLE}` allowed
    Paths,        ///< several, with spaces between
    Json,         ///< JSON text, with placeholders: a text needs its quotes
    WholeNumber,  ///< or a placeholder
    Index,        ///< of the array at `path`, or behind its last item; or a placeholder
    Attempts,     ///< of the task, see CompiledTask::attempts
    DocumentKind, ///< a name of documentKinds()
    Keys,         ///< a number: so many keys that follow the chosen one
    KeysAndDocuments, ///< the same with a path and a fresh document behind each
    Text,             ///< anything, with placeholders
};

/// A parameter of a built-in task type.
struct TaskParameter
{
    std::string name; ///< "path", "value", "by", "document"
    std::string description;
    std::string defaultValue; ///< may be a role in braces: "{path number}", or another parameter:
                              ///< "{field <path>}"
    ParameterKind kind = ParameterKind::Path;
    std::string valueType = {}; ///< Path: what it must lead to; Json: what it must be ("number",
                                ///< "array or object"...); empty: anything
    std::int64_t least = std::numeric_limits<std::int64_t>::min(); ///< WholeNumber
};

/// A built-in task as listed in the task library, `cicada-cli tasks` and the documentation.
struct TaskType
{
    std::string id;    ///< in profiles: "read_field"
    std::string group; ///< "Read", "Write", "Update", "Append", "Delete", "String twin", "Hash
                       ///< twin", "Baseline", "Custom"
    std::string row;   ///< first column of Statistics: "READ", "WRITE", ...
    std::string title; ///< "One field"
    std::string description; ///< one sentence
    std::vector<TaskParameter> parameters = {};
    std::vector<std::string> commands = {}; ///< as templates with parameters in <angle brackets>
    std::string success = {};               ///< for people
    std::vector<std::string> defaultTags = {};
    bool needsDataSet = true;
    bool writes = false;                ///< changes keys of the target
    StoredAs storedAs = StoredAs::Json; ///< which twin it works on (custom: any)
    std::vector<std::string> rules
        = {};                   ///< success rule of each command; none: the commands' defaults
    std::string reset = {};     ///< growing tasks: the command that takes the growth of `path` back
    std::uint32_t attempts = 1; ///< see CompiledTask
};

/// All built-in types in the order of the library; the last is "custom". Static data.
const std::vector<TaskType>& taskTypes();
const TaskType* findTaskType(std::string_view id);

/// A call ready to be sent.
struct CompiledCall
{
    CommandTemplate command;
    SuccessRule rule;
    bool keepReply = false;               ///< a later call uses its text
    std::optional<ValueCheck> check = {}; ///< where it is known what it must answer
};

/// A task ready to run: immutable while a run lasts, shared by all workers.
struct CompiledTask
{
    std::string name;
    std::string row;   ///< "READ"
    double weight = 1; ///< 0 for tasks that only run as another's reset
    std::vector<CompiledCall> calls;
    /// More than 1 for a race against others, which is lost where the task ends with a miss: it
    /// then begins again with its first call and the same key, so many times in all. Each attempt's
    /// calls are counted, all are in the task's time, and only the last attempt can be a miss.
    std::uint32_t attempts = 1;
    KeySpace keys{KeyChoice::Uniform, 1};

    /// Growing tasks: where the last call's reply (new length, of a number its characters) goes
    /// above `limit`, task `task` runs next for the same key, as a row of its own and never inside
    /// the timed one.
    struct Reset
    {
        std::size_t task = 0; ///< index in the compiled list
        std::int64_t limit = 0;
    };

    std::optional<Reset> reset;
};

/// Compiles the enabled tasks whose weight is above 0 (and reset tasks they need, behind them).
/// Everything wrong is appended to `problems` with its field ("tasks[2].parameters.path"); then the
/// result is not to be run. Tasks on a data set that awaitsTarget() are left out: compile again
/// when it has been read. Reads files of kind `file`; connects nowhere.
std::vector<CompiledTask> compileTasks(const std::vector<TaskDefinition>& tasks,
    const std::vector<DataSet>& dataSets, std::vector<Problem>& problems);

/// The commands of a task on its data set as they will be sent, placeholders still in them:
/// `JSON.NUMINCRBY {key} $.age 1`. Error::Invalid is the first problem, as "task.parameters.path:
/// ...".
Result<std::vector<std::string>> previewCommands(
    const TaskDefinition& task, const std::vector<DataSet>& dataSets);

/// Whether a type works on a data set with its parameters' defaults: stored as it needs, roles
/// there.
bool taskFits(const TaskType& type, const DataSet& dataSet);

} // namespace cicada
