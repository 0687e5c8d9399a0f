#include "stats/machine_figures.h"

#include "base/units.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

constexpr double kShortShare = 0.1;

// Files from elsewhere may hold any number.
std::uint64_t rounded(double value)
{
    return static_cast<std::uint64_t>(std::llround(std::clamp(value, 0.0, 1e9)));
}

} // namespace

std::string coresText(double cores)
{
    const std::uint64_t hundredths = rounded(cores * 100);
    const std::string digits = std::to_string(100 + hundredths % 100);
    return std::to_string(hundredths / 100) + '.' + digits.substr(1);
}

std::string coreCountText(double cores)
{
    const std::uint64_t count = rounded(cores);
    return formatCount(count) + (count == 1 ? " core" : " cores");
}

double MachineFigures::others() const
{
    return std::max(0.0, programs - own - server);
}

double MachineFigures::interruptsBeside() const
{
    return std::max(0.0, interrupts - std::max(0.0, own + server - programs));
}

bool MachineFigures::isShort() const
{
    return cores > 0 && idle < kShortShare * cores;
}

std::string machineUseText(const MachineFigures& machine)
{
    const struct
    {
        const char* who;
        double cores;
    } parts[] = {
        {"the server ", machine.server},
        {"this tool ", machine.own},
        {"other programs ", machine.others()},
        {"interrupts ", machine.interruptsBeside()},
        {"other virtual machines ", machine.stolen},
    };

    std::string text;
    for (const auto& part : parts)
        if (part.cores >= 0.005)
            text += part.who + coresText(part.cores) + ", ";
    return text + "idle " + coresText(machine.idle) + " of " + coreCountText(machine.cores);
}

} // namespace cicada
