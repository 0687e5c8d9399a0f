#include "workload/json_splitter.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicada {

namespace {

// The byte (from 1) at which `text` stops being JSON, nullopt where it is JSON.
std::optional<std::size_t> firstBadByte(std::string_view text)
{
    if (nlohmann::json::accept(text))
        return std::nullopt;
    try {
        const auto ignored = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        return error.byte;
    } catch (const nlohmann::json::exception&) {
        return 1; // a number beyond double
    }
    return std::nullopt;
}

} // namespace

JsonSplitter::JsonSplitter(Sink sink)
    : m_sink(std::move(sink))
{
}

std::optional<Error> JsonSplitter::feed(std::string_view piece)
{
    if (m_offset == 0 && piece.starts_with("\xEF\xBB\xBF")) {
        m_offset = 3;
        piece.remove_prefix(3);
    }
    for (std::size_t at = 0; at < piece.size();) {
        if (m_depth == 0) {
            const char c = piece[at++];
            ++m_offset;
            if (auto error = between(c))
                return error;
            if (c == '\n')
                ++m_line;
            continue;
        }
        const std::size_t end = endOfDocument(piece, at);
        m_text.append(piece, at, end - at);
        m_offset += end - at;
        at = end;
        if (m_depth > kDeepest)
            return errorAt(m_line, "nested deeper than " + std::to_string(kDeepest));
        if (m_text.size() > kLongest)
            return errorAt(m_startLine, "the document that begins here is larger than 512 MiB");
        if (m_depth == 0) {
            if (auto error = deliver())
                return error;
        }
    }
    return std::nullopt;
}

// One past the document's last byte, or the piece's end where the document goes on.
std::size_t JsonSplitter::endOfDocument(std::string_view piece, std::size_t at)
{
    for (; at < piece.size(); ++at) {
        const char c = piece[at];
        if (c == '\n')
            ++m_line;
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                m_inString = false;
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            if (++m_depth > kDeepest)
                return at;
        } else if ((c == '}' || c == ']') && --m_depth == 0) {
            return at + 1;
        }
    }
    return at;
}

std::optional<Error> JsonSplitter::between(char c)
{
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
        return std::nullopt;
    if (m_ended)
        return errorAt(m_line, "there is more text behind the closing `]`");
    if (c == '[' && !m_any && !m_inArray) {
        m_inArray = true;
        return std::nullopt;
    }
    if (c == ']' && m_inArray && !m_commaSeen) {
        m_ended = true;
        return std::nullopt;
    }
    if (c == ',' && m_inArray && m_commaNeeded) {
        m_commaNeeded = false;
        m_commaSeen = true;
        return std::nullopt;
    }
    if (c != '{')
        return errorAt(m_line, "expected a JSON object (`{...}`)");
    if (m_commaNeeded)
        return errorAt(m_line, "expected a `,` between two documents of the array");
    m_commaSeen = false;
    m_text = c;
    m_startLine = m_line;
    m_depth = 1;
    return std::nullopt;
}

std::optional<Error> JsonSplitter::deliver()
{
    if (const auto bad = firstBadByte(m_text)) {
        const auto end
            = m_text.begin() + static_cast<std::ptrdiff_t>(std::min(*bad - 1, m_text.size()));
        const auto lines = static_cast<std::uint64_t>(std::count(m_text.begin(), end, '\n'));
        return errorAt(m_startLine + lines, "this is not JSON");
    }
    m_any = true;
    m_commaNeeded = m_inArray;
    m_sink({m_text, m_offset - m_text.size()});
    return std::nullopt;
}

std::optional<Error> JsonSplitter::finish()
{
    if (m_depth > 0)
        return errorAt(m_startLine, "the document that begins here does not end");
    if (m_inArray && !m_ended)
        return errorAt(m_line, "the closing `]` is missing");
    if (!m_any)
        return errorAt(m_line, "there is no document in it");
    return std::nullopt;
}

Error JsonSplitter::errorAt(std::uint64_t line, const std::string& text) const
{
    return {ErrorKind::Invalid, "line " + std::to_string(line) + ": " + text};
}

} // namespace cicada
