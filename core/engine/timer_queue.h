#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace cicada {

/// Wake-up times of many users in one heap: 100,000 waiting users cost one system timer and 24
/// bytes each. An entry may be made stale by its `ticket`; the owner ignores stale ones. Knows no
/// clock: the caller says what time it is. One owner.
class TimerQueue
{
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Entry
    {
        Time due{};
        std::uint32_t user = 0;
        std::uint32_t ticket = 0;
    };

    void push(Entry entry);

    /// Earliest due time; Time::max() where empty.
    Time nextDue() const { return m_heap.empty() ? Time::max() : m_heap.front().due; }

    bool empty() const { return m_heap.empty(); }

    /// Removes and returns the earliest entry. Not on an empty queue.
    Entry pop();

    /// Removes and returns everything, in no order.
    std::vector<Entry> takeAll();

private:
    std::vector<Entry> m_heap;
};

} // namespace cicada
