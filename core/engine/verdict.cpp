#include "engine/verdict.h"

#include "base/units.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

constexpr double kBusyShare = 0.9;
constexpr double kLagLimit = 10'000; // microseconds
// From here on a thread's lag is told beside the latencies, as so large a part of them.
constexpr double kColouringLag = 1'000; // microseconds
constexpr double kColouringPart = 0.25;
constexpr double kOtherPrograms = 0.2; // cores
constexpr double kStolenPart = 0.05;
constexpr double kWaitingPart = 0.5;

std::string percent(double share)
{
    return std::to_string(static_cast<int>(std::lround(share * 100))) + " %";
}

} // namespace

double serverCpuShare(const RunRecord& record)
{
    double begin = -1;
    double end = -1;
    for (const TimelinePoint& point : record.timeline) {
        if (point.phase != Phase::Measure)
            continue;
        if (begin < 0)
            begin = point.second;
        end = point.second + point.length;
    }
    double sum = 0;
    int count = 0;
    for (const ServerSample& sample : record.serverSamples) {
        if (sample.second >= begin + 1 && sample.second <= end) {
            sum += sample.cpuShare;
            ++count;
        }
    }
    return count > 0 ? sum / count : -1;
}

std::vector<std::string> generatorWarnings(
    const GeneratorFigures& generator, const std::optional<LatencyFigures>& latency)
{
    std::vector<std::string> warnings;
    if (generator.cpuShare > kBusyShare)
        warnings.push_back("This tool was busy: its busiest thread used "
            + percent(generator.cpuShare)
            + " of a core, so part of the latency is its own. Use more threads, or another "
              "machine.");
    const auto latest = std::ranges::max_element(generator.workers, {}, &WorkerFigures::loopLagP99);
    if (generator.loopLagP99 > kLagLimit)
        warnings.push_back("This tool was late: its loop lagged "
            + formatMicroseconds(generator.loopLagP99)
            + " at the 99th percentile, which is part of the latencies. Use fewer threads than "
              "cores.");
    else if (latency && latest != generator.workers.end() && latest->loopLagP99 > kColouringLag
        && latest->loopLagP99 > kColouringPart * latency->p99)
        warnings.push_back("Thread " + std::to_string(latest - generator.workers.begin() + 1)
            + " of this tool ran " + formatMicroseconds(latest->loopLagP99)
            + " late at the 99th percentile, where latency is " + formatMicroseconds(latency->p99)
            + ": part of the high percentiles may be its own.");
    if (const auto& machine = generator.machine) {
        const std::string rest = " of this machine's " + coreCountText(machine->cores)
            + ": the figures hold that disturbance.";
        if (machine->isShort() && machine->others() > kOtherPrograms)
            warnings.push_back("No core was idle while other programs used "
                + coresText(machine->others()) + rest);
        if (machine->stolen > kStolenPart * machine->cores)
            warnings.push_back("Other virtual machines took " + coresText(machine->stolen) + rest);
    }
    return warnings;
}

std::vector<std::string> loadWarnings(const RunRecord& record)
{
    const ArrivalFigures arrivals = ArrivalFigures::of(record.timeline);
    if (arrivals.dropped == 0)
        return {};
    return {"The rate was not kept: " + formatCount(arrivals.dropped) + " due requests ("
        + formatRate(arrivals.droppedShare() * 100)
        + " %) were dropped, since the backlog was full or the run ended; up to "
        + formatCount(arrivals.largestBacklog) + " waited for a free user."};
}

namespace {

// Empty where the target was there all the time.
std::string outageText(const RunRecord& record)
{
    for (const RunEvent& event : record.events)
        if (event.kind == "lost")
            return "The target was lost " + formatMicroseconds(event.second * 1e6)
                + " after the start: the figures hold the outage and its failures.";
    const auto outage = std::ranges::find_if(
        record.events, [](const auto& event) { return event.beginsOutage(); });
    if (outage == record.events.end())
        return {};
    const auto end = std::find_if(
        outage, record.events.end(), [](const auto& event) { return event.endsOutage(); });
    return (end == record.events.end()
                   ? "From " + formatMicroseconds(outage->second * 1e6) + " to the end, "
                   : "Between " + formatMicroseconds(outage->second * 1e6) + " and "
                       + formatMicroseconds(end->second * 1e6) + " after the start, ")
        + outage->text + ": the figures hold that outage.";
}

// The first of the limits that explains the throughput.
std::string limitText(const RunRecord& record)
{
    const double server = serverCpuShare(record);
    const std::string tool
        = "this tool's busiest thread used " + percent(record.generator.cpuShare) + " of a core";
    if (server > kBusyShare)
        return "Bound by the server: it used " + percent(server) + " of a core; " + tool + ".";
    if (record.generator.cpuShare > kBusyShare)
        return "Bound by this tool: " + tool
            + (server >= 0 ? ", the server " + percent(server) : "")
            + ". More threads or machines would send more.";
    if (const auto& machine = record.generator.machine; machine && machine->isShort())
        return "The machine this tool ran on had no core idle: " + machineUseText(*machine) + ".";
    if (record.generator.loopLagP99 > kLagLimit)
        return "Bound by the machine this tool ran on: its loop came late by "
            + formatMicroseconds(record.generator.loopLagP99) + " at the 99th percentile though "
            + tool + ". Other programs took the CPU.";
    const std::string sides
        = (server >= 0 ? "the server used " + percent(server) + " of a core and " : "") + tool;
    const auto& wait = record.totals.connectionWait;
    const auto& latency = record.totals.latency;
    if (wait && latency && wait->p50 > kWaitingPart * latency->p50)
        return "Bound by the connections: of a latency of " + formatMicroseconds(latency->p50)
            + " (medians) " + formatMicroseconds(wait->p50) + " were waiting for a free one; "
            + sides + ". More connections would send more.";
    if (server >= 0)
        return "Neither side was at its limit: " + sides
            + "; users, waits or the network set the pace.";
    return "The server's CPU is not known; " + tool + ".";
}

} // namespace

std::string verdictOf(const RunRecord& record)
{
    if (record.totals.requests == 0)
        return "No request was completed in the measured window.";
    if (record.totals.successes == 0)
        return "No request succeeded: see the failures.";
    const std::string outage = outageText(record);
    return outage.empty() ? limitText(record) : outage;
}

} // namespace cicada
