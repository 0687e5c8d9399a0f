// JsonPath::parse().

#include "workload/json_path.h"

#include <charconv>

namespace cicada {

namespace {

// What RedisJSON 2.8 takes after a dot; other names need brackets.
bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-' || c == ':' || c == '$';
}

} // namespace

/// Recursive descent over the text after the root. Stops at the first fault.
class JsonPath::Parser
{
public:
    Parser(std::string_view whole, std::size_t start)
        : m_text(whole)
        , m_at(start)
    {
    }

    bool run(std::vector<Step>& steps)
    {
        while (m_at < m_text.size()) {
            Step step;
            if (!parseStep(step))
                return false;
            steps.push_back(std::move(step));
        }
        return true;
    }

    Error error() const
    {
        return {ErrorKind::Invalid,
            "`" + std::string(m_text) + "` is not a path: " + std::string(m_expected)
                + " expected at character " + std::to_string(m_at + 1)};
    }

private:
    bool parseStep(Step& step)
    {
        if (take("..")) {
            step.recursive = true;
            return peek() == '[' ? parseBracket(step) : parseName(step);
        }
        if (take("."))
            return peek() == '[' ? parseBracket(step) : parseName(step);
        if (peek() == '[')
            return parseBracket(step);
        return fail("`.` or `[`");
    }

    bool parseName(Step& step)
    {
        if (take("*"))
            return true;
        const std::size_t start = m_at;
        while (m_at < m_text.size() && isNameByte(m_text[m_at]))
            ++m_at;
        if (m_at == start)
            return fail("a name (others than a-z 0-9 _ - : need ['...'])");
        step.kind = Step::Kind::Names;
        step.names.emplace_back(m_text.substr(start, m_at - start));
        return true;
    }

    bool parseBracket(Step& step)
    {
        take("[");
        skipSpaces();
        if (take("*")) {
            step.kind = Step::Kind::All;
        } else if (peek() == '?') {
            return parseFilter(step);
        } else if (peek() == '\'' || peek() == '"') {
            if (!parseNames(step))
                return false;
        } else if (!parseNumbers(step)) {
            return false;
        }
        skipSpaces();
        return take("]") || fail("`]`");
    }

    bool parseNames(Step& step)
    {
        step.kind = Step::Kind::Names;
        do {
            skipSpaces();
            std::string name;
            if (!parseQuoted(name))
                return false;
            step.names.push_back(std::move(name));
            skipSpaces();
        } while (take(","));
        return true;
    }

    bool parseQuoted(std::string& name)
    {
        const char quote = peek();
        if (quote != '\'' && quote != '"')
            return fail("a quoted name");
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == quote) {
                ++m_at;
                return true;
            }
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            name += m_text[m_at];
        }
        return fail("the closing quote");
    }

    bool parseNumbers(Step& step)
    {
        std::optional<std::int64_t> first;
        if (!parseNumber(first))
            return false;
        if (peek() == ':')
            return parseSlice(step, first);
        if (!first)
            return fail("a number, a slice, `*`, `?` or a quoted name");
        step.kind = Step::Kind::Indices;
        step.indices.push_back(*first);
        while (take(",")) {
            std::optional<std::int64_t> more;
            if (!parseNumber(more))
                return false;
            if (!more)
                return fail("a number");
            step.indices.push_back(*more);
        }
        return true;
    }

    bool parseSlice(Step& step, std::optional<std::int64_t> begin)
    {
        step.kind = Step::Kind::Slice;
        step.begin = begin;
        take(":");
        if (!parseNumber(step.end))
            return false;
        if (take(":")) {
            std::optional<std::int64_t> stride;
            if (!parseNumber(stride))
                return false;
            step.stride = stride.value_or(1);
            if (step.stride < 1)
                return fail("a step of 1 or more");
        }
        return true;
    }

    // Leaves `number` empty where there is none.
    bool parseNumber(std::optional<std::int64_t>& number)
    {
        skipSpaces();
        const char* const begin = m_text.data() + m_at;
        std::int64_t value = 0;
        const auto [end, code] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (code == std::errc::result_out_of_range)
            return fail("a smaller number");
        if (code == std::errc()) {
            m_at += static_cast<std::size_t>(end - begin);
            number = value;
        }
        skipSpaces();
        return true;
    }

    bool parseFilter(Step& step)
    {
        step.kind = Step::Kind::Filter;
        std::size_t depth = 1;
        char quote = 0;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (quote != 0)
                quote = c == quote ? '\0' : quote;
            else if (c == '\'' || c == '"')
                quote = c;
            else if (c == '[' || c == '(')
                ++depth;
            else if ((c == ']' || c == ')') && --depth == 0)
                break;
        }
        return take("]") || fail("`]`");
    }

    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(std::string_view token)
    {
        if (!m_text.substr(m_at).starts_with(token))
            return false;
        m_at += token.size();
        return true;
    }

    void skipSpaces()
    {
        while (peek() == ' ')
            ++m_at;
    }

    bool fail(std::string_view expected)
    {
        m_expected = expected;
        return false;
    }

    std::string_view m_text;
    std::size_t m_at;
    std::string_view m_expected;
};

Result<JsonPath> JsonPath::parse(std::string_view text)
{
    if (text.empty())
        return Error{ErrorKind::Invalid, "a path is empty; the whole document is `$`"};
    JsonPath path;
    std::string whole(text);
    std::size_t start = 0;
    const bool fromRoot
        = text.front() == '$' && (text.size() == 1 || text[1] == '.' || text[1] == '[');
    if (fromRoot || text == ".")
        start = 1;
    else if (text.front() != '.' && text.front() != '[' && text.front() != '$')
        whole.insert(whole.begin(), '.'); // legacy `a.b`
    Parser parser(whole, start);
    if (!parser.run(path.m_steps))
        return parser.error();
    path.m_afterRoot = whole.substr(start);
    return path;
}

} // namespace cicada
