#pragma once

#include "workload/task.h"

#include <optional>
#include <vector>

namespace cicada {

/// Call `number` (from 0) of a custom task, ready to be sent. Nothing where something is wrong: it
/// is appended to `problems`, at `<field>.command` or `<field>.success`.
std::optional<CompiledCall> compileCustomCommand(const CustomCommand& command, std::size_t number,
    const TemplateSource& source, const std::string& field, std::vector<Problem>& problems);

} // namespace cicada
