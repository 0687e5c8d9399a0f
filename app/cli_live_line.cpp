#include "cli_live_line.h"

#include "base/units.h"
#include "cli_terminal.h"

#include <cmath>
#include <cstdio>

namespace cicada {

LiveLine::LiveLine(bool quiet)
    : m_quiet(quiet)
    , m_live(hasErrorTerminal())
{
}

LiveLine::~LiveLine()
{
    clear();
}

void LiveLine::show(const std::string& line)
{
    if (m_quiet || line.empty())
        return;
    if (m_live) {
        std::fprintf(stderr, "\r\x1b[K%s", line.substr(0, 150).c_str());
        std::fflush(stderr);
        m_drawn = true;
    } else if (const std::string word = line.substr(0, line.find(' ')); word != m_lastWord) {
        std::fprintf(stderr, "%s\n", line.c_str());
        m_lastWord = word;
    }
}

void LiveLine::say(const std::string& line)
{
    if (!m_quiet && m_live && !line.empty())
        std::fprintf(stderr, "%s\n", line.c_str());
}

void LiveLine::clear()
{
    if (m_drawn)
        std::fprintf(stderr, "\r\x1b[K");
    m_drawn = false;
}

std::string lineOf(const RunProgress& progress, const RunRecord& record)
{
    const auto seconds
        = [](double value) { return std::to_string(static_cast<long>(value)) + " s"; };
    std::string line;
    switch (progress.state) {
    case RunState::Connecting:
        return "Connecting";
    case RunState::Preparing:
        if (progress.documentsTotal == 0)
            return "Preparing";
        return "Preparing " + std::to_string(std::lround(progress.fraction * 100)) + " %, "
            + formatCount(progress.documentsDone) + " of " + formatCount(progress.documentsTotal)
            + " documents, " + formatRate(progress.documentsPerSecond) + "/s, "
            + seconds(progress.secondsLeft) + " left";
    case RunState::Spawning:
        line = "Spawning " + formatCount(progress.users) + " / " + formatCount(progress.targetUsers)
            + " users";
        break;
    case RunState::WarmingUp:
        line = "Warming up " + seconds(progress.phaseElapsed) + " of "
            + seconds(progress.phaseLength);
        break;
    case RunState::Measuring:
        line = progress.phaseLength > 0
            ? "Measuring " + seconds(progress.phaseElapsed) + " of " + seconds(progress.phaseLength)
            : "Measuring " + std::to_string(std::lround(progress.fraction * 100)) + " %";
        break;
    case RunState::Paused:
        line = "Paused";
        break;
    case RunState::Stopping:
        return "Stopping";
    default:
        return {};
    }
    if (record.timeline.empty())
        return line;
    const TimelinePoint& point = record.timeline.back();
    line += "  " + formatRate(point.throughputPerSecond) + " tasks/s";
    if (point.latency)
        line += "  median " + formatMicroseconds(point.latency->p50) + "  99 % "
            + formatMicroseconds(point.latency->p99);
    if (point.backlog > 0 || point.dropped > 0)
        line += "  backlog " + formatCount(point.backlog) + "  dropped "
            + formatCount(point.dropped);
    return line + "  failures " + formatCount(point.failures) + "  misses "
        + formatCount(point.misses);
}

} // namespace cicada
