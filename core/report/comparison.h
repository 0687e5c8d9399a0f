#pragma once

#include "stats/run_record.h"

#include <array>
#include <cstdint>
#include <optional>

/// Whether two runs differ, or only look as if they did. Pure functions; any thread.
namespace cicada {

/// The figures that a run keeps for each second, so that their spread is known.
enum class ComparedFigure : std::uint8_t
{
    Throughput, ///< successful tasks/s
    Median,     ///< latency, microseconds
    P95,
    P99,
    FailureShare, ///< of the requests, 0 to 1
};

inline constexpr std::array kComparedFigures{ComparedFigure::Throughput, ComparedFigure::Median,
    ComparedFigure::P95, ComparedFigure::P99, ComparedFigure::FailureShare};

struct FigureComparison
{
    enum class Verdict : std::uint8_t
    {
        Unknown,           ///< too few measured seconds in one of them
        NoClearDifference, ///< no difference lies within the interval
        Clear,
    };

    Verdict verdict = Verdict::Unknown;
    /// 95 % interval of the difference from the first run to the second: relative (0.12: +12 %),
    /// for FailureShare in shares of the requests. 0 where the verdict is Unknown.
    double low = 0, high = 0;
};

/// Measured seconds that both runs must have.
inline constexpr std::size_t kFewestComparedSeconds = 8;

/// Compares the mean of the figure over the measured seconds of both runs by a circular block
/// bootstrap (Politis & Romano 1992; blocks, because a second is like the one before it). It knows
/// what changes within the runs, not what changes from run to run. The same records give the same
/// answer. About 2 ms for two runs of an hour.
FigureComparison compare(const RunRecord& first, const RunRecord& second, ComparedFigure figure);

} // namespace cicada
