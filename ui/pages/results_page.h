#pragma once

#include "run_exporter.h"

#include <QWidget>

#include <functional>

class QStackedWidget;

namespace cicada {

class ComparisonPanel;
class MessageBar;
class RunLibrary;
class RunListPanel;
class StoredRunPanel;
struct RunRecord;
struct TestProfile;

/// All kept runs; one opened, or several compared. Files are read and written off the UI thread,
/// and what came of it is said inline.
class ResultsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ResultsPage(RunLibrary* library, QWidget* parent = nullptr);

    /// A kept run, or a run file or HTML report from anywhere.
    void openRun(const QString& path);
    void showList();

    /// Writes the opened run to `path`; how it went is said inline.
    void exportRun(RunExporter::Format format, const QString& path);

    /// What is said inline; empty: nothing.
    QString message() const;
    bool showsRun() const;
    const RunRecord& shownRecord() const;

Q_SIGNALS:
    void useProfile(const cicada::TestProfile& profile);

private:
    void connectList();
    void connectRun();
    void askWhereToExport(RunExporter::Format format);
    void compare(const QStringList& paths);
    void load(
        const QStringList& paths, const std::function<void(const std::vector<RunRecord>&)>& done);
    void offerUndo(const QStringList& names);
    void useSettings();
    void recoverInterrupted();

    RunLibrary* m_library;
    MessageBar* m_message;
    QStackedWidget* m_stack;
    RunListPanel* m_list;
    StoredRunPanel* m_run;
    ComparisonPanel* m_comparison;
    RunExporter* m_exporter;
    int m_loading = 0; ///< generation: only what was asked for last is shown
};

} // namespace cicada
