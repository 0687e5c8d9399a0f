#pragma once

#include <string>

namespace cicada {

/// The password that the desktop app keeps in the system's keychain for the saved target `name`.
/// Empty where there is none, or no keychain that answers. Waits up to half a minute: a locked
/// keychain may ask the user to open it. Needs a QCoreApplication; its thread only.
std::string keychainPassword(const std::string& name);

} // namespace cicada
