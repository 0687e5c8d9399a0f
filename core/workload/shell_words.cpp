#include "workload/shell_words.h"

namespace cicada {

namespace {

bool separatesWords(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Splitter
{
public:
    explicit Splitter(std::string_view line)
        : m_line(line)
    {
    }

    Result<std::vector<std::string>> run()
    {
        while (m_at < m_line.size()) {
            if (separatesWords(m_line[m_at])) {
                finishWord();
                ++m_at;
            } else if (!readPart()) {
                return Error{ErrorKind::Invalid,
                    "the quote that opens at character " + std::to_string(m_at + 1)
                        + " is not closed"};
            }
        }
        finishWord();
        return std::move(m_words);
    }

private:
    bool readPart()
    {
        m_inWord = true;
        const char c = m_line[m_at];
        if (c == '\'' || c == '"')
            return readQuoted(c);
        if (c == '\\' && m_at + 1 < m_line.size()) {
            m_word += m_line[m_at + 1];
            m_at += 2;
            return true;
        }
        const std::size_t end = opensPlaceholder(m_line, m_at) ? endOfPlaceholder(m_line, m_at)
                                                               : std::string_view::npos;
        const std::size_t size = end == std::string_view::npos ? 1 : end + 1 - m_at;
        m_word.append(m_line, m_at, size);
        m_at += size;
        return true;
    }

    bool readQuoted(char quote)
    {
        for (std::size_t at = m_at + 1; at < m_line.size(); ++at) {
            const char c = m_line[at];
            if (c == quote) {
                m_at = at + 1;
                return true;
            }
            // As a shell: in double quotes a backslash escapes itself and the quote, else it stays.
            const bool escapes = quote == '"' && c == '\\' && at + 1 < m_line.size()
                && (m_line[at + 1] == '"' || m_line[at + 1] == '\\');
            m_word += escapes ? m_line[++at] : c;
        }
        return false;
    }

    void finishWord()
    {
        if (m_inWord)
            m_words.push_back(std::move(m_word));
        m_word.clear();
        m_inWord = false;
    }

    std::string_view m_line;
    std::size_t m_at = 0;
    std::vector<std::string> m_words;
    std::string m_word;
    bool m_inWord = false;
};

} // namespace

Result<std::vector<std::string>> splitShellWords(std::string_view line)
{
    return Splitter(line).run();
}

bool opensPlaceholder(std::string_view text, std::size_t at)
{
    return text[at] == '{' && at + 1 < text.size() && isLetter(text[at + 1]);
}

bool hasPlaceholder(std::string_view text)
{
    for (std::size_t at = text.find('{'); at != std::string_view::npos;
        at = text.find('{', at + 1)) {
        if (opensPlaceholder(text, at))
            return true;
    }
    return false;
}

std::size_t endOfPlaceholder(std::string_view text, std::size_t open)
{
    char quote = 0;
    for (std::size_t at = open + 1; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '}')
            return at;
    }
    return std::string_view::npos;
}

std::string joinShellWords(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words) {
        if (!line.empty())
            line += ' ';
        const auto again = splitShellWords(word);
        if (again && again->size() == 1 && again->front() == word) {
            line += word;
        } else if (word.find('\'') == std::string::npos) {
            line += '\'' + word + '\'';
        } else {
            line += '"';
            for (const char c : word) {
                if (c == '"' || c == '\\')
                    line += '\\';
                line += c;
            }
            line += '"';
        }
    }
    return line;
}

} // namespace cicada
