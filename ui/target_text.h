#pragma once

#include "profile/test_profile.h"
#include "stats/run_record.h"

#include <QString>

/// Targets and servers as people call them.
namespace cicada {

QString targetTitle(const Target& target);         ///< "Local sandbox", its name, its address
QString serverTitle(const ServerIdentity& server); ///< "Redis 7.0.15"

} // namespace cicada
