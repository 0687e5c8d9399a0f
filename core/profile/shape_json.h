#pragma once

#include "profile/shape_definition.h"
#include "workload/task.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cicada {

/// 30 and not 30.0 where that is the same.
nlohmann::ordered_json jsonNumber(double value);

/// `load.shape` of a profile: {"of": "users" or "rate", "kind": "stages"..., and what the kind
/// needs}. Members that the kind does not use are problems, and so is what is missing.
ShapeDefinition shapeFromJson(
    const nlohmann::json& value, const std::string& path, std::vector<Problem>& problems);

nlohmann::ordered_json shapeToJson(const ShapeDefinition& shape);

} // namespace cicada
