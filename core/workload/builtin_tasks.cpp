#include "workload/builtin_tasks.h"

#include <algorithm>

namespace cicada {

namespace {

// "the reply is OK; then the reply is a number of 1 or more".
std::string successOf(const TaskType& type)
{
    std::string text;
    for (std::size_t i = 0; i < type.commands.size(); ++i) {
        const SuccessRule rule = ruleOfCommand(type, i, std::nullopt);
        text += (text.empty() ? "" : "; then ") + std::string(rule.description());
    }
    return text;
}

} // namespace

TaskParameter pathParameter(const std::string& role, std::string valueType)
{
    return {"path", "Where in the document", "{path " + role + "}", ParameterKind::Path,
        std::move(valueType)};
}

TaskParameter freshValueParameter()
{
    return {"value", "What is written, as JSON", "{field <path>}", ParameterKind::Json};
}

TaskParameter ttlParameter()
{
    return {"ttl", "Seconds until the key expires, from then on a miss for others; empty: never",
        "", ParameterKind::WholeNumber, {}, 1};
}

SuccessRule ruleOfCommand(
    const TaskType& type, std::size_t command, const std::optional<JsonPath>& field)
{
    const std::string& text = type.commands[command];
    if (command >= type.rules.size() || type.rules[command].empty())
        return SuccessRule::defaultFor(text.substr(0, text.find(' ')));
    if (type.rules[command] == SuccessRule(SuccessRule::Kind::HasField).name())
        return field ? SuccessRule::hasField(*field) : SuccessRule(SuccessRule::Kind::HasField);
    return *SuccessRule::parse(type.rules[command]); // of our own table: never fails
}

const std::vector<TaskType>& taskTypes()
{
    static const std::vector<TaskType> types = [] {
        std::vector<TaskType> all;
        for (auto* group : {readTaskTypes, writeTaskTypes, updateTaskTypes, appendTaskTypes,
                 deleteTaskTypes, stringTaskTypes, hashTaskTypes, baselineTaskTypes}) {
            for (TaskType& type : group()) {
                if (type.success.empty())
                    type.success = successOf(type);
                all.push_back(std::move(type));
            }
        }
        all.push_back({.id = "custom",
            .group = "Custom",
            .row = "CUSTOM",
            .title = "Custom commands",
            .description
            = "Your own commands, one after another, timed as one task; any Redis command.",
            .success = "as each command says, else its usual reply",
            .defaultTags = {"custom"},
            .needsDataSet = false,
            .writes = true});
        return all;
    }();
    return types;
}

const TaskType* findTaskType(std::string_view id)
{
    const auto found = std::ranges::find(taskTypes(), id, &TaskType::id);
    return found == taskTypes().end() ? nullptr : &*found;
}

} // namespace cicada
