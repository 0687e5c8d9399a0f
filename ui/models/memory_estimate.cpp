#include "models/memory_estimate.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

// Key name, object header and dictionary entry.
constexpr double kKeyBytes = 90;

// Compact sizes of the two documents that were measured.
constexpr double kSmall = 12'800;
constexpr double kLarge = 2'000'000;

double between(double atSmall, double atLarge, double compactBytes)
{
    const double position
        = (std::log(compactBytes) - std::log(kSmall)) / (std::log(kLarge) - std::log(kSmall));
    return std::lerp(atSmall, atLarge, std::clamp(position, 0.0, 1.0));
}

} // namespace

double estimatedBytesPerDocument(StoredAs storedAs, double compactBytes)
{
    if (compactBytes <= 0)
        return 0;
    switch (storedAs) {
    case StoredAs::Json:
        return kKeyBytes + compactBytes * between(49.0 / 12.8, 4.66 / 2.0, compactBytes);
    case StoredAs::String:
        return kKeyBytes + compactBytes * between(14.4 / 12.8, 2.6 / 2.0, compactBytes);
    case StoredAs::Hash:
        return kKeyBytes + compactBytes; // a listpack: names and values, no quotes
    }
    return 0;
}

double estimatedMemory(const DataSet& dataSet, double compactBytes)
{
    double perDocument = 0;
    for (const StoredAs storedAs : dataSet.storedAs)
        perDocument += estimatedBytesPerDocument(storedAs, compactBytes);
    return perDocument * static_cast<double>(dataSet.count);
}

} // namespace cicada
