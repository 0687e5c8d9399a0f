#include "redis/reply_reader.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <system_error>

namespace cicada {

namespace {

// A status, error, integer or length line longer than this is no Redis (its own limit is 64 KiB).
constexpr std::size_t kMaxLineBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kShortestElement = 3; // "+\r\n"

// Unfinished replies up to this size are not counted against the budget.
constexpr std::size_t kUncountedBytes = std::size_t{1024} * 1024;
constexpr std::size_t kMaxNestedBytes = std::size_t{256} * 1024 * 1024;

constexpr std::string_view kAboveLimit = "a reply above the limit";

/// The "\r\n" in what `at` to `end` holds; null where there is none.
const char* findLineBreak(const char* at, const char* end)
{
    while (at < end) {
        at = static_cast<const char*>(std::memchr(at, '\r', static_cast<std::size_t>(end - at)));
        if (at == nullptr || at + 1 == end)
            return nullptr;
        if (at[1] == '\n')
            return at;
        ++at;
    }
    return nullptr;
}

bool parseNumber(std::string_view text, std::int64_t& number)
{
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stopped == end;
}

} // namespace

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
    m_at = m_end = m_begin = nullptr;
    m_bytesBefore = m_textLeft = 0;
    m_breakBytes = m_nestedBytes = 0;
    m_expecting = Expecting::Line;
    m_complete = true;
    m_broken = false;
    m_elementsLeft = {};
    m_line = {};
    m_reply = {};
}

void ReplyReader::feed(const char* data, std::size_t size)
{
    m_at = m_begin = data;
    m_end = data + size;
}

void ReplyReader::beginReply(std::size_t textLimit)
{
    m_textLimit = textLimit;
    m_complete = m_hasInteger = false;
    m_nestedBytes = 0;
    m_reply.type = Reply::Type::Nil;
    m_reply.integer = 0;
    m_reply.elements = m_reply.nilElements = m_reply.errorElements = 0;
    m_reply.textBytes = m_reply.wireBytes = 0;
    m_reply.text.clear(); // keeps its memory: no reply allocates once it has grown
    m_reply.nestedTexts.clear();
}

// What most replies are, a text that came in one read: taken at one go. Whatever is not just that
// stays untouched, and the steps take or refuse it.
bool ReplyReader::takeWholeBulk()
{
    constexpr std::ptrdiff_t kMostDigits = 9;
    if (*m_at != '$')
        return false;
    const char* const digits = m_at + 1;
    const char* at = digits;
    std::size_t size = 0;
    for (; at != m_end && *at >= '0' && *at <= '9' && at - digits < kMostDigits; ++at)
        size = size * 10 + static_cast<std::size_t>(*at - '0');
    if (at == digits || static_cast<std::size_t>(m_end - at) < size + 4 || at[0] != '\r'
        || at[1] != '\n' || at[size + 2] != '\r' || at[size + 3] != '\n')
        return false;
    const char* const end = at + size + 4;
    if (static_cast<std::uint64_t>(end - m_at) > m_maxReplyBytes)
        return false;
    m_reply.type = Reply::Type::Bulk;
    m_reply.textBytes = size;
    m_reply.wireBytes = static_cast<std::uint64_t>(end - m_at);
    m_reply.text.assign(at + 2, std::min(size, m_textLimit));
    m_at = m_begin = end;
    m_complete = true;
    return true;
}

ReplyReader::Status ReplyReader::next(std::size_t textLimit)
{
    if (m_broken)
        return Status::Broken;
    if (m_complete && m_at != m_end) {
        beginReply(textLimit);
        if (takeWholeBulk())
            return Status::Complete;
    }
    while (m_at != m_end) {
        const Step step = m_expecting == Expecting::Line ? readLine()
            : m_expecting == Expecting::Text             ? readText()
                                                         : readEndOfText();
        if (step == Step::Broken)
            return Status::Broken;
        if (step == Step::Item && endItem()) {
            m_reply.wireBytes = replyBytes();
            m_bytesBefore = 0;
            m_begin = m_at;
            m_complete = true;
            holdWithinBudget(0);
            return Status::Complete;
        }
    }
    m_bytesBefore = replyBytes();
    m_begin = m_at;
    if (!m_complete && !holdWithinBudget(m_reply.text.size() + m_nestedBytes)) {
        broken(FailureKind::TooLarge, "the replies under way hold more than 1 GiB together");
        return Status::Broken;
    }
    return Status::NeedMore;
}

ReplyReader::Step ReplyReader::readLine()
{
    const char type = m_line.empty() ? *m_at : m_line.front();
    if (std::string_view("+-:$*").find(type) == std::string_view::npos)
        return broken(
            FailureKind::Protocol, std::string("no reply of RESP2 begins with \"") + type + '"');
    std::string_view line;
    Step step = takeLine(line);
    if (step != Step::GoOn)
        return step;
    step = replyBytes() > m_maxReplyBytes ? broken(FailureKind::TooLarge, kAboveLimit)
                                          : takeItem(type, line.substr(1));
    m_line.clear();
    return step;
}

// The next line without its break, where it is or, if it came in parts, in m_line.
ReplyReader::Step ReplyReader::takeLine(std::string_view& line)
{
    const char* const begin = m_at;
    const bool breakIsSplit = !m_line.empty() && m_line.back() == '\r' && *m_at == '\n';
    const char* const end = breakIsSplit ? nullptr : findLineBreak(begin, m_end);
    m_at = breakIsSplit ? begin + 1 : end != nullptr ? end + 2 : m_end;
    if (breakIsSplit)
        m_line.pop_back();
    else if (end == nullptr || !m_line.empty())
        m_line.append(begin, end != nullptr ? end : m_end);
    line = m_line.empty() ? std::string_view(begin, end) : std::string_view(m_line);
    if (line.size() > kMaxLineBytes)
        return broken(FailureKind::Protocol, "a line without end");
    return breakIsSplit || end != nullptr ? Step::GoOn : Step::NeedMore;
}

