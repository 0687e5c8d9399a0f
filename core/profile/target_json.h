#pragma once

#include "profile/object_reader.h"
#include "profile/test_profile.h"

#include <nlohmann/json.hpp>

/// The form of a target in profiles and in the list of saved targets.
namespace cicada {

/// "sandbox", the name of a saved target, a URI, or an object. A password in it is a problem, and
/// is not repeated.
Target targetFromJson(
    const nlohmann::json& value, const std::string& path, std::vector<Problem>& problems);

/// The shortest form that reads back the same; without the password.
nlohmann::ordered_json targetToJson(const Target& target);

/// An endpoint with its name and all settings.
nlohmann::ordered_json targetToObject(const Target& target);

} // namespace cicada
