#pragma once

#include "base/result.h"
#include "engine/data_loader.h"
#include "redis/client.h"
#include "workload/task.h"

#include <string>
#include <vector>

/// What is taken from keys that exist on the target: blocking functions for a thread of the
/// caller's, before a run. They only read.
namespace cicada {

/// Fills `found` of every data set that awaitsTarget(), and `count` of kind `existing`: its keys by
/// SCAN to cursor 0, some of its documents by JSON.GET, GET or HSCAN. Keys under a prefix that one
/// of `dataSets` writes are passed over. Returns what a person should know, a sentence each
/// ("... 100,000 of 3,204,112 matching keys are used").
///
/// Memory is bounded by DataSet::sourceLimit, 64 MiB of key names and 64 MiB of documents. Where
/// more keys match, which are kept depends on the keys and the data set's seed only, not on the
/// order in which the server tells them.
/// Error::Invalid names the field ("data_sets[1].source_keys: no key..."); Error::Target;
/// Error::Aborted on cancel.
Result<std::vector<std::string>> readSources(
    Client& client, std::vector<DataSet>& dataSets, const LoaderControl& control);

/// Custom commands on data sets of kind `existing` that our own list does not know: the server is
/// asked for their flags. Error::Invalid names the field of the first that can write.
Result<Done> checkOnlyReads(
    Client& client, const std::vector<TaskDefinition>& tasks, const std::vector<DataSet>& dataSets);

} // namespace cicada
