#include "base/ring_buffer.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

namespace cicada {
namespace {

TEST(RingBuffer, KeepsTheOrderWhileItWrapsAndGrows)
{
    RingBuffer<std::string> ring;
    std::deque<std::string> expected;
    int next = 0;
    for (int round = 1; round <= 40; ++round) {
        for (int i = 0; i < round % 7 + 1; ++i) {
            const std::string value = std::to_string(next++);
            ring.push_back(value);
            expected.push_back(value);
        }
        for (int i = 0; i < round % 5 && !expected.empty(); ++i) {
            EXPECT_EQ(ring.takeFront(), expected.front());
            expected.pop_front();
        }
        ASSERT_EQ(ring.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            ASSERT_EQ(ring[i], expected[i]) << "in round " << round;
    }
    EXPECT_GT(ring.size(), 32U) << "or it has not grown";
}

TEST(RingBuffer, IsEmptyOnceCleared)
{
    RingBuffer<int> ring;
    ring.push_back(1);
    ring.clear();
    EXPECT_TRUE(ring.empty());
    ring.push_back(2);
    EXPECT_EQ(ring.front(), 2);
}

} // namespace
} // namespace cicada
