#include "redis/failure.h"

#include <algorithm>

namespace cicada {

namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr std::string_view kReplacement = "\uFFFD";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isWordCharacter(char c)
{
    return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z') || c == '_' || (c & 0x80) != 0;
}

struct CodePoint
{
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

std::size_t sequenceLength(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// First code point of a non-empty text; an invalid byte counts as one byte.
CodePoint decodeFirst(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = sequenceLength(lead);
    if (length == 0 || length > text.size())
        return {};
    char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80)
            return {};
        value = (value << 6) | (byte & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF)
        return {};
    return {value, length, true};
}

/// Control characters, and those that break or reorder a line without being seen.
bool isUnprintable(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200E && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// End of the quoted part that opens at `start`: the same quote before something that is no word,
/// so that the apostrophe in "can't" neither opens nor closes one. The whole rest where none
/// closes.
std::size_t quotedEnd(std::string_view text, std::size_t start)
{
    for (std::size_t i = start + 1; i < text.size(); ++i) {
        if (text[i] == text[start] && (i + 1 == text.size() || !isWordCharacter(text[i + 1])))
            return i;
    }
    return text.size();
}

/// End of the number that starts at `start`: digits, with '.' or ',' only between digits.
std::size_t numberEnd(std::string_view text, std::size_t start)
{
    std::size_t i = start + 1;
    while (i < text.size()) {
        const bool separator = (text[i] == '.' || text[i] == ',') && i + 1 < text.size();
        if (!isDigit(text[i]) && !(separator && isDigit(text[i + 1])))
            break;
        ++i;
    }
    return i;
}

} // namespace

std::string_view failureKindName(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Dns:
        return "dns";
    case FailureKind::Refused:
        return "refused";
    case FailureKind::Unreachable:
        return "unreachable";
    case FailureKind::Timeout:
        return "timeout";
    case FailureKind::Reset:
        return "reset";
    case FailureKind::Tls:
        return "tls";
    case FailureKind::Auth:
        return "auth";
    case FailureKind::ServerError:
        return "server_error";
    case FailureKind::Moved:
        return "moved";
    case FailureKind::UnexpectedReply:
        return "unexpected_reply";
    case FailureKind::WrongValue:
        return "wrong_value";
    case FailureKind::Protocol:
        return "protocol";
    case FailureKind::TooLarge:
        return "too_large";
    }
    return "protocol";
}

std::string serverErrorWord(std::string_view errorReply)
{
    constexpr std::size_t kLongest = 24;
    const std::string_view word = errorReply.substr(0, errorReply.find_first_of(" \r\n"));
    const bool isCode = word.size() >= 2 && isUpper(word[0])
        && std::all_of(
            word.begin(), word.end(), [](char c) { return isUpper(c) || isDigit(c) || c == '_'; });
    return isCode ? std::string(word.substr(0, kLongest)) : "ERR";
}

std::string printableLine(std::string_view text, std::size_t limit)
{
    std::string line;
    std::size_t roomForEllipsis = 0; // the longest prefix that leaves room for the mark of a cut
    while (!text.empty()) {
        const CodePoint first = decodeFirst(text);
        std::string_view shown = text.substr(0, first.bytes);
        if (!first.valid)
            shown = kReplacement;
        else if (isUnprintable(first.value))
            shown = " ";
        if (line.size() + shown.size() > limit) {
            line.resize(roomForEllipsis);
            return limit < kEllipsis.size() ? line : line.append(kEllipsis);
        }
        line += shown;
        if (line.size() + kEllipsis.size() <= limit)
            roomForEllipsis = line.size();
        text.remove_prefix(first.bytes);
    }
    return line;
}

std::string normalisedMessage(std::string_view text)
{
    constexpr std::size_t kLongestRead = 4096; // longer than any sane message, short enough to scan
    const std::string line = printableLine(text, kLongestRead);
    std::string message;
    for (std::size_t i = 0; i < line.size();) {
        const char c = line[i];
        const bool startsWord = i == 0 || !isWordCharacter(line[i - 1]);
        const bool minus = c == '-' && startsWord && i + 1 < line.size() && isDigit(line[i + 1]);
        if (isDigit(c) || minus) {
            message += '#';
            i = numberEnd(line, i);
        } else if ((c == '\'' || c == '"' || c == '`') && startsWord) {
            message += c;
            message += kEllipsis;
            message += c;
            i = quotedEnd(line, i) + 1;
        } else {
            message += c;
            ++i;
        }
    }
    return printableLine(message);
}

std::string countedMessage(const Failure& failure)
{
    switch (failure.kind) {
    case FailureKind::Auth:
    case FailureKind::ServerError:
    case FailureKind::Moved:
    case FailureKind::UnexpectedReply:
    case FailureKind::Protocol:
        return normalisedMessage(failure.text);
    case FailureKind::Dns:
    case FailureKind::Refused:
    case FailureKind::Unreachable:
    case FailureKind::Timeout:
    case FailureKind::Reset:
    case FailureKind::Tls:
    case FailureKind::WrongValue:
    case FailureKind::TooLarge:
        break;
    }
    return printableLine(failure.text);
}

bool isPrintableLine(std::string_view text)
{
    return printableLine(text, text.size() + 1) == text;
}

std::string asSentence(std::string text)
{
    if (text.empty() || std::string_view(".!?").find(text.back()) == std::string_view::npos)
        text += '.';
    return text;
}

} // namespace cicada
