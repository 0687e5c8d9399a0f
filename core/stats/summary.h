#pragma once

#include "stats/interval.h"
#include "stats/run_record.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace cicada {

/// Adds up the intervals of a run: totals over the measured window, the thinned timeline, the
/// failures. Memory is bounded whatever the length of the run: where the timeline outgrows its
/// limits, neighbours of one phase are merged (1 s, 2 s, 4 s...), a few with each new interval, so
/// that none takes long. One thread.
class Summary
{
public:
    static constexpr std::size_t kMaxTimelinePoints = 1200;
    static constexpr std::size_t kMaxTimelineBytes = 32'000'000; ///< of latencies, encoded

    struct TaskName
    {
        std::string name, row;
        std::vector<std::string> commands;
    };

    /// `includeRamp`: totals hold every phase but the time of Pause and Stop in which nothing ended
    /// (runs limited by a number of requests count all of them); else Measure only.
    Summary(std::vector<TaskName> tasks, bool includeRamp);

    /// Whether totals hold it.
    static bool countsInTotals(const Interval& interval, bool includeRamp);

    /// In order of time. An interval counts as a whole.
    void add(const Interval& interval);

    /// Fills totals, tasks, failures, timeline, durationSeconds, elapsedSeconds, totalsIncludeRamp
    /// of `record`, sums of all phases' calls and bytes into integrity, and the generator's loop
    /// lag. `underWay`: what has been measured of intervals that are not complete, for the eye: it
    /// is in totals, tasks, failures and `record.underWay`, but not in the timeline, and not kept.
    void fill(RunRecord& record, const std::vector<Interval>& underWay = {}) const;

    /// All measured latencies of one task (index) or of all (no argument), for percentile curves.
    const Histogram& latency(std::size_t task) const;
    Histogram latency() const;

    /// What the totals were taken from; for a run that is over.
    std::shared_ptr<const RunHistograms> histograms() const;

    /// Calls of all phases that got no reply, per command.
    const std::map<std::string, std::uint64_t>& callsUnanswered() const
    {
        return m_sums.unanswered;
    }

    /// Calls of all phases that were queued in transactions which then were dropped, per command.
    const std::map<std::string, std::uint64_t>& callsDiscarded() const { return m_sums.discarded; }

private:
    // A point of the timeline with its figures ready, since fill() is called four times a second;
    // the latencies of each task are kept encoded, a tenth of a histogram, for the day it is
    // merged.
    struct Point
    {
        TimelinePoint figures;
        std::vector<std::string> latencies;

        std::size_t bytes() const;
    };

    /// What only grows.
    struct Sums
    {
        Interval measured;
        std::map<FailureKey, FailureRow> failures;
        std::map<std::string, std::uint64_t> sent, unanswered, discarded;
        Traffic traffic;
        Histogram loopLag;
        std::chrono::nanoseconds elapsed{0}, paused{0};
    };

    bool isMeasured(const Interval& interval) const
    {
        return countsInTotals(interval, m_includeRamp);
    }

    void addTo(Sums& sums, const Interval& interval) const;
    void addFailures(std::map<FailureKey, FailureRow>& failures, const Interval& interval) const;
    void fillSums(RunRecord& record, const Sums& sums) const;
    void addPoint(const Interval& interval);
    bool isTooLong() const;
    void thin();
    bool mergeAtCursor();
    bool fitsIntoOne(const Point& point, const Point& next) const;

    std::vector<TaskName> m_names;
    bool m_includeRamp;
    Sums m_sums;
    std::vector<Point> m_timeline;
    std::size_t m_timelineBytes = 0;
    double m_pointLength = 1;     ///< seconds that a point may span, left of the cursor
    std::size_t m_thinCursor = 0; ///< where merging goes on
};

} // namespace cicada
