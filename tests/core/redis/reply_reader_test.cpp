#include "redis/reply_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cicada {
namespace {

// All replies in `bytes`, fed in pieces of `piece` bytes.
std::vector<Reply> readAll(
    const std::string& bytes, std::size_t piece, std::size_t textLimit = Reply::kShortText)
{
    ReplyReader reader;
    std::vector<Reply> replies;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.data() + at, std::min(piece, bytes.size() - at));
        while (reader.next(textLimit) == ReplyReader::Status::Complete)
            replies.push_back(reader.reply());
    }
    return replies;
}

Failure failureOf(
    const std::string& bytes, std::size_t maxReplyBytes = ReplyReader::kDefaultMaxReplyBytes)
{
    ReplyReader reader(maxReplyBytes);
    reader.feed(bytes.data(), bytes.size());
    EXPECT_EQ(reader.next(Reply::kShortText), ReplyReader::Status::Broken);
    return reader.failure();
}

TEST(ReplyReader, GivesTheSameRepliesHoweverTheStreamIsSplit)
{
    const std::string bytes = "+OK\r\n:42\r\n$5\r\nhello\r\n$-1\r\n*3\r\n:7\r\n$-1\r\n$2\r\nab\r\n-"
                              "ERR no\r\n*0\r\n*-1\r\n";
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        const std::vector<Reply> replies = readAll(bytes, piece);
        ASSERT_EQ(replies.size(), 8U) << "in pieces of " << piece;
        EXPECT_EQ(replies[0].type, Reply::Type::Status);
        EXPECT_EQ(replies[0].text, "OK");
        EXPECT_EQ(replies[1].integer, 42);
        EXPECT_EQ(replies[2].text, "hello");
        EXPECT_EQ(replies[2].wireBytes, 11U);
        EXPECT_EQ(replies[3].type, Reply::Type::Nil);
        EXPECT_EQ(replies[4].elements, 3U);
        EXPECT_EQ(replies[4].nilElements, 1U);
        EXPECT_EQ(replies[4].integer, 7);
        EXPECT_EQ(replies[4].text, "7\n(nil)\nab\n");
        EXPECT_EQ(replies[5].type, Reply::Type::Error);
        EXPECT_EQ(replies[6].elements, 0U);
        EXPECT_EQ(replies[7].type, Reply::Type::Nil);
    }
}

TEST(ReplyReader, WireBytesAddUpToTheStream)
{
    const std::string bytes = "+OK\r\n*2\r\n$3\r\nabc\r\n*1\r\n:1\r\n$4\r\nlast\r\n";
    std::uint64_t sum = 0;
    for (const Reply& reply : readAll(bytes, 3))
        sum += reply.wireBytes;
    EXPECT_EQ(sum, bytes.size());
}

