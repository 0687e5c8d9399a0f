#pragma once

#include "stats/interval.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace cicada {

/// Notices, in the merged intervals of a run, the stretches that a reader of the timeline must know
/// of though every connection stood: nothing came back, or most requests failed. (That all
/// connections were lost is told by the run itself.) A plain object; one thread.
class OutageWatch
{
public:
    /// What is told only when it lasts so long: a second, as intervals measure it.
    static constexpr std::chrono::milliseconds kShortest{950};

    struct Note
    {
        double second = 0; ///< since the run's start
        std::string kind;  ///< "silent", "failing", and "answers", "works" where it is over
        std::string text;
    };

    /// The next interval in time, of all workers; what is to be noted on its account.
    std::vector<Note> take(const Interval& interval);

private:
    /// One kind of trouble: since when, how long, and whether it was told.
    struct Stretch
    {
        bool begun = false;
        bool told = false;
        std::chrono::nanoseconds start{0};
        std::chrono::nanoseconds length{0};
        std::uint64_t failures = 0;

        /// Whether it is to be told now.
        bool add(const Interval& interval);
        /// Ends it; whether it had been told.
        bool end();
    };

    Stretch m_silence;
    Stretch m_failing;
};

} // namespace cicada
