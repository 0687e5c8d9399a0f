#pragma once

#include "base/result.h"
#include "profile/test_profile.h"

#include <string>
#include <vector>

namespace cicada {

/// `text` as a terminal may see it: a server's words, a name out of a file.
std::string shown(const std::string& text);

/// 2 invalid input, 3 the target, 4 anything else.
int exitCodeOf(ErrorKind kind);

/// Says what went wrong on standard error; the exit code as result.
int reportError(const Error& error);
int reportProblems(const std::vector<Problem>& problems);

} // namespace cicada
