#pragma once

#include "profile/test_profile.h"

#include <filesystem>
#include <vector>

namespace cicada {

/// Under this name the keychain holds the saved targets' passwords, each by its target's name.
inline constexpr const char* kKeychainService = "Cicada";

/// The saved targets of this machine, one JSON file in the user's configuration folder; shared by
/// the desktop app and the CLI. Without passwords: those are in the keychain under the target's
/// name. Not thread-safe.
class TargetStore
{
public:
    /// `folder` empty: QStandardPaths' configuration folder of "Cicada".
    explicit TargetStore(std::filesystem::path folder = {});

    /// Missing file: an empty list. A broken one is Error::Io that names it, and is never
    /// overwritten.
    Result<std::vector<Target>> load() const;
    Result<Done> save(const std::vector<Target>& targets) const;

    std::filesystem::path file() const;

private:
    std::filesystem::path m_folder;
};

} // namespace cicada
