#include "workload/growth_limit.h"

#include "workload/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace cicada {

namespace {

constexpr std::uint64_t kSample = 200;
constexpr std::size_t kSampleBytes = 1U << 20;
constexpr double kGrowth = 0.08;

std::int64_t lengthOf(std::string_view value)
{
    if (value.starts_with('"'))
        return static_cast<std::int64_t>(unescapedJsonString(value).size());
    if (!value.starts_with('['))
        return static_cast<std::int64_t>(value.size());
    std::int64_t items = 0;
    for (JsonWalker walker(value); walker.next();)
        ++items;
    return items;
}

/// What lies at the places of some documents.
struct Sample
{
    double bytes = 0; ///< of the documents
    double documents = 0;
    bool arrays = false;
    std::vector<std::int64_t> lengths;

    void add(std::string_view value)
    {
        arrays = value.starts_with('[');
        lengths.push_back(lengthOf(value));
    }

    void addAll(const JsonPath& place, const std::string& document)
    {
        if (place.isDefinite()) {
            if (const auto value = place.locate(document))
                add(*value);
            return;
        }
        const auto json = nlohmann::json::parse(document, nullptr, false);
        for (const nlohmann::json* value : place.find(json))
            add(value->dump());
    }
};

Sample sampleOf(
    const DocumentGenerator& documents, std::uint64_t count, const std::vector<JsonPath>& places)
{
    Sample sample;
    std::string text;
    std::size_t bytes = 0;
    const std::uint64_t most = std::clamp<std::uint64_t>(count, 1, kSample);
    for (std::uint64_t i = 0; i < most && bytes < kSampleBytes; ++i, ++sample.documents) {
        text.clear();
        documents.append(text, i);
        bytes += text.size();
        for (const JsonPath& place : places)
            sample.addAll(place, text);
    }
    sample.bytes = static_cast<double>(bytes);
    std::ranges::sort(sample.lengths);
    return sample;
}

// The level up to which values can be filled so that `volume` is added to all of them together; the
// longer ones stand out of it.
double waterLevel(const std::vector<std::int64_t>& sorted, double volume)
{
    double filled = volume;
    double level = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        filled += static_cast<double>(sorted[i]);
        level = filled / static_cast<double>(i + 1);
        if (i + 1 == sorted.size() || level <= static_cast<double>(sorted[i + 1]))
            break;
    }
    return level;
}

// RedisJSON doubles the room of an array that is full, 8 bytes an item: a leap that must fit too.
double beforeRoomDoubles(const Sample& sample, double level)
{
    constexpr double kItemRoom = 8;
    if (sample.lengths.empty())
        return level;
    const auto room
        = static_cast<double>(std::bit_ceil(static_cast<std::uint64_t>(sample.lengths.front())));
    const bool fits = kItemRoom * room * sample.documents <= kGrowth * sample.bytes;
    return fits ? level : std::min(level, room);
}

} // namespace

std::int64_t growthLimit(const DocumentGenerator& documents, std::uint64_t count,
    const std::vector<JsonPath>& places, std::size_t addedBytes)
{
    const Sample sample = sampleOf(documents, count, places);
    const auto added = static_cast<double>(std::max<std::size_t>(addedBytes, 1));
    const double budget = kGrowth * sample.bytes;
    // The reply that exceeds the limit has one added value too many already.
    if (sample.arrays) {
        const double level = waterLevel(sample.lengths, budget / added);
        return static_cast<std::int64_t>(std::max(beforeRoomDoubles(sample, level) - 1, 0.0));
    }
    const double level = waterLevel(sample.lengths, budget);
    return static_cast<std::int64_t>(std::max(level - added, 0.0));
}

std::int64_t numberLength(std::string_view reply)
{
    std::int64_t longest = 0;
    while (!reply.empty()) {
        const std::size_t end = std::min(reply.find_first_of("[],"), reply.size());
        const std::string_view number = reply.substr(0, end);
        if (number != "null" && number.find_first_of("eE") != std::string_view::npos)
            return std::numeric_limits<std::int64_t>::max();
        if (number != "null")
            longest = std::max(longest, static_cast<std::int64_t>(number.size()));
        reply.remove_prefix(std::min(end + 1, reply.size()));
    }
    return longest;
}

std::int64_t longestNumberFor(std::string_view factor)
{
    constexpr std::int64_t kDigits = 18; // 10^18 < 2^63
    if (factor.starts_with('-'))
        factor.remove_prefix(1);
    if (factor == "1")
        return std::numeric_limits<std::int64_t>::max();
    const std::size_t digits = std::min(factor.find('.'), factor.size());
    return std::max<std::int64_t>(kDigits - static_cast<std::int64_t>(digits), 0);
}

namespace {

// Of a JSON number; 0 where it is none.
double parsedNumber(std::string_view text)
{
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

bool canOutgrow(std::int64_t limit, std::string_view by, bool multiplies)
{
    constexpr double kMostCalls = 1e10; // a day of 100,000 a second, all on one key
    const double step = std::abs(parsedNumber(by));
    if (multiplies)
        return step != 1;
    return step > 0 && std::pow(10.0, static_cast<double>(limit)) / step < kMostCalls;
}

} // namespace cicada
