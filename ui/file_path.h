#pragma once

#include <QString>

#include <filesystem>

namespace cicada {

/// The path for the core. By way of UTF-16, so that on Windows no code page comes between.
inline std::filesystem::path fileSystemPath(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

} // namespace cicada
