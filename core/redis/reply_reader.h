#pragma once

#include "redis/failure.h"
#include "redis/reply.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// How many bytes of unfinished big replies are held at once, by all readers that share it: each
/// reply may be within its limit, and many of them still more than the machine has. Any thread.
class ReplyBudget
{
public:
    explicit ReplyBudget(std::size_t bytes)
        : m_left(static_cast<std::int64_t>(bytes))
    {
    }

    /// Changes a share of `before` bytes to `after`; false, and nothing changes, where there is not
    /// enough left.
    bool change(std::size_t before, std::size_t after);

    /// The one of this process: 1 GiB.
    static ReplyBudget& ofProcess();

private:
    std::atomic<std::int64_t> m_left;
};

/// Splits a RESP2 byte stream into Reply values in one pass over the bytes where they were read:
/// it counts all, holds only the text that was asked for, and looks at no other byte of a bulk.
/// Half a reply is a state, not a buffer. One owner, no locking.
class ReplyReader
{
public:
    static constexpr std::size_t kDefaultMaxReplyBytes = 512ULL * 1024 * 1024;

    enum class Status
    {
        Complete,
        NeedMore,
        Broken, ///< see failure(); nothing more can be read from this stream
    };

    explicit ReplyReader(std::size_t maxReplyBytes = kDefaultMaxReplyBytes,
        ReplyBudget& budget = ReplyBudget::ofProcess());
    ~ReplyReader();
    ReplyReader(const ReplyReader&) = delete;
    ReplyReader& operator=(const ReplyReader&) = delete;

    /// Goes on with these bytes, which must stay where they are until next() says NeedMore or
    /// Broken; not before it has. Any split of the stream gives the same replies.
    void feed(const char* data, std::size_t size);

    /// Reads on to the end of a reply, which is then in reply() with its text up to `textLimit`
    /// bytes. The limit that counts is the one of the call in which the reply began.
    Status next(std::size_t textLimit);

    /// The complete reply, until next() or reset(). It may be moved or swapped away.
    Reply& reply() { return m_reply; }

    /// Whether a reply has begun and not ended.
    bool isMidReply() const { return !m_complete; }

    const Failure& failure() const { return m_failure; }

    /// Forgets everything and gives its memory back, for a new stream.
    void reset();

private:
    enum class Expecting : std::uint8_t
    {
        Line,
        Text,
        EndOfText, ///< the line break behind it
    };

    enum class Step : std::uint8_t
    {
        Item, ///< a reply or an element of one ended
        GoOn,
        NeedMore,
        Broken,
    };

    void beginReply(std::size_t textLimit);
    bool takeWholeBulk();
    Step readLine();
    Step takeLine(std::string_view& line);
    Step takeItem(char type, std::string_view line);
    Step beginBulk(std::uint64_t size);
    Step beginArray(std::uint64_t elements);
    Step readText();
    Step readEndOfText();
    bool openText(std::size_t size);
    void keepText(std::string_view part);
    void endText();
    void takeInteger(std::int64_t value);
    void takeNil();
    bool endItem();
    Step broken(FailureKind kind, std::string_view text);
    bool holdWithinBudget(std::size_t bytes);

    std::uint64_t replyBytes() const
    {
        return m_bytesBefore + static_cast<std::uint64_t>(m_at - m_begin);
    }

    bool isRoot() const { return m_elementsLeft.empty(); }

    bool isDirectElement() const { return m_elementsLeft.size() == 1; }

    // What was fed and the part of it that was read.
    const char* m_at = nullptr;
    const char* m_end = nullptr;
    const char* m_begin = nullptr;   ///< of the reply being read, or of what was fed
    std::uint64_t m_bytesBefore = 0; ///< of the reply, in what was fed earlier

    Expecting m_expecting = Expecting::Line;
    bool m_complete = true; ///< reply() is the last one
    bool m_broken = false;
    bool m_hasInteger = false;
    std::uint64_t m_textLeft = 0;              ///< of the text being read
    std::size_t m_breakBytes = 0;              ///< of the break behind it that were read
    std::vector<std::uint64_t> m_elementsLeft; ///< of each array that is open, outermost first
    std::string m_line; ///< beginning of a line that goes on in the next feed
    std::size_t m_textLimit = Reply::kShortText;
    Reply m_reply;

    const std::uint64_t m_maxReplyBytes;
    ReplyBudget& m_budget;
    std::size_t m_held = 0;        ///< of m_budget
    std::size_t m_nestedBytes = 0; ///< what nestedTexts takes
    Failure m_failure;
};

} // namespace cicada
