#pragma once

#include "base/result.h"
#include "redis/client.h"
#include "workload/data_set.h"
#include "workload/document.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// Key under the data set's prefix that says what was written there, last of all.
std::string fingerprintKey(const DataSet& dataSet);

/// Everything that decides the bytes of a data set, in one line; two equal ones are the same data.
std::string fingerprintOf(const DataSet& dataSet, const DocumentGenerator& documents);

/// Key under the prefix that says how far writing a data set came, while it is not whole: what goes
/// on after a cancelled or killed preparation.
std::string progressKey(const DataSet& dataSet);

/// What that key holds: all keys before `position` are written. Keys are counted form by form.
std::string progressText(std::uint64_t position, const std::string& fingerprint);

/// The position in it; 0 where it is about other data or no such text.
std::uint64_t progressPosition(const std::string& text, const std::string& fingerprint);

/// `count` indices spread over the data set, first and last among them.
std::vector<std::uint64_t> sampleIndices(const DataSet& dataSet, std::uint64_t count);

/// Keys of a data set in all its forms.
std::uint64_t keysOf(const DataSet& dataSet);

/// The key at a position of progressText().
std::string keyAt(const DataSet& dataSet, std::uint64_t position);

/// How many of the keys at `positions` are there, by pipelined EXISTS. `Positions` is a function
/// that gives the next position or nothing; `onCounted` hears how many were looked for and returns
/// false to end (Error::Aborted).
using NextPosition = std::function<std::optional<std::uint64_t>()>;
using OnCounted = std::function<bool(std::uint64_t looked)>;
Result<std::uint64_t> countKeys(Client& client, const DataSet& dataSet, const NextPosition& next,
    const OnCounted& onCounted = {});

/// Positions of [begin, end).
NextPosition allPositions(std::uint64_t begin, std::uint64_t end);

/// At most `count` positions of [0, end), spread over them, first and last among them.
NextPosition sampledPositions(std::uint64_t end, std::uint64_t count, std::uint64_t seed);

/// What reading some documents back found.
struct ReadBack
{
    std::uint64_t compared = 0;
    std::uint64_t differing = 0;
};

/// Reads a few documents of each form back and compares them with what was meant.
Result<ReadBack> readSampleBack(
    Client& client, const DataSet& dataSet, const DocumentGenerator& documents);

} // namespace cicada
