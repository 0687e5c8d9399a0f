#pragma once

#include "profile/test_profile.h"

#include <filesystem>
#include <string>
#include <string_view>

/// `*.cicada.json`: format "cicada-test", version 1. Unknown fields are errors with the nearest
/// known name; every error names the field and the mend; a password in it is refused.
namespace cicada {

/// Parses and checks types and ranges of every field (not validate()'s meaning). On failure all
/// problems are in `problems` and the Error's text is their first lines joined.
Result<TestProfile> profileFromJson(
    std::string_view text, std::vector<Problem>* problems = nullptr);

/// Indented, stable order, ends with a newline. Fields that have their default are written too, so
/// that the file explains itself. Never a password.
std::string profileToJson(const TestProfile& profile);

/// Reads a file of at most 16 MiB; relative `file` paths of data sets are taken from its folder.
Result<TestProfile> loadProfile(
    const std::filesystem::path& path, std::vector<Problem>* problems = nullptr);

/// Writes beside, then renames: the old file stays whole if anything fails (disk full, no right).
Result<Done> saveProfile(const TestProfile& profile, const std::filesystem::path& path);

} // namespace cicada
