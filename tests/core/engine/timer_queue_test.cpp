#include "engine/timer_queue.h"

#include "base/random.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

using Time = TimerQueue::Time;

TEST(TimerQueue, GivesEntriesInTheOrderOfTheirDueTime)
{
    TimerQueue queue;
    Random random(1);
    for (std::uint32_t i = 0; i < 1000; ++i)
        queue.push({Time(std::chrono::nanoseconds(random.below(500))), i, 0});
    Time previous{};
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(queue.nextDue(), queue.nextDue());
        const TimerQueue::Entry entry = queue.pop();
        EXPECT_GE(entry.due, previous);
        previous = entry.due;
    }
    EXPECT_TRUE(queue.empty());
}

TEST(TimerQueue, IsDueNeverWhereItIsEmpty)
{
    EXPECT_EQ(TimerQueue().nextDue(), Time::max());
}

TEST(TimerQueue, TakesAllAtOnce)
{
    TimerQueue queue;
    for (std::uint32_t i = 0; i < 10; ++i)
        queue.push({Time(std::chrono::seconds(i)), i, i});
    EXPECT_EQ(queue.takeAll().size(), 10U);
    EXPECT_TRUE(queue.empty());
}

} // namespace
} // namespace cicada
