#include "redis/resp_encoder.h"

#include <charconv>
#include <limits>

namespace cicada {

void appendDecimal(std::string& out, std::uint64_t value)
{
    char digits[std::numeric_limits<std::uint64_t>::digits10 + 1];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), value);
    out.append(digits, result.ptr);
}

void appendArrayHeader(std::string& out, std::size_t arguments)
{
    out += '*';
    appendDecimal(out, arguments);
    out += "\r\n";
}

void appendBulk(std::string& out, std::string_view argument)
{
    out += '$';
    appendDecimal(out, argument.size());
    out += "\r\n";
    out += argument;
    out += "\r\n";
}

void appendCommand(std::string& out, std::span<const std::string_view> arguments)
{
    appendArrayHeader(out, arguments.size());
    for (const std::string_view argument : arguments)
        appendBulk(out, argument);
}

} // namespace cicada
