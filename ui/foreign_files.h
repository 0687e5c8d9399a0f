#pragma once

#include "profile/test_profile.h"

#include <QString>

#include <set>
#include <string>

namespace cicada {

/// The files of a profile's data sets that neither lie in the folder of the profile (or below), nor
/// in the app's own, nor were read with the user's consent before. A profile may come from others:
/// opening it must not be enough for such a file to be read. `profilePath` empty: it has no folder.
std::set<std::string> foreignFiles(const TestProfile& profile, const QString& profilePath);

/// The user wants these read, now and in later sessions. Keeps the latest few hundred.
void rememberConsent(const std::set<std::string>& files);

} // namespace cicada
