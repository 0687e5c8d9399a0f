// Preparing and verifying data sets. Writing is in data_writer.cpp, removing in data_cleaner.cpp.
#include "engine/data_loader.h"

#include "engine/data_fingerprint.h"
#include "engine/data_writer.h"
#include "redis/client.h"
#include "workload/document.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace cicada {

namespace {

// So many keys are all looked for before a data set is reused, in about a tenth of a second; of
// more a sample, so that a run starts at once.
constexpr std::uint64_t kCountedBeforeReuse = 100'000;
constexpr std::uint64_t kSampledBeforeReuse = 1'000;

Result<bool> areThere(Client& client, const DataSet& dataSet, std::uint64_t end)
{
    std::uint64_t looked = 0;
    const auto found = countKeys(client, dataSet,
        end <= kCountedBeforeReuse ? allPositions(0, end)
                                   : sampledPositions(end, kSampledBeforeReuse, dataSet.seed),
        [&looked](std::uint64_t so) {
            looked = so;
            return true;
        });
    if (!found)
        return found.error();
    return *found == looked;
}

/// What is left to write of a data set; nullopt where it is whole.
Result<std::optional<SetToWrite>> missingPart(Client& client, const DataSet& dataSet,
    std::shared_ptr<const DocumentGenerator> documents, const LoaderControl& control)
{
    SetToWrite set{&dataSet, std::move(documents), {}, 0};
    set.fingerprint = fingerprintOf(dataSet, *set.documents);
    const auto fingerprint = client.call({"GET", fingerprintKey(dataSet)});
    if (!fingerprint)
        return fingerprint.error();
    const auto progress = client.call({"GET", progressKey(dataSet)});
    if (!progress)
        return progress.error();
    const bool whole = fingerprint->text == set.fingerprint;
    const std::uint64_t position
        = whole ? keysOf(dataSet) : progressPosition(progress->text, set.fingerprint);
    if (position > 0 && position <= keysOf(dataSet)) {
        const auto there = areThere(client, dataSet, position);
        if (!there)
            return there.error();
        if (*there && whole)
            return std::optional<SetToWrite>();
        if (*there) {
            set.begin = position;
            return std::optional(std::move(set));
        }
    }
    // Another data set's keys under the prefix would be counted and read as this one's.
    if (fingerprint->type != Reply::Type::Nil || progress->type != Reply::Type::Nil) {
        const auto cleaned = cleanDataSets(client.endpoint(), {dataSet}, control);
        if (!cleaned)
            return cleaned.error();
    }
    return std::optional(std::move(set));
}

} // namespace

Result<std::uint64_t> prepareDataSets(const Endpoint& endpoint,
    const std::vector<DataSet>& dataSets, const LoaderControl& control, unsigned connections)
{
    auto client = Client::connect(endpoint, "cicada-prepare", control.cancel);
    if (!client)
        return client.error();
    std::vector<SetToWrite> sets;
    for (const DataSet& dataSet : dataSets) {
        if (isExisting(dataSet))
            continue;
        auto documents = DocumentGenerator::make(dataSet);
        if (!documents)
            return documents.error();
        auto missing = missingPart(*client, dataSet, *documents, control);
        if (!missing)
            return missing.error();
        if (std::optional<SetToWrite>& set = *missing)
            sets.push_back(std::move(*set));
    }
    if (sets.empty())
        return std::uint64_t{0};
    return DataWriter(*client, sets, control).write(std::max(1U, connections));
}

Result<VerifyResult> verifyDataSets(
    const Endpoint& endpoint, const std::vector<DataSet>& dataSets, const LoaderControl& control)
{
    auto client = Client::connect(endpoint, "cicada-verify", control.cancel);
    if (!client)
        return client.error();
    VerifyResult result;
    for (const DataSet& dataSet : dataSets) {
        if (!isExisting(dataSet))
            result.expectedKeys += keysOf(dataSet);
    }
    LoaderProgress progress{0, result.expectedKeys, 0, 0};
    const auto began = std::chrono::steady_clock::now();
    std::uint64_t before = 0; // keys of the data sets that are counted already
    const auto onCounted = [&](std::uint64_t looked) {
        progress.done = before + looked;
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
        progress.perSecond = static_cast<double>(progress.done) / std::max(seconds.count(), 1e-9);
        progress.secondsLeft
            = static_cast<double>(progress.total - progress.done) / progress.perSecond;
        if (control.onProgress)
            control.onProgress(progress);
        return !control.isCancelled();
    };
    for (const DataSet& dataSet : dataSets) {
        if (isExisting(dataSet))
            continue;
        const auto documents = DocumentGenerator::make(dataSet);
        if (!documents)
            return documents.error();
        const auto found = countKeys(*client, dataSet, allPositions(0, keysOf(dataSet)), onCounted);
        if (!found)
            return found.error();
        const auto readBack = readSampleBack(*client, dataSet, **documents);
        if (!readBack)
            return readBack.error();
        before += keysOf(dataSet);
        result.foundKeys += *found;
        result.sampled += readBack->compared;
        result.differing += readBack->differing;
    }
    return result;
}

} // namespace cicada
