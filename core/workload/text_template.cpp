#include "workload/text_template.h"

#include "workload/shell_words.h"

#include <algorithm>

namespace cicada {

/// Cuts a text at its placeholders.
class TextTemplate::Parser
{
public:
    Parser(std::string_view text, const TemplateSource& source)
        : m_text(text)
        , m_source(source)
    {
    }

    Result<TextTemplate> run()
    {
        std::size_t doubled = 0; // `{{` still open: only then `}}` is one brace, JSON ends in many
        for (std::size_t at = 0; at < m_text.size();) {
            const std::string_view two = m_text.substr(at, 2);
            if (two == "{{" || (two == "}}" && doubled > 0)) {
                doubled = two == "{{" ? doubled + 1 : doubled - 1;
                addLiteral(two[0]);
                at += 2;
            } else if (opensPlaceholder(m_text, at)) {
                const std::size_t end = endOfPlaceholder(m_text, at);
                if (end == std::string_view::npos)
                    return Error{ErrorKind::Invalid,
                        "`" + std::string(m_text.substr(at)) + "` has no closing `}`"};
                if (auto error = addHole(m_text.substr(at + 1, end - at - 1)))
                    return std::move(*error);
                at = end + 1;
            } else {
                addLiteral(m_text[at++]);
            }
        }
        if (!m_piece.literal.empty())
            m_result.m_pieces.push_back(std::move(m_piece));
        return std::move(m_result);
    }

private:
    void addLiteral(char c)
    {
        m_piece.literal += c;
        if (c == '"' && !m_escaped)
            m_inJsonText = !m_inJsonText;
        m_escaped = c == '\\' && !m_escaped;
    }

    std::optional<Error> addHole(std::string_view inside)
    {
        auto hole = Placeholder::parse(inside, m_source, m_inJsonText);
        if (!hole)
            return hole.error();
        m_piece.hole = std::move(*hole);
        m_result.m_pieces.push_back(std::move(m_piece));
        m_piece = {};
        return std::nullopt;
    }

    std::string_view m_text;
    const TemplateSource& m_source;
    TextTemplate m_result;
    Piece m_piece;
    bool m_inJsonText = false;
    bool m_escaped = false;
};

Result<TextTemplate> TextTemplate::parse(std::string_view text, const TemplateSource& source)
{
    return Parser(text, source).run();
}

void TextTemplate::append(std::string& out, CallContext& context) const
{
    for (const Piece& piece : m_pieces) {
        out += piece.literal;
        if (piece.hole)
            piece.hole->append(out, context);
    }
}

bool TextTemplate::isLiteral() const
{
    return std::ranges::none_of(m_pieces, [](const Piece& piece) { return piece.hole != nullptr; });
}

std::size_t TextTemplate::highestReplyUsed() const
{
    std::size_t highest = 0;
    for (const Piece& piece : m_pieces) {
        if (piece.hole)
            highest = std::max(highest, piece.hole->replyUsed());
    }
    return highest;
}

} // namespace cicada
