#include "cli_interrupt.h"

#include <csignal>

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

} // namespace cicada
