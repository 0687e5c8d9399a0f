#include "cli_terminal.h"

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

namespace cicada {

bool hasInputTerminal()
{
    return isatty(0) != 0;
}

bool hasErrorTerminal()
{
    return isatty(2) != 0;
}

} // namespace cicada
