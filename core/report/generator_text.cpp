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

std::string connectionWaitSentence(const LatencyFigures& wait)
{
    if (wait.max <= 1) // the resolution of what is measured
        return "No request waited for a connection.";
    return "Waiting for a connection, a part of each latency: " + formatMicroseconds(wait.p50)
        + " in the median, " + formatMicroseconds(wait.p99) + " at 99 %, "
        + formatMicroseconds(wait.max) + " at most.";
}

std::string tlsSentence(const TlsFigures& tls)
{
    return formatCount(tls.handshakes)
        + (tls.handshakes == 1 ? " TLS handshake" : " TLS handshakes") + ", "
        + (tls.resumptions == 0 ? "none" : formatCount(tls.resumptions))
        + " of which took up an earlier session.";
}

} // namespace cicada
