#include "redis/reply_reader.h"

#include <cstring>
#include <hiredis/hiredis.h>
#include <hiredis/read.h>
#include <limits>

namespace cicada {

namespace {

// A status, error, integer or length line longer than this is no Redis (its own limit is 64 KiB).
constexpr std::size_t kMaxLineBytes = 64U * 1024 + 2;
// Kept between replies; hiredis frees larger buffers as soon as they are empty.
constexpr std::size_t kIdleBufferBytes = 256U * 1024;

// Unfinished replies up to this size are not counted against the budget.
constexpr std::size_t kUncountedBytes = 1024U * 1024;
constexpr std::size_t kMaxNestedBytes = 256U * 1024 * 1024;

#if HIREDIS_MAJOR >= 1
using ElementCount = std::size_t;
#else
using ElementCount = int;
#endif

bool isDirectElement(const redisReadTask* task)
{
    return task->parent != nullptr && task->parent->parent == nullptr;
}

} // namespace

// hiredis wants non-null objects back; the reader itself stands for all of them.
struct ReplyReader::Callbacks
{
    static ReplyReader& self(const redisReadTask* task)
    {
        return *static_cast<ReplyReader*>(task->privdata);
    }

    static void* string(const redisReadTask* task, char* data, std::size_t size)
    {
        ReplyReader& reader = self(task);
        Reply& reply = reader.m_current;
        if (task->parent == nullptr) {
            reader.m_sawRoot = true;
            reply.type = task->type == REDIS_REPLY_ERROR ? Reply::Type::Error
                : task->type == REDIS_REPLY_STATUS       ? Reply::Type::Status
                                                         : Reply::Type::Bulk;
            reply.textBytes = size;
            reader.keepText(data, size);
        } else {
            reply.textBytes += size;
            if (isDirectElement(task)) {
                reply.errorElements += task->type == REDIS_REPLY_ERROR ? 1 : 0;
                reader.keepText(data, size);
                reader.keepText("\n", 1);
            } else if (reader.m_textLimit == Reply::kAllText) {
                // Empty texts take six bytes on the wire and several times that here.
                reader.m_nestedBytes += size + sizeof(std::string);
                if (reader.m_nestedBytes > kMaxNestedBytes) {
                    reader.m_tooManyTexts = true;
                    return nullptr;
                }
                reply.nestedTexts.emplace_back(data, size);
            }
        }
        return &reader;
    }

    static void* array(const redisReadTask* task, ElementCount elements)
    {
        ReplyReader& reader = self(task);
        if (task->type != REDIS_REPLY_ARRAY)
            reader.m_unsupportedType = true;
        if (task->parent == nullptr) {
            reader.m_sawRoot = true;
            reader.m_current.type = Reply::Type::Array;
            reader.m_current.elements = static_cast<std::uint64_t>(elements);
        } else if (isDirectElement(task)) {
            reader.keepText("(array)\n", 8);
        }
        return &reader;
    }

    static void* integer(const redisReadTask* task, long long value)
    {
        ReplyReader& reader = self(task);
        if (task->parent == nullptr) {
            reader.m_sawRoot = true;
            reader.m_current.type = Reply::Type::Integer;
            reader.m_current.integer = value;
        } else if (isDirectElement(task)) {
            if (!reader.m_hasInteger) {
                reader.m_hasInteger = true;
                reader.m_current.integer = value;
            }
            const std::string line = std::to_string(value) + '\n';
            reader.keepText(line.data(), line.size());
        }
        return &reader;
    }

    static void* nil(const redisReadTask* task)
    {
        ReplyReader& reader = self(task);
        if (task->parent == nullptr) {
            reader.m_sawRoot = true;
            reader.m_current.type = Reply::Type::Nil;
        } else if (isDirectElement(task)) {
            ++reader.m_current.nilElements;
            reader.keepText("(nil)\n", 6);
        }
        return &reader;
    }

    static void free(void*) { }

