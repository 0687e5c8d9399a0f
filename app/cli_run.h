#pragma once

#include "cli_options.h"

namespace cicada {

/// `cicada-cli run`: needs a QCoreApplication. Returns the exit code.
int runCommand(const CliOptions& options, const std::string& repeat);

} // namespace cicada
