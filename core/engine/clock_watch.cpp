#include "engine/clock_watch.h"

#include "base/units.h"

#include <utility>

namespace cicada {

std::optional<ClockWatch::Note> ClockWatch::take(Steady steady, System system)
{
    const std::optional<Steady> before = std::exchange(m_steady, steady);
    const System systemBefore = std::exchange(m_system, system);
    if (!before)
        return std::nullopt;
    const auto passed = steady - *before;
    const auto jumped = (system - systemBefore) - passed;
    // A suspended machine keeps its steady clock still, on Linux at least: the other one tells.
    if (jumped >= kShortest)
        return Note{"clock",
            "the system's clock is " + formatMicroseconds(jumped)
                + " ahead at once: it was set, or this machine was suspended"};
    if (jumped <= -kShortest)
        return Note{"clock", "the system's clock was set back by " + formatMicroseconds(-jumped)};
    if (passed >= kShortest)
        return Note{"stalled",
            "this program stood still for " + formatMicroseconds(passed)
                + ": the requests of that time are late by its own fault"};
    return std::nullopt;
}

} // namespace cicada
