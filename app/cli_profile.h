#pragma once

#include "base/result.h"
#include "cli_options.h"
#include "profile/test_profile.h"

#include <optional>
#include <string>

namespace cicada {

/// The profile that a command means: loaded or made from --command, with every given option put
/// over its field, and valid. Nothing where it is not: what is wrong has been said, naming the
/// option or field, and `exitCode` is set.
std::optional<TestProfile> checkedProfile(const CliOptions& options, int& exitCode);

/// The target of `text`: "sandbox", a URI, or a saved target's name.
Result<Target> targetFor(const std::string& text);

} // namespace cicada
