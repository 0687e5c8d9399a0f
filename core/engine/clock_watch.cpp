#include "engine/clock_watch.h"

#include "base/units.h"

#include <utility>

namespace cicada {

namespace {

std::string spanOf(std::chrono::nanoseconds length)
{
    return formatMicroseconds(std::chrono::duration<double, std::micro>(length).count());
}

} // namespace

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
            "the system's clock is " + spanOf(jumped)
                + " ahead at once: it was set, or this machine was suspended"};
    if (jumped <= -kShortest)
        return Note{"clock", "the system's clock was set back by " + spanOf(-jumped)};
    if (passed >= kShortest)
        return Note{"stalled",
            "this program stood still for " + spanOf(passed)
                + ": the requests of that time are late by its own fault"};
    return std::nullopt;
}

} // namespace cicada
