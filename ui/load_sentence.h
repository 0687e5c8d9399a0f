#pragma once

#include "profile/test_profile.h"

#include <QString>

namespace cicada {

/// What a load will do, in words: "1,000 users in 10 s, then 60 s measured. ..." Pure.
QString loadSentence(const Load& load, bool serverOnThisMachine);

/// Tasks per second that the users' waiting allows at most; 0 where nothing but the target limits
/// it.
double mostTasksPerSecond(const Load& load);

/// A duration for people: "10 s", "250 ms", "2 min 30 s".
QString spokenDuration(std::chrono::nanoseconds duration);

} // namespace cicada
