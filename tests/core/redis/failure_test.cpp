#include "redis/failure.h"

#include <gtest/gtest.h>

#include <set>

namespace cicada {

TEST(Failure, EveryKindHasAnOwnName)
{
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(FailureKind::TooLarge); ++kind)
        names.insert(failureKindName(static_cast<FailureKind>(kind)));

    EXPECT_EQ(names.size(), static_cast<std::size_t>(FailureKind::TooLarge) + 1);
    EXPECT_TRUE(names.contains("server_error"));
}

TEST(ServerErrorWord, IsTheFirstWordWhereThatIsACode)
{
    EXPECT_EQ(serverErrorWord("WRONGTYPE Operation against a key"), "WRONGTYPE");
    EXPECT_EQ(serverErrorWord("OOM"), "OOM");
    EXPECT_EQ(serverErrorWord("NOPERM this user\r\n"), "NOPERM");
}

TEST(ServerErrorWord, IsErrWhereTheServerGivesNone)
{
    EXPECT_EQ(serverErrorWord("Existing key has wrong Redis type"), "ERR");
    EXPECT_EQ(serverErrorWord("expected value at line 1 column 1"), "ERR");
    EXPECT_EQ(serverErrorWord("A key is missing"), "ERR");
    EXPECT_EQ(serverErrorWord(""), "ERR");
    EXPECT_EQ(serverErrorWord(" ERR"), "ERR");
    EXPECT_EQ(serverErrorWord("<B>BAD</B>"), "ERR");
}

TEST(ServerErrorWord, IsBoundedWhateverTheServerSends)
{
    EXPECT_EQ(serverErrorWord(std::string(5000, 'X')), std::string(24, 'X'));
}

TEST(PrintableLine, KeepsCleanTextAsItIs)
{
    EXPECT_EQ(printableLine("caf\u00E9 \u4E2D \U0001F600"), "caf\u00E9 \u4E2D \U0001F600");
    EXPECT_EQ(printableLine(""), "");
}

TEST(PrintableLine, TurnsControlCharactersIntoSpaces)
{
    EXPECT_EQ(printableLine("a\r\nb\x1B[31mc\x7F"), "a  b [31mc ");
    EXPECT_EQ(printableLine(std::string_view("a\0b", 3)), "a b");
    EXPECT_EQ(printableLine("a\u0085b"), "a b");
}

TEST(PrintableLine, TurnsInvisibleLineBreaksAndReorderingIntoSpaces)
{
    EXPECT_EQ(printableLine("a\u2028b\u202Ec\u2066d"), "a b c d");
}

TEST(PrintableLine, ReplacesEachByteThatIsNotUtf8)
{
    EXPECT_EQ(printableLine("a\xFF"), "a\uFFFD");
    EXPECT_EQ(printableLine("a\xC3"), "a\uFFFD");
    EXPECT_EQ(printableLine("\xC0\xAF"), "\uFFFD\uFFFD");           // overlong '/'
    EXPECT_EQ(printableLine("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD"); // surrogate
    EXPECT_EQ(printableLine("\xF4\x90\x80\x80").size(), 12u);       // above U+10FFFF
    EXPECT_EQ(printableLine("\xE4\xB8X"), "\uFFFD\uFFFDX");
}

TEST(PrintableLine, MarksACutAndStaysWithinTheLimit)
{
    EXPECT_EQ(printableLine("abcdefgh", 8), "abcdefgh");
    EXPECT_EQ(printableLine("abcdefghi", 8), "abcde\u2026");
    EXPECT_EQ(printableLine(std::string(1000, 'x')).size(), 200u);
}

TEST(PrintableLine, NeverCutsACharacterInTwo)
{
    EXPECT_EQ(printableLine("abcd\u00E9fghi", 8), "abcd\u2026"); // the two bytes do not fit whole
    for (std::size_t limit = 0; limit < 30; ++limit) {
        const std::string line
            = printableLine("\u4E2D\u4E2D\u4E2D\u4E2D\u4E2D\u4E2D\u4E2D\u4E2D", limit);
        EXPECT_LE(line.size(), limit);
        EXPECT_EQ(printableLine(line), line);
    }
}

TEST(NormalisedMessage, MakesOneRowOfOneCause)
{
    EXPECT_EQ(normalisedMessage("expected value at line 1 column 17"),
        normalisedMessage("expected value at line 1 column 18,204"));
    EXPECT_EQ(normalisedMessage("ERR unknown command 'FOO', with args beginning with: 'a'"),
        normalisedMessage("ERR unknown command 'BAR 2', with args beginning with: \x27"
                          "b'"));
    EXPECT_EQ(normalisedMessage("value is -5"), normalisedMessage("value is 7"));
    EXPECT_EQ(normalisedMessage("MOVED 3999 127.0.0.1:6381"), "MOVED # #:#");
}

TEST(NormalisedMessage, KeepsDifferentCausesApart)
{
    EXPECT_NE(normalisedMessage("OOM command not allowed"), normalisedMessage("READONLY command"));
    EXPECT_EQ(normalisedMessage("can't do and don't"), "can't do and don't");
    EXPECT_EQ(normalisedMessage("well-known key-1"), "well-known key-#");
}

TEST(NormalisedMessage, IsBoundedWhateverTheServerSends)
{
    EXPECT_LE(normalisedMessage(std::string(100'000, 'x')).size(), 200u);
    EXPECT_EQ(normalisedMessage("path '" + std::string(100'000, 'x')), "path '\u2026'");
    EXPECT_EQ(normalisedMessage(std::string(3000, '9')), "#");
}

TEST(CountedMessage, KeepsOurOwnWordsAndMasksThoseOfAServer)
{
    EXPECT_EQ(countedMessage({FailureKind::Refused, "127.0.0.1:6379: Connection refused"}),
        "127.0.0.1:6379: Connection refused");
    EXPECT_EQ(countedMessage({FailureKind::Auth, "AUTH: ERR invalid password 17"}),
        "AUTH: ERR invalid password #");
    EXPECT_EQ(
        countedMessage({FailureKind::ServerError, "ERR at position 18"}), "ERR at position #");
}

} // namespace cicada
