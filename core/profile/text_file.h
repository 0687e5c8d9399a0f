#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

/// Whole small files. Blocking; errors are Error::Io sentences that name the path.
namespace cicada {

Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t mostBytes);

/// Writes beside, then renames: the old file stays whole if anything fails. A device or pipe is
/// written to as it is.
Result<Done> writeTextFile(const std::filesystem::path& path, std::string_view text);

/// The path as Qt takes it.
QString qtPath(const std::filesystem::path& path);

/// The path for a person, in UTF-8.
std::string pathText(const std::filesystem::path& path);

} // namespace cicada
