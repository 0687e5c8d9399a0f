#pragma once

namespace cicada {

/// Whether somebody can type an answer: standard input is a terminal.
bool hasInputTerminal();

/// Whether a line may be drawn over itself: standard error is a terminal.
bool hasErrorTerminal();

} // namespace cicada
