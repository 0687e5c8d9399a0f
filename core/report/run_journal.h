#pragma once

#include "base/result.h"
#include "stats/interval.h"
#include "stats/run_record.h"
#include "stats/summary.h"

#include <filesystem>
#include <memory>

namespace cicada {

/// Keeps each finished second of a run on disk, a line each, so that a crash or kill -9 loses at
/// most the last one. One thread. A full disk is said once by append() and the run goes on.
class RunJournal
{
public:
    /// Begins `<path>` with all that is known at the start (names, profile, target).
    static Result<RunJournal> create(const std::filesystem::path& path, const RunRecord& start,
        const std::vector<Summary::TaskName>& tasks);
    RunJournal(RunJournal&&) noexcept;
    RunJournal& operator=(RunJournal&&) noexcept;
    ~RunJournal();

    Result<Done> append(const Interval& interval); ///< written and flushed to the system
    void remove();                                 ///< after the run file is safe

    /// Whether the file begins as a journal does.
    static bool isJournal(const std::filesystem::path& path);

    /// What a journal holds, as a run of state "aborted". A broken last line is left out.
    static Result<RunRecord> recover(const std::filesystem::path& path);

private:
    struct Impl;
    explicit RunJournal(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace cicada
