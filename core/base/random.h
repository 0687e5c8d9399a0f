#pragma once

#include <array>
#include <cstdint>

namespace cicada {

/// xoshiro256** (Blackman and Vigna, 2018), seeded through splitmix64: the same seed gives the same
/// numbers on every machine, which std:: distributions do not promise. Not for secrets.
/// One owner, no locking.
class Random
{
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t next()
    {
        const std::uint64_t result = rotateLeft(m_state[1] * 5, 7) * 9;
        const std::uint64_t t = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= t;
        m_state[3] = rotateLeft(m_state[3], 45);
        return result;
    }

    /// Uniform in [0, bound); 0 where bound is 0. Lemire's multiplication (bias below 2^-32 for
    /// bounds below 2^32).
    std::uint64_t below(std::uint64_t bound);

    /// Uniform in [low, high], both included; needs low <= high.
    std::int64_t between(std::int64_t low, std::int64_t high);

    /// Uniform in [0, 1) with 53 bits.
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    static std::uint64_t rotateLeft(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

    std::array<std::uint64_t, 4> m_state{};
};

/// One well-mixed number from two, for the seed of part `index` of something seeded `seed`.
std::uint64_t mixSeed(std::uint64_t seed, std::uint64_t index);

} // namespace cicada