    static redisReplyObjectFunctions& table()
    {
        static redisReplyObjectFunctions functions = [] {
            redisReplyObjectFunctions made{};
            made.createString = &string;
            made.createArray = &array;
            made.createInteger = &integer;
            made.createNil = &nil;
            made.freeObject = &free;
            return made;
        }();
        return functions;
    }
};

void ReplyReader::ReaderDeleter::operator()(redisReader* reader) const
{
    redisReaderFree(reader);
}

bool ReplyBudget::change(std::size_t before, std::size_t after)
{
    const auto more = static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
    if (m_left.fetch_sub(more, std::memory_order_relaxed) >= more || more <= 0)
        return true;
    m_left.fetch_add(more, std::memory_order_relaxed);
    return false;
}

ReplyBudget& ReplyBudget::ofProcess()
{
    static ReplyBudget budget(1024ULL * 1024 * 1024);
    return budget;
}

ReplyReader::ReplyReader(std::size_t maxReplyBytes, ReplyBudget& budget)
    : m_maxReplyBytes(maxReplyBytes)
    , m_budget(budget)
{
    reset();
}

ReplyReader::~ReplyReader()
{
    holdWithinBudget(0);
}

bool ReplyReader::holdWithinBudget(std::size_t bytes)
{
    const std::size_t share = bytes > kUncountedBytes ? bytes : 0;
    if (share != m_held && !m_budget.change(m_held, share))
        return false;
    m_held = share;
    return true;
}

void ReplyReader::reset()
{
    holdWithinBudget(0);
    m_reader.reset(redisReaderCreateWithFunctions(&Callbacks::table()));
    if (m_reader) {
        m_reader->privdata = this;
        m_reader->maxbuf = kIdleBufferBytes;
    }
    m_fed = 0;
    m_replyStart = 0;
    m_current = Reply{};
    m_sawRoot = m_unsupportedType = m_tooManyTexts = m_hasInteger = m_broken = false;
    m_nestedBytes = 0;
}

void ReplyReader::keepText(const char* data, std::size_t size)
{
    std::string& text = m_current.text;
    if (text.size() < m_textLimit)
        text.append(data, std::min(size, m_textLimit - text.size()));
}

void ReplyReader::feed(const char* data, std::size_t size)
{
    if (m_broken)
        return;
    m_fed += size;
    if (!m_reader || redisReaderFeed(m_reader.get(), data, size) != REDIS_OK)
        brokenStatus(FailureKind::TooLarge, "no memory for the reply");
}

ReplyReader::Status ReplyReader::next(Reply& out, std::size_t textLimit)
{
    if (m_broken)
        return Status::Broken;
    m_textLimit = textLimit;
    void* object = nullptr;
    if (redisReaderGetReply(m_reader.get(), &object) != REDIS_OK)
        return m_tooManyTexts
            ? brokenStatus(FailureKind::TooLarge, "a list of more texts than the limit")
            : brokenStatus(FailureKind::Protocol, m_reader->errstr);
    if (object == nullptr)
        return checkLimits();
    if (!m_sawRoot || m_unsupportedType)
        return brokenStatus(FailureKind::Protocol, "a reply type that RESP2 does not have");
    const std::uint64_t end = m_fed - (m_reader->len - m_reader->pos);
    m_current.wireBytes = end - m_replyStart;
    if (m_current.wireBytes > m_maxReplyBytes)
        return brokenStatus(FailureKind::TooLarge, "a reply above the limit");
    m_replyStart = end;

    // Swapping keeps both text buffers, so that no reply allocates once they have grown.
    std::swap(out, m_current);
    m_current.type = Reply::Type::Nil;
    m_current.integer = 0;
    m_current.elements = m_current.nilElements = m_current.errorElements = 0;
    m_current.textBytes = m_current.wireBytes = 0;
    m_current.text.clear();
    m_current.nestedTexts.clear();
    m_sawRoot = m_hasInteger = false;
    m_nestedBytes = 0;
    return Status::Complete;
}

ReplyReader::Status ReplyReader::checkLimits()
{
    if (m_fed - m_replyStart > m_maxReplyBytes)
        return brokenStatus(FailureKind::TooLarge, "a reply above the limit");
    const std::size_t waiting = m_reader->len - m_reader->pos;
    if (waiting > kMaxLineBytes
        && std::memchr(m_reader->buf + m_reader->pos, '\r', kMaxLineBytes) == nullptr)
        return brokenStatus(FailureKind::Protocol, "a line without end");
    if (!holdWithinBudget(waiting))
        return brokenStatus(
            FailureKind::TooLarge, "the replies under way hold more than 1 GiB together");
    return Status::NeedMore;
}

ReplyReader::Status ReplyReader::brokenStatus(FailureKind kind, std::string text)
{
    m_broken = true;
    m_failure = Failure{kind, printableLine(text)};
    m_reader.reset(); // with all that it holds
    m_current = Reply{};
    holdWithinBudget(0);
    return Status::Broken;
}

} // namespace cicada
