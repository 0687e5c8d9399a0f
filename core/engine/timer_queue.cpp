#include "engine/timer_queue.h"

#include <algorithm>
#include <utility>

namespace cicada {

namespace {

bool later(const TimerQueue::Entry& a, const TimerQueue::Entry& b)
{
    return a.due > b.due;
}

} // namespace

void TimerQueue::push(Entry entry)
{
    m_heap.push_back(entry);
    std::push_heap(m_heap.begin(), m_heap.end(), later);
}

TimerQueue::Entry TimerQueue::pop()
{
    std::pop_heap(m_heap.begin(), m_heap.end(), later);
    const Entry entry = m_heap.back();
    m_heap.pop_back();
    return entry;
}

std::vector<TimerQueue::Entry> TimerQueue::takeAll()
{
    return std::exchange(m_heap, {});
}

} // namespace cicada
