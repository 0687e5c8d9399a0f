#pragma once

#include "redis/client.h"
#include "stats/run_record.h"
#include "workload/data_set.h"

#include <cstdint>
#include <vector>

namespace cicada {

/// What documents take in Redis, by MEMORY USAGE of at most `keys` keys of each data set and way of
/// storing it, spread over the data set. Two round trips a row; blocks for as long. Keys that are
/// not there are left out, and so is a row without any. Error::Target where the connection failed
/// or the server refuses the command (ACL).
Result<std::vector<DocumentMemory>> measureDocumentMemory(
    Client& client, const std::vector<DataSet>& dataSets, std::uint64_t keys = 50);

} // namespace cicada
