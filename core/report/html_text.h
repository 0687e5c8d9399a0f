#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text from outside made safe for an HTML page, and numbers for its cells.
/// Pure functions; any thread.
namespace cicada {

/// Safe as element content and inside a quoted attribute. Control characters become their visible
/// pictures (U+2400...), bytes that are no UTF-8 become U+FFFD.
std::string escapeHtml(std::string_view text);

/// JSON text made safe inside a script element: equal as JSON, but without any character that could
/// end the element or begin a comment in it.
std::string escapeForScript(std::string_view json);

/// At most `characters` UTF-16 units of `text` as valid UTF-8; what was cut is said at the end:
/// "GET failed... (1,048,576 bytes)".
std::string shortened(std::string_view text, std::size_t characters);

/// `<tag>text</tag>` with `text` escaped. `tag` is our own and may carry attributes.
std::string element(std::string_view tag, std::string_view text);

/// As element(), but `html` is markup already.
std::string wrap(std::string_view tag, std::string_view html);

/// "1,204,112", "0.310": a number of a column whose header has the unit. `value` 0 to 10^15.
std::string groupedNumber(double value, int decimals);

/// "1 miss", "12 misses".
std::string countOf(double count, std::string_view one, std::string_view many);

/// Seconds in a figure for people: "60.0 s", "5 min 12 s", "1 h 0 min".
std::string spanText(double seconds);

} // namespace cicada