TEST(ReplyReader, KeepsOnlyAsMuchTextAsAskedForButCountsItAll)
{
    const std::string big(20'000, 'x');
    const std::string bytes = "$20000\r\n" + big + "\r\n";
    EXPECT_EQ(readAll(bytes, 1000)[0].text.size(), Reply::kShortText);
    EXPECT_EQ(readAll(bytes, 1000)[0].textBytes, 20'000U);
    EXPECT_EQ(readAll(bytes, 1000, 1U << 20)[0].text, big);
}

TEST(ReplyReader, KeepsBinaryTextAsItIs)
{
    const std::string bytes("$3\r\n\0\r\n\r\n", 9);
    EXPECT_EQ(readAll(bytes, 2)[0].text, std::string("\0\r\n", 3));
}

TEST(ReplyReader, CallsWhatIsNoRedisAProtocolFailure)
{
    for (const char* bytes : {"HTTP/1.1 400 Bad Request\r\n", "$abc\r\n",
             "*99999999999999999999\r\n", "$-7\r\n", "_\r\n", ",1.5\r\n", "%1\r\n+a\r\n+b\r\n"})
        EXPECT_EQ(failureOf(bytes).kind, FailureKind::Protocol) << bytes;
}

TEST(ReplyReader, RefusesNestingThatIsTooDeep)
{
    std::string bytes;
    for (int i = 0; i < 100; ++i)
        bytes += "*1\r\n";
    EXPECT_EQ(failureOf(bytes).kind, FailureKind::Protocol);
}

TEST(ReplyReader, RefusesAReplyAboveTheLimitBeforeItIsWhole)
{
    EXPECT_EQ(failureOf("$1000000\r\n" + std::string(5000, 'x'), 4096).kind, FailureKind::TooLarge);
}

TEST(ReplyReader, RefusesAListOfTextsThatWouldTakeManyTimesItsBytes)
{
    constexpr std::size_t kTexts = 10'000'000; // 60 MB on the wire, 320 MB as strings
    std::string bytes = "*2\r\n$1\r\n0\r\n*" + std::to_string(kTexts) + "\r\n";
    for (std::size_t i = 0; i < kTexts; ++i)
        bytes += "$0\r\n\r\n";
    ReplyReader reader;
    reader.feed(bytes.data(), bytes.size());
    ASSERT_EQ(reader.next(Reply::kAllText), ReplyReader::Status::Broken);
    EXPECT_EQ(reader.failure().kind, FailureKind::TooLarge);
}

TEST(ReplyReader, HoldsNoMoreThanItsShareOfUnfinishedReplies)
{
    ReplyBudget budget(3 << 20);
    const std::string part = "$100000000\r\n" + std::string(2 << 20, 'x');
    ReplyReader first(ReplyReader::kDefaultMaxReplyBytes, budget);
    first.feed(part.data(), part.size());
    EXPECT_EQ(first.next(Reply::kAllText), ReplyReader::Status::NeedMore);
    ReplyReader second(ReplyReader::kDefaultMaxReplyBytes, budget);
    second.feed(part.data(), part.size());
    ASSERT_EQ(second.next(Reply::kAllText), ReplyReader::Status::Broken);
    EXPECT_EQ(second.failure().kind, FailureKind::TooLarge);
    first.reset();
    second.reset();
    second.feed(part.data(), part.size());
    EXPECT_EQ(second.next(Reply::kAllText), ReplyReader::Status::NeedMore)
        << "what is let go is free";
}

TEST(ReplyReader, HoldsNothingOfATextThatNobodyAskedFor)
{
    ReplyBudget none(0);
    const std::string part = "$100000000\r\n" + std::string(2 << 20, 'x');
    ReplyReader reader(ReplyReader::kDefaultMaxReplyBytes, none);
    reader.feed(part.data(), part.size());
    EXPECT_EQ(reader.next(Reply::kShortText), ReplyReader::Status::NeedMore);
}

TEST(ReplyReader, RefusesALineWithoutEnd)
{
    EXPECT_EQ(failureOf("+" + std::string(70'000, 'x')).kind, FailureKind::Protocol);
}

TEST(ReplyReader, RefusesALineWithoutEndThatComesInParts)
{
    ReplyReader reader;
    const std::string part(1000, 'x');
    ReplyReader::Status status = ReplyReader::Status::NeedMore;
    reader.feed("-", 1);
    for (int parts = 0; parts < 70 && status == ReplyReader::Status::NeedMore; ++parts) {
        status = reader.next(10);
        reader.feed(part.data(), part.size());
    }
    EXPECT_EQ(status, ReplyReader::Status::Broken);
}

TEST(ReplyReader, ReadsWhatRedisNests)
{
    std::string bytes;
    for (int i = 0; i < 30; ++i)
        bytes += "*1\r\n";
    bytes += "$4\r\nleaf\r\n";
    const std::vector<Reply> replies = readAll(bytes, 3, Reply::kAllText);
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].nestedTexts, std::vector<std::string>{"leaf"});
}

// A server may begin to answer before it was asked.
TEST(ReplyReader, KeepsToTheLimitWithWhichAReplyBegan)
{
    ReplyReader reader;
    const std::string begin = "*1\r\n*1\r\n$5\r\nhe";
    reader.feed(begin.data(), begin.size());
    ASSERT_EQ(reader.next(Reply::kShortText), ReplyReader::Status::NeedMore);
    reader.feed("llo\r\n", 5);
    ASSERT_EQ(reader.next(Reply::kAllText), ReplyReader::Status::Complete);
    EXPECT_EQ(reader.reply().textBytes, 5U);
    EXPECT_TRUE(reader.reply().nestedTexts.empty());
}

TEST(ReplyReader, RefusesATextThatIsLongerThanItSaid)
{
    EXPECT_EQ(failureOf("$3\r\nabcdefgh\r\n").kind, FailureKind::Protocol);
}

TEST(ReplyReader, RefusesAnArrayThatCannotBeWithinTheLimit)
{
    EXPECT_EQ(failureOf("*2147483647\r\n:1\r\n").kind, FailureKind::TooLarge);
}

TEST(ReplyReader, ReadsANewStreamAfterReset)
{
    ReplyReader reader;
    reader.feed("nonsense\r\n", 10);
    ASSERT_EQ(reader.next(10), ReplyReader::Status::Broken);
    reader.reset();
    reader.feed("+OK\r\n", 5);
    EXPECT_EQ(reader.next(10), ReplyReader::Status::Complete);
    EXPECT_EQ(reader.reply().wireBytes, 5U);
}

} // namespace
} // namespace cicada
