#pragma once

#include "workload/task.h"

#include <vector>

/// The rows of taskTypes(), by group. In commands a `<name>` is the parameter of that name, a word
/// that begins with `$` is a path (rewritten for the legacy style), the rest are placeholders.
/// Words that no parameter stands for: <written_key> (one of the data set's keys where the
/// documents are of its kind, else a key beside them), <each_key> (a call for every key of the
/// parameter `documents`), <fields> (every field of a flat document with a fresh value). A call
/// with an empty parameter is left out, or only the words in [square brackets] around it.
namespace cicada {

std::vector<TaskType> readTaskTypes();
std::vector<TaskType> writeTaskTypes();
std::vector<TaskType> updateTaskTypes();
std::vector<TaskType> appendTaskTypes();
std::vector<TaskType> deleteTaskTypes();
std::vector<TaskType> stringTaskTypes();
std::vector<TaskType> hashTaskTypes();
std::vector<TaskType> baselineTaskTypes();

/// The rule of a type's command; `field` is the type's path parameter where it has one.
SuccessRule ruleOfCommand(
    const TaskType& type, std::size_t command, const std::optional<JsonPath>& field);

/// Where each task describes the same: one parameter, one wording.
TaskParameter pathParameter(const std::string& role, std::string valueType = {});
TaskParameter freshValueParameter();
TaskParameter ttlParameter();

} // namespace cicada
