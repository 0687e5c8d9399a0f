#pragma once

#include "base/random.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace cicada {

enum class KeyChoice : std::uint8_t
{
    Uniform,
    Zipf,       ///< few keys get most calls; theta 0.99 by default
    Latest,     ///< Zipf from the last key backwards
    Sequential, ///< one after another, round and round
    OwnSlice,   ///< every user stays inside its own part
};

std::string_view keyChoiceName(
    KeyChoice choice); ///< "uniform", "zipf", "latest", "sequential", "own_slice"
std::optional<KeyChoice> keyChoiceFromName(std::string_view name);

/// Picks key indices in [0, count) in nanoseconds, without a search. Immutable: shared by threads;
/// what changes lies in the caller's Random and Position.
class KeySpace
{
public:
    /// Whose turn it is; one per worker and task.
    struct Position
    {
        std::uint64_t next = 0;   ///< calls so far (Sequential)
        std::uint64_t worker = 0; ///< this worker's number
        std::uint64_t workers = 1;
    };

    /// `count` >= 1; `theta` above 0, for Zipf and Latest.
    KeySpace(KeyChoice choice, std::uint64_t count, double theta = 0.99);

    /// `user` of `users` matters to OwnSlice only.
    std::uint64_t choose(
        Random& random, Position& position, std::uint64_t user, std::uint64_t users) const;

    std::uint64_t count() const { return m_count; }

private:
    std::uint64_t zipf(Random& random) const;

    KeyChoice m_choice;
    std::uint64_t m_count;
    double m_theta;

    // Zipf by rejection-inversion (Hörmann and Derflinger, "Rejection-inversion to generate
    // variates from monotone discrete distributions", 1996): exact for every rank, no sum over the
    // keys.
    double m_first = 0;
    double m_last = 0;
    double m_accepted = 0; ///< so near to its rank a draw needs no second look
};

} // namespace cicada
