#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace cicada {

/// What a call's reply was, without a tree: enough to judge and count it. The text is a
/// prefix unless the call asked for all of it.
struct Reply
{
    enum class Type : std::uint8_t
    {
        Status,  ///< +OK
        Error,   ///< -ERR ...
        Integer, ///< :1
        Bulk,    ///< $5 (any byte)
        Nil,     ///< $-1 or *-1
        Array,   ///< *2
    };

    Type type = Type::Nil;
    std::int64_t integer = 0;      ///< Integer: its value. Array: its first direct integer element
    std::uint64_t elements = 0;    ///< Array: direct elements
    std::uint64_t nilElements = 0; ///< Array: direct elements that are nil
    std::uint64_t errorElements = 0; ///< Array: direct elements that are errors, as of EXEC
    std::uint64_t textBytes = 0; ///< Status, Error, Bulk: full length. Array: bytes of all its text
    std::uint64_t wireBytes = 0; ///< the whole reply on the wire
    /// Status, Error, Bulk: the text. Array: texts and integers of direct elements, one a line
    /// ("(nil)" for nil). Cut to the call's text limit (kShortText unless it asked for more).
    std::string text;

    /// Array: texts inside its arrays, at any depth, such as the keys of SCAN or the flags of
    /// COMMAND INFO. Only with kAllText.
    std::vector<std::string> nestedTexts;

    static constexpr std::size_t kShortText = 128;
    static constexpr std::size_t kAllText = std::numeric_limits<std::size_t>::max();
};

} // namespace cicada
