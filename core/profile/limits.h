#pragma once

#include "base/units.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

/// What the fields of a profile may hold: one place for the reader of files, the validation of
/// edited profiles and their sentences.
namespace cicada {

/// Both ends included; the highest number of its type stands for "no upper end".
struct WholeRange
{
    std::uint64_t low = 0;
    std::uint64_t high = std::numeric_limits<std::uint64_t>::max();

    bool holds(std::uint64_t value) const { return value >= low && value <= high; }

    std::string text() const
    {
        return high == std::numeric_limits<std::uint64_t>::max()
            ? "must be " + formatCount(low) + " or more"
            : "must be " + formatCount(low) + " to " + formatCount(high);
    }
};

inline constexpr WholeRange kAnyCount{};

/// Both ends included.
struct RealRange
{
    double low = 0;
    double high = std::numeric_limits<double>::max();

    bool holds(double value) const { return value >= low && value <= high; }

    /// The half that `value` misses.
    std::string text(double value) const
    {
        return value > high ? "must be at most " + formatRate(high)
                            : "must be " + formatRate(low) + " or more";
    }
};

struct DurationRange
{
    std::chrono::nanoseconds low{0};
    std::chrono::nanoseconds high = std::chrono::hours(1000);

    bool holds(std::chrono::nanoseconds value) const { return value >= low && value <= high; }

    std::string text() const
    {
        return "must be " + formatDuration(low) + " to " + formatDuration(high);
    }
};

namespace limits {

inline constexpr WholeRange kUsers{1, 1'000'000};
inline constexpr RealRange kSpawnRate{0, 1e6};
inline constexpr RealRange kRate{0, 1e6};
inline constexpr WholeRange kBacklog{1, 10'000'000};
inline constexpr DurationRange kDuration{};
inline constexpr WholeRange kRequests{0, 1'000'000'000'000};
inline constexpr WholeRange kConnections{0, 65'000};
inline constexpr WholeRange kPipeline{1, 1000};
inline constexpr WholeRange kReconnectEvery{0, 1'000'000'000};
inline constexpr WholeRange kThreads{0, 256};
inline constexpr RealRange kCheckValues{0, 1};
inline constexpr WholeRange kSeed{};
inline constexpr DurationRange kStopTimeout{std::chrono::nanoseconds(0), std::chrono::hours(1)};
inline constexpr DurationRange kTimeout{std::chrono::milliseconds(1), std::chrono::hours(1)};
inline constexpr WholeRange kDocuments{1, 1'000'000'000};
inline constexpr WholeRange kSampledKeys{0, 10'000};     ///< 0: automatic
inline constexpr WholeRange kExistingKeys{0, 1'000'000}; ///< 0: automatic
inline constexpr RealRange kScale{0.01, 100};
inline constexpr RealRange kWeight{0, 1e9};
inline constexpr RealRange kZipfTheta{0.01, 10};
inline constexpr std::size_t kMostTasks = 1000;
inline constexpr std::size_t kMostDataSets = 1000;

} // namespace limits

} // namespace cicada
