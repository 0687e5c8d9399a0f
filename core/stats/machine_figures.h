#pragma once

#include <string>

namespace cicada {

/// What the cores of the machine that this tool ran on did while it measured, in cores: 0.5 is half
/// of one core's time.
struct MachineFigures
{
    double cores = 0;
    double programs = 0;   ///< all processes together
    double own = 0;        ///< of them: this one
    double server = 0;     ///< of them: the target, where it is on this machine and tells
    double interrupts = 0; ///< of the kernel, such as the network's
    double stolen = 0;     ///< taken by the hypervisor, for other virtual machines
    double idle = 0;

    /// Of processes that are neither this one nor the target.
    double others() const;

    /// Of `interrupts`, those that `own` and `server` do not hold: processes count what interrupts
    /// them as theirs, `programs` does not.
    double interruptsBeside() const;

    /// Whether so little was idle that who wanted a core may have waited for one.
    bool isShort() const;
};

/// The members of MachineFigures as run files name them.
struct MachinePart
{
    const char* name;
    double MachineFigures::* cores;
};

inline constexpr MachinePart kMachineParts[] = {
    {"cores", &MachineFigures::cores},
    {"programs", &MachineFigures::programs},
    {"own", &MachineFigures::own},
    {"server", &MachineFigures::server},
    {"interrupts", &MachineFigures::interrupts},
    {"stolen", &MachineFigures::stolen},
    {"idle", &MachineFigures::idle},
};

/// "0.98"
std::string coresText(double cores);

/// "2 cores", "1 core"
std::string coreCountText(double cores);

/// "the server 0.98, this tool 0.42, other programs 0.05, idle 0.55 of 2 cores"; parts that are
/// nothing are left out.
std::string machineUseText(const MachineFigures& machine);

} // namespace cicada
