#pragma once

#include "base/result.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <vector>

namespace cicada {

struct TestProfile;

/// One call of a task tried by hand, as the inspector shows it: the window's twin of the engine's
/// TriedCall, which only run_session may include. Texts come from a server: show them as plain
/// text.
struct TriedCallText
{
    QString command;
    QString reply;
    double milliseconds = 0;
    quint64 sentBytes = 0;
    quint64 receivedBytes = 0;
    QString outcome; ///< "success", "miss", "failure"
    QString explanation;
};

using TriedTask = Result<std::vector<TriedCallText>>;

/// Runs task `taskIndex` of the profile once, without blocking; the callback comes in the UI
/// thread.
using TryTask = std::function<void(
    const TestProfile& profile, std::size_t taskIndex, std::function<void(TriedTask)> done)>;

} // namespace cicada
