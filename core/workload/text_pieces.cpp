#include "workload/text_pieces.h"

#include <charconv>

namespace cicada {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// 32 symbols, so that five random bits choose one; the doubled letters are the common ones.
constexpr std::string_view kPlainSymbols = "abcdefghijklmnopqrstuvwxyzeta   ";

} // namespace

void appendInteger(std::string& out, std::int64_t value)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void appendUnsigned(std::string& out, std::uint64_t value)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void appendPadded(std::string& out, std::uint64_t value, std::size_t digits)
{
    const std::size_t start = out.size();
    out.append(digits, '0');
    for (std::size_t i = digits; i > 0; --i) {
        out[start + i - 1] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

void appendMillionths(std::string& out, std::int64_t millionths)
{
    if (millionths < 0)
        out += '-';
    const auto magnitude = static_cast<std::uint64_t>(millionths < 0 ? -millionths : millionths);
    appendUnsigned(out, magnitude / 1'000'000);
    out += '.';
    appendPadded(out, magnitude % 1'000'000, 6);
}

void appendHex(std::string& out, Random& random, std::size_t digits)
{
    while (digits > 0) {
        std::uint64_t bits = random.next();
        const std::size_t now = digits < 16 ? digits : 16;
        char block[16];
        for (std::size_t i = 0; i < now; ++i, bits >>= 4)
            block[i] = kHexDigits[bits & 15];
        out.append(block, now);
        digits -= now;
    }
}

void appendUuid(std::string& out, Random& random)
{
    const std::size_t start = out.size();
    for (const std::size_t group : {8U, 4U, 4U, 4U, 12U}) {
        if (out.size() != start)
            out += '-';
        appendHex(out, random, group);
    }
    out[start + 14] = '4';
    out[start + 19] = kHexDigits[8 + random.below(4)];
}

void appendPlainText(std::string& out, Random& random, std::size_t size)
{
    const std::size_t start = out.size();
    while (size > 0) {
        std::uint64_t bits = random.next();
        const std::size_t now = size < 12 ? size : 12;
        char block[12];
        for (std::size_t i = 0; i < now; ++i, bits >>= 5)
            block[i] = kPlainSymbols[bits & 31];
        out.append(block, now);
        size -= now;
    }
    if (out.size() == start)
        return;
    if (out[start] == ' ')
        out[start] = 'a';
    if (out.back() == ' ')
        out.back() = 'e';
}

void appendJsonEscaped(std::string& out, std::string_view text)
{
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHexDigits[byte >> 4];
            out += kHexDigits[byte & 15];
        } else {
            out += c;
        }
    }
}

} // namespace cicada
