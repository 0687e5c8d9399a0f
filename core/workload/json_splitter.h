#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cicada {

/// Cuts JSON text that arrives in pieces into its documents: one object, objects one after another
/// (JSON lines), or an array of objects. Holds one document at a time, whatever the file's size.
class JsonSplitter
{
public:
    struct Document
    {
        std::string_view text;    ///< whole, checked to be JSON
        std::uint64_t offset = 0; ///< of its first byte in the whole text
    };

    using Sink = std::function<void(const Document& document)>;

    static constexpr std::size_t kDeepest = 128;        ///< what RedisJSON takes
    static constexpr std::size_t kLongest = 512U << 20; ///< what Redis takes

    explicit JsonSplitter(Sink sink);

    /// Error::Invalid as "line 3: ..."; after one, nothing more may be fed.
    std::optional<Error> feed(std::string_view piece);

    /// The text has ended. Error::Invalid where that is too early.
    std::optional<Error> finish();

private:
    std::optional<Error> between(char c);
    std::size_t endOfDocument(std::string_view piece, std::size_t at);
    std::optional<Error> deliver();
    Error errorAt(std::uint64_t line, const std::string& text) const;

    Sink m_sink;
    std::uint64_t m_offset = 0;
    std::uint64_t m_line = 1;

    // The list around the documents.
    bool m_inArray = false;
    bool m_ended = false; ///< the array is closed
    bool m_commaNeeded = false;
    bool m_commaSeen = false;
    bool m_any = false;

    // The document that is being read.
    std::string m_text;
    std::uint64_t m_startLine = 1;
    std::size_t m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace cicada