ReplyReader::Step ReplyReader::takeItem(char type, std::string_view line)
{
    if (type == '+' || type == '-') {
        if (isRoot())
            m_reply.type = type == '+' ? Reply::Type::Status : Reply::Type::Error;
        else if (isDirectElement() && type == '-')
            ++m_reply.errorElements;
        if (!openText(line.size()))
            return Step::Broken;
        keepText(line);
        endText();
        return Step::Item;
    }
    std::int64_t number = 0;
    if (!parseNumber(line, number))
        return broken(FailureKind::Protocol, "a number that is none");
    if (type == ':') {
        takeInteger(number);
        return Step::Item;
    }
    if (number == -1) {
        takeNil();
        return Step::Item;
    }
    if (number < 0)
        return broken(FailureKind::Protocol, "a negative length");
    return type == '$' ? beginBulk(static_cast<std::uint64_t>(number))
                       : beginArray(static_cast<std::uint64_t>(number));
}

ReplyReader::Step ReplyReader::beginBulk(std::uint64_t size)
{
    if (size > m_maxReplyBytes || replyBytes() + size + 2 > m_maxReplyBytes)
        return broken(FailureKind::TooLarge, kAboveLimit);
    if (isRoot())
        m_reply.type = Reply::Type::Bulk;
    if (!openText(static_cast<std::size_t>(size)))
        return Step::Broken;
    m_textLeft = size;
    m_expecting = size > 0 ? Expecting::Text : Expecting::EndOfText;
    return Step::GoOn;
}

ReplyReader::Step ReplyReader::beginArray(std::uint64_t elements)
{
    if (elements > m_maxReplyBytes / kShortestElement)
        return broken(FailureKind::TooLarge, kAboveLimit);
    if (isRoot()) {
        m_reply.type = Reply::Type::Array;
        m_reply.elements = elements;
    } else if (isDirectElement()) {
        keepText("(array)\n");
    }
    if (elements == 0)
        return Step::Item;
    if (m_elementsLeft.size() == kMaxDepth)
        return broken(FailureKind::Protocol, "arrays nested too deep");
    m_elementsLeft.push_back(elements);
    return Step::GoOn;
}

ReplyReader::Step ReplyReader::readText()
{
    const auto there = static_cast<std::uint64_t>(m_end - m_at);
    const auto size = static_cast<std::size_t>(std::min(m_textLeft, there));
    keepText({m_at, size});
    m_at += size;
    m_textLeft -= size;
    if (m_textLeft == 0)
        m_expecting = Expecting::EndOfText;
    return Step::GoOn;
}

ReplyReader::Step ReplyReader::readEndOfText()
{
    constexpr std::string_view kBreak = "\r\n";
    while (m_breakBytes < kBreak.size() && m_at != m_end) {
        if (*m_at++ != kBreak[m_breakBytes++])
            return broken(FailureKind::Protocol, "a text that is longer than announced");
    }
    if (m_breakBytes < kBreak.size())
        return Step::NeedMore;
    m_breakBytes = 0;
    m_expecting = Expecting::Line;
    endText();
    return Step::Item;
}

// Whether a text of this many bytes may follow; it is counted, and place is made for it.
bool ReplyReader::openText(std::size_t size)
{
    m_reply.textBytes += size;
    if (isRoot() || isDirectElement() || m_textLimit != Reply::kAllText)
        return true;
    // Empty texts take six bytes on the wire and several times that here.
    m_nestedBytes += sizeof(std::string);
    if (m_nestedBytes + size > kMaxNestedBytes) {
        broken(FailureKind::TooLarge, "a list of more texts than the limit");
        return false;
    }
    m_reply.nestedTexts.emplace_back();
    return true;
}

void ReplyReader::keepText(std::string_view part)
{
    const bool nested = !isRoot() && !isDirectElement();
    if (nested && m_textLimit != Reply::kAllText)
        return;
    std::string& text = nested ? m_reply.nestedTexts.back() : m_reply.text;
    if (text.size() >= m_textLimit)
        return;
    text.append(part.substr(0, m_textLimit - text.size()));
    if (nested)
        m_nestedBytes += part.size();
}

void ReplyReader::endText()
{
    if (isDirectElement())
        keepText("\n");
}

void ReplyReader::takeInteger(std::int64_t value)
{
    if (isRoot()) {
        m_reply.type = Reply::Type::Integer;
        m_reply.integer = value;
    } else if (isDirectElement()) {
        if (!m_hasInteger)
            m_reply.integer = value;
        m_hasInteger = true;
        char line[std::numeric_limits<std::int64_t>::digits10 + 3];
        char* const end = std::to_chars(std::begin(line), std::end(line) - 1, value).ptr;
        *end = '\n';
        keepText({std::begin(line), end + 1});
    }
}

void ReplyReader::takeNil()
{
    if (isDirectElement()) {
        ++m_reply.nilElements;
        keepText("(nil)\n");
    }
}

// Whether the whole reply ends with the item that has just ended.
bool ReplyReader::endItem()
{
    while (!m_elementsLeft.empty()) {
        if (--m_elementsLeft.back() > 0)
            return false;
        m_elementsLeft.pop_back();
    }
    return true;
}

ReplyReader::Step ReplyReader::broken(FailureKind kind, std::string_view text)
{
    reset();
    m_broken = true;
    m_failure = Failure{kind, printableLine(text)};
    return Step::Broken;
}

} // namespace cicada
