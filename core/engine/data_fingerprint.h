#pragma once

#include "base/result.h"
#include "redis/client.h"
#include "workload/data_set.h"
#include "workload/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cicada {

/// Key under the data set's prefix that says what was written there, last of all.
std::string fingerprintKey(const DataSet& dataSet);

/// Everything that decides the bytes of a data set, in one line; two equal ones are the same data.
std::string fingerprintOf(const DataSet& dataSet, const DocumentGenerator& documents);

/// `count` indices spread over the data set, first and last among them.
std::vector<std::uint64_t> sampleIndices(const DataSet& dataSet, std::uint64_t count);

/// What a look at some keys found.
struct SampleFindings
{
    std::uint64_t looked = 0;
    std::uint64_t present = 0;
    std::uint64_t compared = 0;
    std::uint64_t differing = 0;

    bool ok() const { return present == looked && differing == 0; }
};

/// Looks whether the sampled keys are there, and reads a few of them back to compare them with what
/// was meant. Documents that tasks have updated since differ without being wrong, so `compareText`
/// false only looks.
Result<SampleFindings> lookAtSample(Client& client, const DataSet& dataSet,
    const DocumentGenerator& documents, std::uint64_t count, bool compareText);

} // namespace cicada
