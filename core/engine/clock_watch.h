#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace cicada {

/// Notices what makes the time axis of a run lie: that this program or the whole machine stood
/// still (suspended, stopped, starved), and that somebody set the system's clock. To be asked some
/// times a second. A plain object; one thread.
class ClockWatch
{
public:
    using Steady = std::chrono::nanoseconds; ///< since any moment; may stand still in a suspend
    using System = std::chrono::nanoseconds; ///< since 1970

    static constexpr std::chrono::seconds kShortest{2}; ///< what is told

    struct Note
    {
        std::string kind; ///< "stalled", "clock"
        std::string text;
    };

    /// The time on both clocks now.
    std::optional<Note> take(Steady steady, System system);

private:
    std::optional<Steady> m_steady;
    System m_system{0};
};

} // namespace cicada
