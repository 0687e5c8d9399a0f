#include "report/comparison.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cicada {

namespace {

constexpr std::size_t kResamples = 1000;
constexpr double kTail = 0.025; ///< on either side of the interval

std::optional<double> valueOf(const TimelinePoint& point, ComparedFigure figure)
{
    const auto latency = [&point](double LatencyFigures::* percentile) {
        return point.latency ? std::optional((*point.latency).*percentile) : std::nullopt;
    };
    switch (figure) {
    case ComparedFigure::Throughput:
        return point.throughputPerSecond;
    case ComparedFigure::Median:
        return latency(&LatencyFigures::p50);
    case ComparedFigure::P95:
        return latency(&LatencyFigures::p95);
    case ComparedFigure::P99:
        return latency(&LatencyFigures::p99);
    case ComparedFigure::FailureShare:
        break;
    }
    if (point.requests == 0)
        return std::nullopt;
    return static_cast<double>(point.failures) / static_cast<double>(point.requests);
}

/// The measured seconds; not the stub that a phase's border leaves.
std::vector<double> valuesOf(const RunRecord& run, ComparedFigure figure)
{
    double longest = 0;
    for (const TimelinePoint& point : run.timeline) {
        if (point.phase == Phase::Measure)
            longest = std::max(longest, point.length);
    }
    std::vector<double> values;
    for (const TimelinePoint& point : run.timeline) {
        if (point.phase != Phase::Measure || point.length < longest / 2)
            continue;
        if (const auto value = valueOf(point, figure))
            values.push_back(*value);
    }
    return values;
}

/// The means of so many series that the same run might have given, too.
std::vector<double> resampledMeans(const std::vector<double>& values, Random& random)
{
    const auto block = static_cast<std::size_t>(std::ceil(std::cbrt(values.size())));
    std::vector<double> means;
    means.reserve(kResamples);
    for (std::size_t i = 0; i < kResamples; ++i) {
        double sum = 0;
        for (std::size_t taken = 0; taken < values.size();) {
            std::size_t at = random.below(values.size());
            for (std::size_t j = 0; j < block && taken < values.size(); ++j, ++taken) {
                sum += values[at];
                at = at + 1 == values.size() ? 0 : at + 1;
            }
        }
        means.push_back(sum / static_cast<double>(values.size()));
    }
    return means;
}

} // namespace

FigureComparison compare(const RunRecord& first, const RunRecord& second, ComparedFigure figure)
{
    const std::vector<double> before = valuesOf(first, figure);
    const std::vector<double> after = valuesOf(second, figure);
    if (std::min(before.size(), after.size()) < kFewestComparedSeconds)
        return {};
    Random random(1);
    const std::vector<double> firstMeans = resampledMeans(before, random);
    const std::vector<double> secondMeans = resampledMeans(after, random);
    std::vector<double> differences;
    differences.reserve(kResamples);
    for (std::size_t i = 0; i < kResamples; ++i) {
        const double difference = secondMeans[i] - firstMeans[i];
        if (figure == ComparedFigure::FailureShare)
            differences.push_back(difference);
        else if (firstMeans[i] > 0)
            differences.push_back(difference / firstMeans[i]);
        else
            return {}; // relative to nothing
    }
    std::ranges::sort(differences);
    const auto rank = static_cast<std::size_t>(kTail * kResamples);
    FigureComparison comparison;
    comparison.low = differences[rank];
    comparison.high = differences[kResamples - 1 - rank];
    const bool holdsNone = comparison.low <= 0 && comparison.high >= 0;
    comparison.verdict = holdsNone ? FigureComparison::Verdict::NoClearDifference
                                   : FigureComparison::Verdict::Clear;
    return comparison;
}

} // namespace cicada
