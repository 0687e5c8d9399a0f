#include "engine/machine_watch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#ifdef __linux__
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace cicada {

namespace {

/// user, nice, system, idle, iowait, irq, softirq, steal: guests are within user and nice.
constexpr std::size_t kFields = 8;

/// The kernel counts in hundredths of a second: of less, shares would be guesses.
constexpr double kLeastSeconds = 0.5;

std::optional<std::array<double, kFields>> fieldsOf(std::string_view line)
{
    std::array<double, kFields> fields{};
    for (double& field : fields) {
        const std::size_t begin = line.find_first_of("0123456789");
        if (begin == line.npos)
            return std::nullopt;
        line.remove_prefix(begin);
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), field);
        if (error != std::errc())
            return std::nullopt;
        line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    }
    return fields;
}

#ifdef __linux__
double ownCpuSeconds()
{
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
#endif

} // namespace

std::optional<CpuTimes> CpuTimes::parse(std::string_view text, double ticksPerSecond)
{
    if (!text.starts_with("cpu ") || !(ticksPerSecond > 0))
        return std::nullopt;
    const std::size_t firstLine = std::min(text.find('\n'), text.size());
    const auto ticks = fieldsOf(text.substr(0, firstLine));
    if (!ticks)
        return std::nullopt;
    CpuTimes times;
    const auto& [user, nice, system, idle, waiting, hard, soft, steal] = *ticks;
    times.programs = (user + nice + system) / ticksPerSecond;
    times.idle = (idle + waiting) / ticksPerSecond;
    times.interrupts = (hard + soft) / ticksPerSecond;
    times.stolen = steal / ticksPerSecond;
    // A line of its own for each core that is online.
    for (std::size_t at = firstLine; at < text.size() && text.substr(at + 1).starts_with("cpu");
        at = std::min(text.find('\n', at + 1), text.size()))
        ++times.cores;
    return times.cores > 0 ? std::optional(times) : std::nullopt;
}

std::optional<CpuTimes> CpuTimes::now()
{
#ifdef __linux__
    std::ifstream file("/proc/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto times = parse(text, static_cast<double>(::sysconf(_SC_CLK_TCK)));
    if (times)
        times->own = ownCpuSeconds();
    return times;
#else
    return std::nullopt;
#endif
}

MachineWatch::MachineWatch(std::function<std::optional<CpuTimes>()> now)
    : m_now(std::move(now))
{
}

void MachineWatch::take(bool measures)
{
    if (!measures && !m_last)
        return;
    const std::optional<CpuTimes> now = m_now();
    if (m_last && now) {
        // Steal and iowait are known to go back by a tick at times.
        const auto add = [&](double CpuTimes::* member) {
            m_sum.*member += std::max(0.0, *now.*member - *m_last.*member);
        };
        for (const auto member : {&CpuTimes::programs, &CpuTimes::interrupts, &CpuTimes::stolen,
                 &CpuTimes::idle, &CpuTimes::own})
            add(member);
        m_sum.cores = now->cores;
    }
    m_last = measures ? now : std::nullopt;
}

std::optional<MachineFigures> MachineWatch::figures() const
{
    const double all = m_sum.programs + m_sum.interrupts + m_sum.stolen + m_sum.idle;
    if (!(all >= kLeastSeconds * m_sum.cores) || all == 0)
        return std::nullopt;
    const double scale = m_sum.cores / all;
    MachineFigures figures;
    figures.cores = m_sum.cores;
    figures.programs = m_sum.programs * scale;
    figures.own = m_sum.own * scale;
    figures.interrupts = m_sum.interrupts * scale;
    figures.stolen = m_sum.stolen * scale;
    figures.idle = m_sum.idle * scale;
    return figures;
}

} // namespace cicada
