#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace cicada {

/// A queue in one block of memory that grows by doubling and is then used round and round: unlike
/// std::deque it allocates nothing once it has grown. Values are default-constructed and assigned
/// over. One owner, no locking.
template <typename Value>
class RingBuffer
{
public:
    bool empty() const { return m_size == 0; }

    std::size_t size() const { return m_size; }

    Value& operator[](std::size_t index) { return m_values[place(index)]; } ///< 0: the front

    const Value& operator[](std::size_t index) const { return m_values[place(index)]; }

    Value& front() { return m_values[m_begin]; }

    const Value& front() const { return m_values[m_begin]; }

    void push_back(Value value)
    {
        if (m_size == m_values.size())
            grow();
        m_values[place(m_size)] = std::move(value);
        ++m_size;
    }

    /// Removes and returns the front. Not where empty().
    Value takeFront()
    {
        Value value = std::move(m_values[m_begin]);
        m_begin = place(1);
        --m_size;
        return value;
    }

    void clear() { m_begin = m_size = 0; }

private:
    static constexpr std::size_t kFirstCapacity = 8;

    // The capacity is a power of two.
    std::size_t place(std::size_t index) const { return (m_begin + index) & (m_values.size() - 1); }

    void grow()
    {
        std::vector<Value> larger(m_values.empty() ? kFirstCapacity : 2 * m_values.size());
        for (std::size_t i = 0; i < m_size; ++i)
            larger[i] = std::move((*this)[i]);
        m_values = std::move(larger);
        m_begin = 0;
    }

    std::vector<Value> m_values;
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
};

} // namespace cicada
