#pragma once

#include "engine/load_test.h"

#include <string>

namespace cicada {

/// What is going on, on standard error: drawn over itself on a terminal; elsewhere a line at each
/// change of state.
class LiveLine
{
public:
    explicit LiveLine(bool quiet);
    LiveLine(const LiveLine&) = delete;
    LiveLine& operator=(const LiveLine&) = delete;
    ~LiveLine(); ///< clears it

    void show(const std::string& line);

    /// A line that stays; only on a terminal.
    void say(const std::string& line);

    void clear();

private:
    bool m_quiet;
    bool m_live;
    bool m_drawn = false;
    std::string m_lastWord;
};

/// The line of a run: its state and the figures of the last second.
std::string lineOf(const RunProgress& progress, const RunRecord& record);

} // namespace cicada
