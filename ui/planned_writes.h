#pragma once

#include "profile/test_profile.h"

#include <QStringList>

namespace cicada {

/// What a run of `profile` changes on its target, a sentence each, for somebody who must agree to
/// it.
QStringList plannedWrites(const TestProfile& profile);

} // namespace cicada
