#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// Tables for a terminal. Plain UTF-8, no colour. Pure functions; any thread.
namespace cicada {

using TextRow = std::vector<std::string>;

/// What a cell without a value holds.
inline constexpr const char* kNoData = "-";

/// Columns as wide as they need be, the first `leftAligned` ones aligned left. `rows` is not empty
/// and all have as many cells as the first, the header. Control characters in cells become spaces.
std::string textTable(std::vector<TextRow> rows, std::size_t leftAligned);

/// At most `most` letters, then an ellipsis.
std::string shortenedCell(const std::string& text, std::size_t most);

/// With a point, whatever the user's locale.
std::string fixedCell(double value, int decimals);

/// Rounded, in groups of three digits; what is below 0 counts as 0.
std::string wholeCell(double value);

/// Milliseconds without their unit, with as many digits as mean something.
std::string millisecondsCell(double microseconds);

} // namespace cicada
