#pragma once

#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// The only place that parses and prints durations, byte counts, rates and counts.
/// Pure functions; any thread.
namespace cicada {

/// "250us", "10ms", "1.5s", "2m", "1h", or several in a row ("1m30s"). A bare number is seconds.
/// Error::Invalid on anything else, on a negative one, and above 1,000 hours.
Result<std::chrono::nanoseconds> parseDuration(std::string_view text);

inline double secondsOf(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

inline double microsecondsOf(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::micro>(duration).count();
}

/// A rate over `seconds`; 0 where there is no time.
inline double perSecond(std::uint64_t count, double seconds)
{
    return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

/// The shortest exact form that parseDuration() reads back: "1m30s", "250ms", "0s".
std::string formatDuration(std::chrono::nanoseconds duration);

/// "4096", "64KB", "1.5 MB", "2GiB" (KB = 1,000 B; KiB = 1,024 B). Error::Invalid otherwise.
Result<std::uint64_t> parseBytes(std::string_view text);

/// For people, 3 significant digits: "147 B", "13.8 KB", "2.14 MB".
std::string formatBytes(double bytes);

/// Latency for people from microseconds, 3 significant digits: "85 us", "0.31 ms" from 100 us, "1.2
/// s".
std::string formatMicroseconds(double microseconds);

inline std::string formatMicroseconds(std::chrono::nanoseconds duration)
{
    return formatMicroseconds(microsecondsOf(duration));
}

/// With thousands separators: "1,204,112".
std::string formatCount(std::uint64_t count);

/// Rate per second for people: "64,210", "12.4" below 100.
std::string formatRate(double perSecond);

/// RFC 3339 in UTC with milliseconds: "2026-11-23T02:08:35.120Z".
std::string formatTimestamp(std::chrono::system_clock::time_point time);

/// Nearest of `candidates` by edit distance, or empty where nothing is near ("did you mean").
template <typename Range>
std::string nearestName(std::string_view name, const Range& candidates);

/// Levenshtein distance of two short ASCII names.
std::size_t editDistance(std::string_view a, std::string_view b);

template <typename Range>
std::string nearestName(std::string_view name, const Range& candidates)
{
    std::string best;
    std::size_t bestDistance = name.size() / 3 + 2;
    for (const auto& candidate : candidates) {
        const std::size_t distance = editDistance(name, std::string_view(candidate));
        if (distance < bestDistance) {
            bestDistance = distance;
            best = std::string(std::string_view(candidate));
        }
    }
    return best;
}

} // namespace cicada
