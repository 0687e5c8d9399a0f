// Removing data sets: only keys under their prefix, found by SCAN, in UNLINK batches.
#include "base/units.h"
#include "engine/data_loader.h"
#include "redis/client.h"

#include <algorithm>

namespace cicada {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kUnlinkBatch = 500;

/// A prefix as a MATCH pattern that means exactly itself.
std::string patternOf(const std::string& prefix)
{
    std::string pattern;
    for (const char c : prefix) {
        if (std::string_view("*?[]\\^").find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern + "*";
}

Result<std::uint64_t> unlink(Client& client, const std::vector<std::string>& keys)
{
    std::uint64_t removed = 0;
    for (std::size_t begin = 0; begin < keys.size(); begin += kUnlinkBatch) {
        std::vector<std::string> arguments{"UNLINK"};
        const std::size_t end = std::min(keys.size(), begin + kUnlinkBatch);
        arguments.insert(arguments.end(), keys.begin() + static_cast<std::ptrdiff_t>(begin),
            keys.begin() + static_cast<std::ptrdiff_t>(end));
        const auto reply = client.call(arguments);
        if (!reply)
            return reply.error();
        if (reply->type != Reply::Type::Integer)
            return refusalOf("UNLINK", *reply);
        removed += static_cast<std::uint64_t>(reply->integer);
    }
    return removed;
}

/// One walk over all keys: removes those under `prefix`, or only counts them.
Result<std::uint64_t> walk(Client& client, const std::string& prefix, bool remove,
    std::uint64_t expected, const LoaderControl& control)
{
    const auto began = Clock::now();
    std::uint64_t found = 0;
    std::string cursor = "0";
    do {
        if (control.isCancelled())
            return Error{ErrorKind::Aborted,
                "Cleaning up was cancelled; " + std::to_string(found) + " keys were removed."};
        const auto reply
            = client.call({"SCAN", cursor, "MATCH", patternOf(prefix), "COUNT", "1000"});
        if (!reply)
            return reply.error();
        if (reply->type != Reply::Type::Array)
            return refusalOf("SCAN", *reply);
        cursor = reply->text.substr(0, reply->text.find('\n'));
        if (!remove) {
            found += reply->nestedTexts.size();
        } else {
            const auto removed = unlink(client, reply->nestedTexts);
            if (!removed)
                return removed.error();
            found += *removed;
            if (control.onProgress && *removed > 0) {
                const double seconds = secondsOf(Clock::now() - began);
                LoaderProgress progress{found, std::max(found, expected), 0, 0};
                progress.perSecond = seconds > 0 ? static_cast<double>(found) / seconds : 0;
                if (progress.perSecond > 0)
                    progress.secondsLeft
                        = static_cast<double>(progress.total - progress.done) / progress.perSecond;
                control.onProgress(progress);
            }
        }
    } while (cursor != "0");
    return found;
}

} // namespace

Result<CleanResult> cleanDataSets(
    const Endpoint& endpoint, const std::vector<DataSet>& dataSets, const LoaderControl& control)
{
    auto client = Client::connect(endpoint, "cicada-clean", control.cancel);
    if (!client)
        return client.error();
    CleanResult result;
    for (const DataSet& dataSet : dataSets) {
        if (isExisting(dataSet))
            continue;
        if (dataSet.prefix.empty())
            return Error{ErrorKind::Invalid,
                "Nothing is removed without a key prefix (data set \"" + dataSet.name + "\")."};
        const std::uint64_t expected = dataSet.count * dataSet.storedAs.size() + 1;
        const auto removed = walk(*client, dataSet.prefix, true, expected, control);
        if (!removed)
            return removed.error();
        const auto left = walk(*client, dataSet.prefix, false, expected, control);
        if (!left)
            return left.error();
        result.removed += *removed;
        result.left += *left;
    }
    return result;
}

} // namespace cicada
