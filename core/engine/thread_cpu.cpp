#include "engine/thread_cpu.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <ctime>
#endif
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace cicada {

double threadCpuSeconds()
{
#ifdef _WIN32
    FILETIME created, ended, kernel, user;
    if (!GetThreadTimes(GetCurrentThread(), &created, &ended, &kernel, &user))
        return 0;
    const auto seconds = [](const FILETIME& time) {
        return (static_cast<double>(time.dwHighDateTime) * 4294967296.0 + time.dwLowDateTime)
            * 1e-7;
    };
    return seconds(kernel) + seconds(user);
#else
    timespec time{};
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0)
        return 0;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
#endif
}

void usePreciseTimers()
{
#ifdef __linux__
    // The default slack of 50 us would show as latency of every user that waits.
    prctl(PR_SET_TIMERSLACK, 1000UL, 0UL, 0UL, 0UL);
#endif
}

} // namespace cicada
