#include "workload/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicada {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// One past the closing quote of the string whose opening quote is at `at`.
std::size_t endOfString(std::string_view source, std::size_t at)
{
    for (++at; at < source.size(); ++at) {
        if (source[at] == '\\')
            ++at;
        else if (source[at] == '"')
            return at + 1;
    }
    return source.size();
}

} // namespace

std::size_t skipJsonSpace(std::string_view source, std::size_t at)
{
    while (at < source.size() && isSpace(source[at]))
        ++at;
    return at;
}

std::size_t endOfJsonValue(std::string_view source, std::size_t at)
{
    at = skipJsonSpace(source, at);
    if (at >= source.size())
        return source.size();
    if (source[at] == '"')
        return endOfString(source, at);
    if (source[at] != '{' && source[at] != '[')
        return std::min(source.find_first_of(",]} \n\r\t", at), source.size());
    std::size_t depth = 0;
    while (at < source.size()) {
        const char c = source[at];
        if (c == '"') {
            at = endOfString(source, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at;
    }
    return source.size();
}

JsonWalker::JsonWalker(std::string_view source)
    : m_json(source)
{
    m_at = skipJsonSpace(source, 0);
    if (m_at >= source.size())
        return;
    m_object = source[m_at] == '{';
    m_array = source[m_at] == '[';
    ++m_at;
}

bool JsonWalker::next()
{
    if (!m_object && !m_array)
        return false;
    m_at = skipJsonSpace(m_json, m_at);
    if (m_at < m_json.size() && m_json[m_at] == ',')
        m_at = skipJsonSpace(m_json, m_at + 1);
    if (m_at >= m_json.size() || m_json[m_at] == '}' || m_json[m_at] == ']')
        return false;
    if (m_object) {
        const std::size_t end = endOfString(m_json, m_at);
        m_name = m_json.substr(m_at + 1, std::max(end, m_at + 2) - m_at - 2);
        m_at = skipJsonSpace(m_json, end);
        m_at = skipJsonSpace(m_json, std::min(m_at + 1, m_json.size())); // the colon
    }
    const std::size_t end = endOfJsonValue(m_json, m_at);
    m_value = m_json.substr(m_at, end - m_at);
    m_at = end;
    return true;
}

std::string unescapedJsonString(std::string_view value)
{
    if (value.find('\\') == std::string_view::npos)
        return std::string(value.substr(1, value.size() - 2));
    const auto parsed = nlohmann::json::parse(value, nullptr, false);
    return parsed.is_string() ? parsed.get<std::string>() : std::string(value);
}

std::vector<std::pair<std::string, std::string>> flatFields(std::string_view object)
{
    std::vector<std::pair<std::string, std::string>> fields;
    for (JsonWalker walker(object); walker.next();) {
        const std::string_view value = walker.value();
        fields.emplace_back(walker.name(),
            value.starts_with('"') ? unescapedJsonString(value) : std::string(value));
    }
    return fields;
}

void appendCompactJson(std::string& out, std::string_view source)
{
    for (std::size_t at = 0; at < source.size();) {
        if (source[at] == '"') {
            const std::size_t end = endOfString(source, at);
            out.append(source, at, end - at);
            at = end;
            continue;
        }
        if (!isSpace(source[at]))
            out += source[at];
        ++at;
    }
}

} // namespace cicada
