#pragma once

#include "profile/object_reader.h"
#include "stats/run_record.h"

#include <nlohmann/json.hpp>

namespace cicada {

/// The seconds of each task as lists, one value a point of `record.timeline` (a quarter of the size
/// of objects); null where the record has none. Latencies in microseconds, null: no data.
nlohmann::json taskTimelinesJson(const RunRecord& record);

/// Puts them into `record.timeline`; `record.tasks` and `record.timeline` are read already. What
/// does not fit them is a problem of `run`.
void readTaskTimelines(const nlohmann::json& value, ObjectReader& run, RunRecord& record);

} // namespace cicada
