#include "workload/growth_limit.h"

#include "workload/json_text.h"

#include <algorithm>

namespace cicada {

namespace {

constexpr std::uint64_t kSample = 50;
constexpr std::size_t kSampleBytes = 1U << 20;
constexpr double kGrowth = 0.08;

std::int64_t lengthOf(std::string_view value)
{
    if (value.starts_with('"'))
        return static_cast<std::int64_t>(unescapedJsonString(value).size());
    std::int64_t items = 0;
    for (JsonWalker walker(value); walker.next();)
        ++items;
    return items;
}

} // namespace

std::int64_t growthLimit(const DocumentGenerator& documents, std::uint64_t count,
    const JsonPath& path, std::size_t appendedBytes)
{
    std::int64_t longest = 0;
    bool array = false;
    std::string text;
    std::size_t bytes = 0;
    std::uint64_t sampled = 0;
    for (; sampled < std::min(std::max<std::uint64_t>(count, 1), kSample) && bytes < kSampleBytes;
        ++sampled) {
        text.clear();
        documents.append(text, sampled);
        bytes += text.size();
        if (const auto value = path.locate(text)) {
            array = value->starts_with('[');
            longest = std::max(longest, lengthOf(*value));
        }
    }
    const double budget = kGrowth * static_cast<double>(bytes) / static_cast<double>(sampled);
    const auto appended = static_cast<double>(std::max<std::size_t>(appendedBytes, 1));
    // The reply that exceeds the limit has one appended value too many already.
    const double more = array ? budget / appended - 1 : budget - appended;
    return longest + std::max<std::int64_t>(static_cast<std::int64_t>(more), 0);
}

} // namespace cicada
