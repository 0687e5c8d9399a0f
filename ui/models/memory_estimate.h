#pragma once

#include "workload/data_set.h"

namespace cicada {

/// What a document of `compactBytes` takes in Redis, until somebody measures it: interpolated
/// between figures of RedisJSON 2.8.3 on Redis 7.0 (a catalogue of 12.8 KB takes 49 KB as JSON and
/// 14.4 KB as string, a ledger of 2.0 MB 4.66 MB and 2.6 MB). An estimate: show it with "≈".
double estimatedBytesPerDocument(StoredAs storedAs, double compactBytes);

/// All documents of `dataSet`, in all the ways it is stored.
double estimatedMemory(const DataSet& dataSet, double compactBytes);

} // namespace cicada
