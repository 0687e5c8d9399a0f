#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Splits a command line as a shell would: spaces part arguments; '...' is literal, "..." with `\`
/// as its escape. A placeholder outside quotes (`{random_int 0 9}`) stays whole. Error::Invalid
/// names an open quote.
Result<std::vector<std::string>> splitShellWords(std::string_view line);

/// Where the placeholder that opens at `open` closes (its `}`), npos where it does not. Quoted
/// parts inside may hold braces.
std::size_t endOfPlaceholder(std::string_view text, std::size_t open);

/// Whether a `{` at `at` opens a placeholder: a letter follows it.
bool opensPlaceholder(std::string_view text, std::size_t at);

/// Whether one opens anywhere in `text`.
bool hasPlaceholder(std::string_view text);

/// `words` as one line that splitShellWords() takes apart again.
std::string joinShellWords(const std::vector<std::string>& words);

} // namespace cicada
