#pragma once

#include "stats/run_record.h"

#include <string>

/// Small runs for tests of views and models.
namespace cicada::samples {

inline LatencyFigures latency(double p50)
{
    return {p50 / 2, p50 * 1.1, p50, p50 * 1.2, p50 * 1.5, p50 * 2, p50 * 3, p50 * 4, p50 * 5,
        p50 * 10};
}

inline TaskRow task(const std::string& name, std::uint64_t requests, std::uint64_t failures = 0)
{
    TaskRow row;
    row.name = name;
    row.type = "READ";
    row.requests = row.calls = requests;
    row.failures = failures;
    row.successes = requests - failures;
    row.failuresPerSecond = static_cast<double>(failures) / 10;
    if (requests > 0)
        row.latency = latency(310);
    row.commands.push_back({"JSON.GET", requests, failures, latency(200), std::nullopt});
    return row;
}

/// 10 s measured; a task for each name, with 1,000 requests and more for each further one.
inline RunRecord run(const std::vector<std::string>& names)
{
    RunRecord record;
    record.name = "Sample";
    record.state = "finished";
    record.startedAt = "2026-11-23T02:08:35.120Z";
    record.durationSeconds = record.elapsedSeconds = 10;
    record.targetName = "Local sandbox";
    for (const std::string& name : names) {
        record.tasks.push_back(task(name, 1'000 * (record.tasks.size() + 1)));
        record.totals.requests += record.tasks.back().requests;
        record.totals.successes += record.tasks.back().successes;
    }
    record.totals.throughputPerSecond = static_cast<double>(record.totals.successes) / 10;
    if (record.totals.requests > 0)
        record.totals.latency = latency(310);
    return record;
}

/// One point a second from 0, all measured.
inline void addTimeline(RunRecord& record, int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        TimelinePoint point;
        point.second = second;
        point.phase = Phase::Measure;
        point.users = 10;
        point.requests = point.successes = 1'000;
        point.throughputPerSecond = 1'000 + second % 7;
        point.latency = latency(310);
        record.timeline.push_back(point);
    }
    record.elapsedSeconds = seconds;
}

} // namespace cicada::samples
