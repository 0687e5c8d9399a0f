#include "base/units.h"

#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

TEST(ParseDuration, ReadsEveryUnitExactly)
{
    struct Row
    {
        const char* text;
        std::chrono::nanoseconds expected;
    };

    const Row rows[] = {
        {"250us", 250us},
        {"250µs", 250us},
        {"10ms", 10ms},
        {"1.5s", 1500ms},
        {"2m", 2min},
        {"1h", 1h},
        {"1m30s", 90s},
        {"90", 90s},
        {"0.25", 250ms},
        {"0", 0s},
        {" 5s ", 5s},
        {"1h 2m 3s", 3723s},
        {"10 ms", 10ms},
        {"0.001us", 1ns},
        {"1.000000001s", 1s + 1ns},
        {"1000h", 1000h},
        {"1s500ms", 1500ms},
    };
    for (const Row& row : rows) {
        const auto parsed = parseDuration(row.text);
        ASSERT_TRUE(parsed) << row.text << ": " << parsed.error().text;
        EXPECT_EQ(parsed.value(), row.expected) << row.text;
    }
}

TEST(ParseDuration, RefusesWhatIsNotADuration)
{
    for (const char* text : {"", " ", "s", "-1s", "+1s", "1x", "1,5s", "1.s", ".5s", "1..5s",
             "1m30", "30s1m", "1s1s", "1e3", "nan", "inf", "0x10", "1s!", "1 2", "ten", "1001h",
             "1000h1us", "99999999999999999999h", "5124095576h"}) {
        const auto parsed = parseDuration(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().kind, ErrorKind::Invalid);
    }
}

TEST(ParseDuration, NamesTheTextAndTheMend)
{
    EXPECT_EQ(parseDuration("10x").error().text,
        "\"10x\" is not a duration: write for example 250ms, 30s or 1m30s");
    EXPECT_EQ(parseDuration("1001h").error().text, "\"1001h\" is too long: at most 1000h");
}

TEST(ParseDuration, DoesNotRepeatLongOrUnprintableText)
{
    EXPECT_EQ(
        parseDuration(std::string(1000, '9') + "q").error().text.find("99"), std::string::npos);
    EXPECT_EQ(parseDuration("\x1b[2J").error().text.find('\x1b'), std::string::npos);
}

TEST(FormatDuration, PrefersWhatPeopleWrite)
{
    EXPECT_EQ(formatDuration(90s), "1m30s");
    EXPECT_EQ(formatDuration(250ms), "250ms");
    EXPECT_EQ(formatDuration(0s), "0s");
    EXPECT_EQ(formatDuration(1500ms), "1.5s");
    EXPECT_EQ(formatDuration(60s), "1m");
    EXPECT_EQ(formatDuration(24h), "24h");
    EXPECT_EQ(formatDuration(1ns), "0.001us");
    EXPECT_EQ(formatDuration(1h + 5ms), "1h5ms");
    EXPECT_EQ(formatDuration(-90s), "-1m30s");
}

TEST(FormatDuration, IsReadBackExactlyByParseDuration)
{
    Random random(7);
    for (int round = 0; round < 20'000; ++round) {
        const std::uint64_t scale = 1ULL << random.below(52);
        const std::chrono::nanoseconds duration(static_cast<std::int64_t>(random.below(scale)));
        const auto parsed = parseDuration(formatDuration(duration));
        ASSERT_TRUE(parsed) << formatDuration(duration);
        ASSERT_EQ(parsed.value(), duration) << formatDuration(duration);
    }
}

