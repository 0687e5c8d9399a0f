#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cicada {

/// RESP2 requests: arrays of bulk strings. Pure functions, append to `out`, never fail.
void appendArrayHeader(std::string& out, std::size_t arguments);
void appendBulk(std::string& out, std::string_view argument);
void appendCommand(std::string& out, std::span<const std::string_view> arguments);
void appendDecimal(std::string& out, std::uint64_t value);

} // namespace cicada
