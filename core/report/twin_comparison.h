#pragma once

#include "stats/run_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The same data as JSON, string and hash, side by side: tasks of one run that share a tag
/// `twin:NAME`. Computed from a run record alone, so that screen, report and command line say the
/// same. Pure functions; any thread.
namespace cicada {

/// One task of a group. Bytes and calls are per request, of all its calls together.
struct TwinRow
{
    std::string task;
    std::string dataSet;  ///< empty: none
    std::string storedAs; ///< "json", "string", "hash"
    std::uint64_t requests = 0, failures = 0, misses = 0;
    double throughputPerSecond = 0; ///< set by the weights and users that the twins share
    std::optional<LatencyFigures> latency;
    std::optional<LatencyFigures> serviceTime;
    double calls = 0, sentBytes = 0, receivedBytes = 0;
    std::optional<double> documentBytes; ///< what a document takes in Redis (DocumentMemory)
};

struct TwinGroup
{
    std::string name;          ///< of the tag: "read_field"
    std::vector<TwinRow> rows; ///< JSON first
    std::string sentence;      ///< what to conclude, or why nothing may be concluded
};

/// How the median latency of `a` stands to that of `b`.
struct MedianRatio
{
    double ratio = 1;
    bool clear = false; ///< the difference is above 5 % and above 3 standard errors
};

/// Standard error of a median: 1 / (2 f sqrt(n)), the density f at the median taken from the span
/// to the upper quartile (Mosteller, "On some useful 'inefficient' statistics", 1946). Requests of
/// one moment share its conditions, so at most 50 a measured second count as independent.
MedianRatio medianRatio(const TwinRow& a, const TwinRow& b, double seconds);

/// Groups with tasks of at least two ways of storing, in the order of the profile. Empty where the
/// record has no readable profile.
std::vector<TwinGroup> compareTwins(const RunRecord& record);

/// "A document of "people" takes 612 B as JSON, 248 B as string in Redis ..." for each data set
/// that was measured in two ways or more.
std::vector<std::string> documentMemorySentences(const RunRecord& record);

} // namespace cicada
