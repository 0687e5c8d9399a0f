#pragma once

#include "base/result.h"
#include "stats/interval.h"
#include "stats/run_record.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cicada {

/// Interval logs as HdrHistogram's tools read them (log format 1.3, V2 compressed): of all tasks
/// together and of each, latency and service time apart. Values are microseconds, the column
/// Interval_Max is milliseconds, as is usual. Grows with the run: about 1 KB an interval and log.
/// One thread.
class HdrLogs
{
public:
    /// `startedAt` as RunRecord::startedAt; `tasks` are the names of the rows.
    HdrLogs(const std::string& startedAt, const std::vector<std::string>& tasks);

    /// One interval holding the whole run. Error::Invalid where its file keeps no histograms.
    static Result<HdrLogs> of(const RunRecord& record);

    /// The next interval in time.
    void add(const Interval& interval);

    struct File
    {
        std::string name; ///< "latency-all-tasks.hlog", "service-time-01-read-whole.hlog"
        std::string text;
    };

    const std::vector<File>& files() const { return m_files; }

    /// Into `folder`, which is made where it is missing. Error::Io.
    Result<Done> save(const std::filesystem::path& folder) const;

private:
    void append(File& file, const Interval& interval, const Histogram& histogram);

    std::size_t m_tasks;
    std::vector<File> m_files; ///< latencies: all, then each task; then service times likewise
};

} // namespace cicada
