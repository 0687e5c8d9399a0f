#pragma once

#include "cli_options.h"
#include "engine/load_test.h"
#include "report/run_journal.h"

#include <optional>
#include <string>

namespace cicada {

/// Keeps each second of a run on disk beside the run file that was asked for, until that is safe.
/// What goes wrong is warned of and ends no run.
class CliJournal
{
public:
    /// `test` must outlive this.
    CliJournal(const CliOptions& options, LoadTest& test);
    CliJournal(const CliJournal&) = delete;
    CliJournal& operator=(const CliJournal&) = delete;

    void remove();

private:
    void keepEarlier() const;
    void append(const LoadTest& test, const Interval& interval);

    std::string m_path;
    bool m_tried = false;
    std::optional<RunJournal> m_journal;
};

} // namespace cicada
