#pragma once

#include "base/random.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// The small pieces documents and commands are made of, appended to `out`. Pure functions of their
/// arguments: no locale, no std:: distribution, so the same seed gives the same bytes everywhere.
namespace cicada {

void appendInteger(std::string& out, std::int64_t value);
void appendUnsigned(std::string& out, std::uint64_t value);

/// `millionths` / 1,000,000 with all six decimals: "-12.345678".
void appendMillionths(std::string& out, std::int64_t millionths);

/// Exactly `digits` decimal digits, zeros in front.
void appendPadded(std::string& out, std::uint64_t value, std::size_t digits);

/// Version 4, lower case: 36 bytes.
void appendUuid(std::string& out, Random& random);

void appendHex(std::string& out, Random& random, std::size_t digits);

/// Plain text of `size` bytes in [a-z ], never with a space at either end.
void appendPlainText(std::string& out, Random& random, std::size_t size);

/// Without the quotes around it: quotes, backslashes and control characters escaped.
void appendJsonEscaped(std::string& out, std::string_view text);

/// One of `words`, each as likely.
inline std::string_view pick(Random& random, std::span<const std::string_view> words)
{
    return words[random.below(words.size())];
}

} // namespace cicada
