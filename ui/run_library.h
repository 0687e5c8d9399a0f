#pragma once

#include "run_summary.h"

#include <QFutureWatcher>
#include <QObject>
#include <QString>

#include <utility>
#include <vector>

namespace cicada {

/// The folder of kept runs (`<GenericDataLocation>/Cicada/runs`, or CICADA_DATA_DIR/runs): a run
/// file each, newest first. Files are read off the UI thread, and again only when they changed. UI
/// thread only.
class RunLibrary : public QObject
{
    Q_OBJECT

public:
    explicit RunLibrary(QObject* parent = nullptr);
    ~RunLibrary() override; ///< what was removed is gone for good

    QString folder() const { return m_folder; }

    /// A fresh path for a run that starts now, and where its journal goes.
    QString newRunPath(const QString& name) const;
    QString journalPath(const QString& runPath) const;

    void refresh(); ///< runsChanged() follows

    const std::vector<RunSummary>& runs() const { return m_runs; }

    /// The kept run at `path`; nullptr where there is none.
    const RunSummary* find(const QString& path) const;

    /// Written into the run file itself. False and one sentence where it fails.
    bool rename(const QString& path, const QString& name, QString* error);
    bool setNote(const QString& path, const QString& note, QString* error);
    /// Moves it aside; restoreLastRemoved() brings the last removed one back until the app ends.
    bool remove(const QString& path, QString* error);
    bool restoreLastRemoved(QString* error);

    /// Journals without a run file: runs cut short by a crash or kill; recovered into run files
    /// (the Results page says so). One that changed in the last seconds belongs to a window that is
    /// still running, and is left alone.
    int recoverInterrupted();

Q_SIGNALS:
    void runsChanged();

private:
    bool edit(const QString& path, const char* member, const QString& text,
        QString RunSummary::* shown, QString* error);
    void takeScan();

    QString m_folder;
    std::vector<RunSummary> m_runs;
    std::vector<std::pair<QString, QString>> m_removed; ///< where it was, where it is now
    QFutureWatcher<std::vector<RunSummary>> m_scan;
    bool m_scanAgain = false; ///< something changed while a scan was under way
};

} // namespace cicada