TEST(ParseBytes, KnowsDecimalAndBinaryUnits)
{
    struct Row
    {
        const char* text;
        std::uint64_t expected;
    };

    const Row rows[] = {
        {"4096", 4096},
        {"0", 0},
        {"12B", 12},
        {"64KB", 64'000},
        {"64kb", 64'000},
        {"1.5 MB", 1'500'000},
        {"2GiB", 2'147'483'648},
        {"1KiB", 1024},
        {"1TB", 1'000'000'000'000},
        {"18446744073709551615", 18'446'744'073'709'551'615ULL},
    };
    for (const Row& row : rows) {
        const auto parsed = parseBytes(row.text);
        ASSERT_TRUE(parsed) << row.text;
        EXPECT_EQ(parsed.value(), row.expected) << row.text;
    }
}

TEST(ParseBytes, RefusesWhatIsNotANumberOfBytes)
{
    for (const char* text : {"", "KB", "-1", "1.5", "1.5B", "1 K", "1XB", "1KB2", "1 KB KB", "1e6",
             "18446744073709551616", "18446744073709551615KB", "16777216TiB"})
        EXPECT_FALSE(parseBytes(text)) << text;
}

TEST(FormatBytes, ShowsThreeSignificantDigits)
{
    EXPECT_EQ(formatBytes(0), "0 B");
    EXPECT_EQ(formatBytes(147), "147 B");
    EXPECT_EQ(formatBytes(13'800), "13.8 KB");
    EXPECT_EQ(formatBytes(2'140'000), "2.14 MB");
    EXPECT_EQ(formatBytes(999.4), "999 B");
    EXPECT_EQ(formatBytes(999.6), "1 KB");
    EXPECT_EQ(formatBytes(999'600), "1 MB");
    EXPECT_EQ(formatBytes(2e15), "2000 TB");
}

TEST(FormatMicroseconds, ChangesItsUnitWhereTheNumberWouldGrow)
{
    EXPECT_EQ(formatMicroseconds(85), "85 us");
    EXPECT_EQ(formatMicroseconds(310), "0.31 ms");
    EXPECT_EQ(formatMicroseconds(1'200'000), "1.2 s");
    EXPECT_EQ(formatMicroseconds(99.94), "99.9 us");
    EXPECT_EQ(formatMicroseconds(99.96), "0.1 ms");
    EXPECT_EQ(formatMicroseconds(123'456), "123 ms");
    EXPECT_EQ(formatMicroseconds(999'600), "1 s");
    EXPECT_EQ(formatMicroseconds(3.6e9), "3600 s");
    EXPECT_EQ(formatMicroseconds(0), "0 us");
}

TEST(FormatCount, SeparatesThousands)
{
    EXPECT_EQ(formatCount(0), "0");
    EXPECT_EQ(formatCount(999), "999");
    EXPECT_EQ(formatCount(1000), "1,000");
    EXPECT_EQ(formatCount(1'204'112), "1,204,112");
    EXPECT_EQ(formatCount(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(FormatRate, KeepsSmallRatesVisible)
{
    EXPECT_EQ(formatRate(0), "0");
    EXPECT_EQ(formatRate(0.033), "0.033");
    EXPECT_EQ(formatRate(12.44), "12.4");
    EXPECT_EQ(formatRate(99.96), "100");
    EXPECT_EQ(formatRate(64'210.4), "64,210");
    EXPECT_EQ(formatRate(123), "123");
}

TEST(FormatTimestamp, IsRfc3339InUtc)
{
    const std::chrono::system_clock::time_point epoch{};
    EXPECT_EQ(formatTimestamp(epoch), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(formatTimestamp(epoch + 1'795'399'715s + 120ms), "2026-11-23T02:08:35.120Z");
    EXPECT_EQ(formatTimestamp(epoch + 951'782'399s + 999ms), "2000-02-28T23:59:59.999Z");
    EXPECT_EQ(formatTimestamp(epoch - 1ms), "1969-12-31T23:59:59.999Z");
}

TEST(EditDistance, CountsInsertionsDeletionsAndReplacements)
{
    EXPECT_EQ(editDistance("", ""), 0U);
    EXPECT_EQ(editDistance("user", "users"), 1U);
    EXPECT_EQ(editDistance("kitten", "sitting"), 3U);
    EXPECT_EQ(editDistance("abc", ""), 3U);
    EXPECT_EQ(editDistance(std::string(100'000, 'a'), "a"), 100'000U);
}

TEST(NearestName, OffersTheNearestAndNothingWhereNothingIsNear)
{
    const std::array<std::string_view, 3> names{"users", "spawn_rate", "warmup"};
    EXPECT_EQ(nearestName("user", names), "users");
    EXPECT_EQ(nearestName("spawnrate", names), "spawn_rate");
    EXPECT_EQ(nearestName("connections", names), "");
}

} // namespace
