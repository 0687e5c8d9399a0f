#pragma once

#include "stats/interval.h"
#include "stats/run_record.h"
#include "stats/summary.h"

#include <QObject>
#include <QString>

#include <memory>

namespace cicada {

/// Puts one run on disk, off the UI thread and in order: a journal line per interval while it runs,
/// the run file at its end. A full disk is said once and the run goes on; where the run file cannot
/// be written, the run is kept in the system's temporary folder if it can. UI thread only.
class RunWriter : public QObject
{
    Q_OBJECT

public:
    RunWriter(const QString& runPath, const QString& journalPath, QObject* parent = nullptr);

    /// Waits for what is still being written.
    ~RunWriter() override;

    /// Begins the journal with all that is known at the start.
    void begin(const RunRecord& start, const std::vector<Summary::TaskName>& tasks);

    bool hasBegun() const;

    void append(const Interval& interval);

    /// Writes the run file and takes the journal away; finished() follows.
    void finish(const RunRecord& record);

Q_SIGNALS:
    void problem(const QString& sentence); ///< the journal; the run goes on
    /// `problem` empty: the run file is at `path`; else `path` is empty.
    void finished(const QString& path, const QString& problem);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace cicada
