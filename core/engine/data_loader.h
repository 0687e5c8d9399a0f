#pragma once

#include "base/result.h"
#include "redis/endpoint.h"
#include "workload/data_set.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Writes, checks and removes data sets: blocking functions for a thread of the caller's, with
/// progress by callback (from that same thread) and cancel. Only keys under the data set's prefix.
namespace cicada {

struct LoaderProgress
{
    std::uint64_t done = 0; ///< with those that were there already
    std::uint64_t total = 0;
    double perSecond = 0;
    double secondsLeft = 0;
};

struct LoaderControl
{
    std::function<void(const LoaderProgress&)>
        onProgress; ///< about four times a second; may be empty
    const std::atomic<bool>* cancel = nullptr;

    bool isCancelled() const { return cancel != nullptr && cancel->load(); }
};

/// Writes every document of `dataSets` that is not there already: a data set whose fingerprint key
/// (under its prefix) matches and whose keys are there is reused; one that a cancelled or killed
/// preparation left unfinished goes on where that was. Pipelined over `connections`. Data sets of
/// kind `existing` are passed over; none may await the target. Error::Target, Error::Aborted on
/// cancel. Returns the number of keys written.
Result<std::uint64_t> prepareDataSets(const Endpoint& endpoint,
    const std::vector<DataSet>& dataSets, const LoaderControl& control, unsigned connections = 4);

struct VerifyResult
{
    std::uint64_t expectedKeys = 0;
    std::uint64_t foundKeys = 0; ///< each was looked for
    std::uint64_t sampled = 0;   ///< read back and compared
    std::uint64_t differing = 0;

    bool ok() const { return foundKeys == expectedKeys && differing == 0; }
};

/// Looks for every key and reads a sample back. Passes over kind `existing`.
Result<VerifyResult> verifyDataSets(
    const Endpoint& endpoint, const std::vector<DataSet>& dataSets, const LoaderControl& control);

struct CleanResult
{
    std::uint64_t removed = 0;
    std::uint64_t left = 0; ///< keys under the prefix that are still there
};

/// Deletes by prefix in UNLINK batches found by SCAN to cursor 0. Refuses an empty prefix; passes
/// over kind `existing`, which has none.
Result<CleanResult> cleanDataSets(
    const Endpoint& endpoint, const std::vector<DataSet>& dataSets, const LoaderControl& control);

} // namespace cicada
