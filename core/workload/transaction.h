#pragma once

#include "workload/task.h"

#include <optional>
#include <string>
#include <string_view>

/// Commands after which a connection is no longer as it was: what a task may do with them.
namespace cicada {

/// Whether the task's calls have to follow each other on one connection that nobody else uses
/// meanwhile: WATCH, MULTI and their like.
bool needsOneConnection(const CompiledTask& task);

/// What brings the connection back to normal where the task ends behind call `last`: DISCARD inside
/// a transaction, UNWATCH while keys are watched, null where nothing is open. Static data.
const CompiledCall* wayOutOf(const CompiledTask& task, std::size_t last);

/// Why no task may send this command, since it would change what others get on its connection;
/// nullopt for all others.
std::optional<std::string> unfitForTasks(std::string_view upperCaseCommand);

} // namespace cicada
