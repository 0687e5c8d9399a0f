#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace cicada {

/// The number that `text` is as a whole; nothing where it is none, has more behind it, or does not
/// fit. No spaces, no "+", always a decimal point.
template <typename Number>
std::optional<Number> numberFrom(std::string_view text)
{
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

} // namespace cicada
