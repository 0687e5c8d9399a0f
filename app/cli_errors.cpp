#include "cli_errors.h"

#include "redis/failure.h"

#include <cstdio>

namespace cicada {

std::string shown(const std::string& text)
{
    constexpr std::size_t kLongest = 4000;
    return printableLine(text, kLongest);
}

int exitCodeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Invalid:
        return 2;
    case ErrorKind::Target:
        return 3;
    case ErrorKind::Io:
    case ErrorKind::Aborted:
        return 4;
    }
    return 4;
}

int reportError(const Error& error)
{
    std::fprintf(stderr, "cicada-cli: %s\n", shown(error.text).c_str());
    return exitCodeOf(error.kind);
}

int reportProblems(const std::vector<Problem>& problems)
{
    for (const Problem& problem : problems)
        std::fprintf(stderr, "cicada-cli: %s: %s\n", shown(problem.field).c_str(),
            shown(problem.text).c_str());
    return exitCodeOf(ErrorKind::Invalid);
}

} // namespace cicada
