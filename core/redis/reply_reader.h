#pragma once

#include "redis/failure.h"
#include "redis/reply.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

struct redisReadTask;
struct redisReader;

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

/// Splits a RESP2 byte stream into Reply values without building trees: hiredis parses, our own
/// reply functions only count and keep a prefix of the text. One owner, no locking.
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

    /// Copies the bytes; any split of the stream gives the same replies.
    void feed(const char* data, std::size_t size);

    /// The next whole reply into `out`, whose text is kept up to `textLimit` bytes. The limit must
    /// stay the same until the reply is Complete.
    Status next(Reply& out, std::size_t textLimit);

    const Failure& failure() const { return m_failure; }

    /// Forgets everything and gives its memory back, for a new stream.
    void reset();

private:
    struct Callbacks;

    struct ReaderDeleter
    {
        void operator()(redisReader* reader) const;
    };

    Status brokenStatus(FailureKind kind, std::string text);
    Status checkLimits();
    bool holdWithinBudget(std::size_t bytes);
    void keepText(const char* data, std::size_t size);

    std::unique_ptr<redisReader, ReaderDeleter> m_reader;
    const std::size_t m_maxReplyBytes;
    ReplyBudget& m_budget;
    std::size_t m_held = 0;        ///< of m_budget
    std::size_t m_nestedBytes = 0; ///< what nestedTexts takes
    std::uint64_t m_fed = 0;
    std::uint64_t m_replyStart = 0; ///< stream offset of the reply being read
    Reply m_current;
    std::size_t m_textLimit = Reply::kShortText;
    bool m_sawRoot = false;
    bool m_unsupportedType = false;
    bool m_tooManyTexts = false;
    bool m_hasInteger = false;
    Failure m_failure;
    bool m_broken = false;
};

} // namespace cicada
