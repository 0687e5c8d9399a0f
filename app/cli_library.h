#pragma once

#include "cli_options.h"

namespace cicada {

/// `tasks [ID]`: the built-in tasks, or one of them; in 100 columns. The exit code.
int tasksCommand(const CliOptions& options);

/// `documents [KIND]`: the kinds of documents, or some documents of one, a line each. The exit
/// code; a reader that has gone away is no mistake.
int documentsCommand(const CliOptions& options);

} // namespace cicada
