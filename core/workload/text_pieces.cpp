#include "workload/text_pieces.h"

#include <charconv>

namespace cicada {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// 32 symbols, so that five random bits choose one; the doubled letters are the common ones.
constexpr std::string_view kPlainSymbols = "abcdefghijklmnopqrstuvwxyzeta   ";

// The last `digits` decimal digits of `value`.
void writePadded(char* to, std::uint64_t value, std::size_t digits)
{
    for (char* at = to + digits; at != to; value /= 10)
        *--at = static_cast<char>('0' + value % 10);
}

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
    char block[20]; // more digits than a number has are zeros
    if (digits > sizeof block) {
        out.append(digits - sizeof block, '0');
        digits = sizeof block;
    }
    writePadded(block, value, digits);
    out.append(block, digits);
}

void appendMillionths(std::string& out, std::int64_t millionths)
{
    char block[32];
    char* at = block;
    if (millionths < 0)
        *at++ = '-';
    const auto magnitude = static_cast<std::uint64_t>(millionths < 0 ? -millionths : millionths);
    at = std::to_chars(at, block + sizeof block, magnitude / 1'000'000).ptr;
    *at++ = '.';
    writePadded(at, magnitude % 1'000'000, 6);
    out.append(block, at + 6);
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
    char text[36];
    char* at = text;
    for (const int group : {8, 4, 4, 4, 12}) {
        if (at != text)
            *at++ = '-';
        std::uint64_t bits = random.next();
        for (int i = 0; i < group; ++i, bits >>= 4)
            *at++ = kHexDigits[bits & 15];
    }
    text[14] = '4';
    text[19] = kHexDigits[8 + random.below(4)];
    out.append(text, sizeof text);
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
