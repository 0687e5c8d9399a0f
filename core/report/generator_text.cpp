#include "report/generator_text.h"

#include "base/units.h"

namespace cicada {

std::string timingFloorSentence(const TimingFloor& floor)
{
    const double own = floor.engine - floor.blocking;
    return "A PING took " + formatMicroseconds(floor.engine) + " by this tool and "
        + formatMicroseconds(floor.blocking)
        + " by a plain blocking client on the same socket (medians): "
        + (own > 0 ? formatMicroseconds(own) + " of each latency are this tool's own."
                   : "this tool adds nothing that shows.");
}

} // namespace cicada
