#include "workload/growth_limit.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

/// Documents of about 1,000 bytes with a text of 10 to 12 and an array of 4 to 6 items.
class Samples : public DocumentGenerator
{
public:
    void append(std::string& out, std::uint64_t index) const override
    {
        const std::uint64_t more = index % 3;
        out += "{\"text\":\"" + std::string(10 + more, 'x') + "\",\"items\":[1,2,3,4";
        for (std::uint64_t i = 0; i < more; ++i)
            out += ",5";
        out += "],\"filler\":\"" + std::string(950, 'y') + "\"}";
    }

    const std::vector<DocumentRole>& roles() const override
    {
        static const std::vector<DocumentRole> none;
        return none;
    }
};

std::int64_t limitOf(const char* path, std::uint64_t count, std::size_t appendedBytes)
{
    return growthLimit(Samples(), count, *JsonPath::parse(path), appendedBytes);
}

TEST(GrowthLimit, LeavesRoomForEightPercentOfTheDocument)
{
    EXPECT_NEAR(static_cast<double>(limitOf("$.text", 100, 4)), 12 + 80 - 4, 3);
    EXPECT_NEAR(static_cast<double>(limitOf("$.items", 100, 10)), 6 + 8 - 1, 1);
}

TEST(GrowthLimit, IsTheLongestValueWhereOneMoreIsTooMuch)
{
    EXPECT_EQ(limitOf("$.text", 100, 500), 12);
    EXPECT_EQ(limitOf("$.items", 100, 500), 6);
}

TEST(GrowthLimit, LooksOnlyAtDocumentsThatAreThere)
{
    EXPECT_EQ(limitOf("$.text", 1, 500), 10);
    EXPECT_EQ(limitOf("$.items", 2, 500), 5);
}

} // namespace
} // namespace cicada
