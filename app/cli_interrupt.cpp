#include "cli_interrupt.h"

#include <csignal>
#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

namespace cicada {

namespace {

volatile std::sig_atomic_t g_interrupts = 0;

void onInterrupt(int)
{
    g_interrupts = g_interrupts + 1;
}

} // namespace

void catchInterrupts()
{
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
}

int interrupts()
{
    return g_interrupts;
}

bool hasLiveLine()
{
    return isatty(2) != 0;
}

} // namespace cicada
