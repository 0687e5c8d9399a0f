#include "base/random.h"

namespace cicada {

namespace {

std::uint64_t splitMix(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

// High 64 bits of a 64 x 64 bit product.
std::uint64_t multiplyHigh(std::uint64_t a, std::uint64_t b)
{
#ifdef __SIZEOF_INT128__ // one instruction; MSVC has no 128-bit integer
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(a) * b) >> 64);
#else
    const std::uint64_t aLow = a & 0xFFFFFFFFU;
    const std::uint64_t aHigh = a >> 32;
    const std::uint64_t bLow = b & 0xFFFFFFFFU;
    const std::uint64_t bHigh = b >> 32;
    const std::uint64_t middle = aHigh * bLow + ((aLow * bLow) >> 32);
    const std::uint64_t middle2 = aLow * bHigh + (middle & 0xFFFFFFFFU);
    return aHigh * bHigh + (middle >> 32) + (middle2 >> 32);
#endif
}

} // namespace

Random::Random(std::uint64_t seed)
{
    for (auto& word : m_state)
        word = splitMix(seed);
}

std::uint64_t Random::below(std::uint64_t bound)
{
    return multiplyHigh(next(), bound);
}

std::int64_t Random::between(std::int64_t low, std::int64_t high)
{
    const auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    const std::uint64_t offset = span == 0 ? next() : below(span);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

std::uint64_t mixSeed(std::uint64_t seed, std::uint64_t index)
{
    std::uint64_t state = seed + index * 0xD1B54A32D192ED03ULL;
    return splitMix(state);
}

} // namespace cicada
