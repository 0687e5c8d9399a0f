#include "workload/growth_limit.h"

#include <gtest/gtest.h>

#include <limits>

namespace cicada {
namespace {

/// Documents of about 1,000 bytes with a text of 10 to 12, an array of 4 to 6 items, a number of 1
/// to 3 digits, and a text of 0, 500 or 1,000.
class Samples : public DocumentGenerator
{
public:
    void append(std::string& out, std::uint64_t index) const override
    {
        const std::uint64_t more = index % 3;
        out += "{\"text\":\"" + std::string(10 + more, 'x') + "\",\"items\":[1,2,3,4";
        for (std::uint64_t i = 0; i < more; ++i)
            out += ",5";
        out += "],\"number\":" + std::string(1 + more, '7');
        out += ",\"uneven\":\"" + std::string(500 * more, 'z');
        out += "\",\"filler\":\"" + std::string(1400 - 500 * more, 'y') + "\"}";
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> none;
        return none;
    }
};

std::int64_t limitOf(const char* path, std::uint64_t count, std::size_t appendedBytes)
{
    return growthLimit(Samples(), count, {*JsonPath::parse(path)}, appendedBytes);
}

TEST(GrowthLimit, LeavesRoomForEightPercentOfTheDocument)
{
    EXPECT_NEAR(static_cast<double>(limitOf("$.text", 100, 4)), 11 + 119 - 4, 2);
    EXPECT_NEAR(static_cast<double>(limitOf("$.items", 100, 10)), 5 + 11.9 - 1, 1);
    EXPECT_NEAR(static_cast<double>(limitOf("$.number", 100, 1)), 2 + 119 - 1, 2);
}

// Short texts must not grow to the length of the longest: all together may become 8 % bigger.
TEST(GrowthLimit, IsForTheAverageWhereLengthsDiffer)
{
    // 119 bytes a document, for the third of them that is empty: 3 * 119.
    EXPECT_NEAR(static_cast<double>(limitOf("$.uneven", 99, 1)), 357, 6);
}

TEST(GrowthLimit, IsBelowEveryReplyWhereOneMoreIsTooMuch)
{
    EXPECT_LT(limitOf("$.text", 100, 500), 10 + 500);
    EXPECT_LT(limitOf("$.items", 100, 500), 4 + 1);
}

// A full array's room doubles, which takes memory at once.
TEST(GrowthLimit, StaysBelowTheLengthThatDoublesABigArraysRoom)
{
    DataSet numbers;
    numbers.kind = "array_numbers"; // 1,000 of 6 bytes: 8 % would be 80 more
    const auto documents = DocumentGenerator::make(numbers);
    ASSERT_TRUE(documents.ok());
    EXPECT_EQ(growthLimit(**documents, 10, {*JsonPath::parse("$.items")}, 6), 1024 - 1);
}

TEST(GrowthLimit, LooksOnlyAtDocumentsThatAreThere)
{
    EXPECT_NEAR(static_cast<double>(limitOf("$.text", 1, 4)), 10 + 119 - 4, 2);
}

TEST(GrowthLimit, IsOneBudgetForSeveralPlaces)
{
    const std::vector<JsonPath> places{*JsonPath::parse("$.text"), *JsonPath::parse("$.filler")};
    EXPECT_NEAR(
        static_cast<double>(growthLimit(Samples(), 3, places, 4)), 11 + 3 * 119 / 3. - 4, 2);
}

TEST(GrowthLimit, CountsTheCharactersOfNumbersInReplies)
{
    struct Row
    {
        const char* reply;
        std::int64_t length;
    };

    constexpr std::int64_t kBeyond = std::numeric_limits<std::int64_t>::max();
    for (const Row& row : {Row{"[5]", 1}, Row{"-12", 3}, Row{"[1,null,-1.5]", 4}, Row{"[]", 0},
             Row{"[null]", 0}, Row{"[1e16]", kBeyond}, Row{"1.7E+300", kBeyond}, Row{"", 0}})
        EXPECT_EQ(numberLength(row.reply), row.length) << row.reply;
}

TEST(GrowthLimit, KeepsProductsBelowTwoToThe63)
{
    EXPECT_EQ(longestNumberFor("2"), 17);
    EXPECT_EQ(longestNumberFor("-1000"), 14);
    EXPECT_EQ(longestNumberFor("2.75"), 17);
    EXPECT_EQ(longestNumberFor("100000000000000000000"), 0);
    EXPECT_GT(longestNumberFor("-1"), 19) << "it stays as big as it is";
}

TEST(GrowthLimit, IsOutgrownOnlyWhereARunIsLongEnough)
{
    EXPECT_FALSE(canOutgrow(12, "1", false)) << "10^12 calls on one key";
    EXPECT_TRUE(canOutgrow(12, "-1000", false));
    EXPECT_FALSE(canOutgrow(12, "0", false));
    EXPECT_TRUE(canOutgrow(12, "2", true));
    EXPECT_TRUE(canOutgrow(12, "0.5", true));
    EXPECT_FALSE(canOutgrow(12, "-1", true));
}

} // namespace
} // namespace cicada
