#pragma once

#include "base/result.h"
#include "workload/command_template.h"
#include "workload/placeholder.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// One text with placeholders: an argument of a command, or a document of kind `template`.
/// Immutable, shared by threads; see CommandTemplate for braces.
class TextTemplate
{
public:
    /// Error::Invalid as Placeholder::parse(), or for a brace that does not close.
    static Result<TextTemplate> parse(std::string_view text, const TemplateSource& source);

    void append(std::string& out, CallContext& context) const;

    bool isLiteral() const;

    /// Highest N of {reply N ...}, from 1; 0 where there is none.
    std::size_t highestReplyUsed() const;

private:
    class Parser;

    /// A stretch of literal bytes, then perhaps a hole.
    struct Piece
    {
        std::string literal;
        std::shared_ptr<const Placeholder> hole;
    };

    std::vector<Piece> m_pieces;
};

} // namespace cicada
