#pragma once

namespace cicada {

/// Exit code of a command that was ended by Ctrl-C.
inline constexpr int kInterruptedExit = 130;

/// Counts Ctrl-C (SIGINT) and SIGTERM from now on instead of ending the program.
void catchInterrupts();

/// How many came since catchInterrupts().
int interrupts();

} // namespace cicada
