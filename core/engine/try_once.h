#pragma once

#include "base/result.h"
#include "profile/test_profile.h"

#include <string>
#include <vector>

namespace cicada {

/// One call of a task tried by hand.
struct TriedCall
{
    std::string command; ///< the exact command, shell-quoted, bounded
    std::string reply;   ///< as redis-cli would print it, bounded to 64 KiB
    double milliseconds = 0;
    std::uint64_t sentBytes = 0, receivedBytes = 0;
    std::string outcome; ///< "success", "miss", "failure"
    std::string explanation;
};

/// Runs task `index` of `profile` once, blocking, on one connection; writes the documents it needs
/// under the prefix first where they are missing (and says so). For a thread that may wait.
Result<std::vector<TriedCall>> tryOnce(
    const TestProfile& profile, std::size_t taskIndex, const Endpoint& endpoint);

} // namespace cicada
