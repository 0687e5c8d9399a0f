#pragma once

#include "cli_options.h"

namespace cicada {

/// `cicada-cli prepare` and `clean`: the data sets of a profile on a target. Return the exit code.
int prepareCommand(const CliOptions& options);
int cleanCommand(const CliOptions& options);

} // namespace cicada
