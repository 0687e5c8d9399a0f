#pragma once

#include "workload/document.h"

#include <string_view>

namespace cicada {

/// Roles of documents we did not design: the first number, the first text... of the JSON object
/// `document`, in its order; those that do not exist in it are left out.
std::vector<DocumentRole> rolesOf(std::string_view document);

/// Keeps the roles that `document` has too.
void keepSharedRoles(std::vector<DocumentRole>& roles, std::string_view document);

/// "number", "string", "boolean", "object", "array" or "null" of the JSON value that begins `json`.
std::string_view jsonTypeOf(std::string_view json);

} // namespace cicada
