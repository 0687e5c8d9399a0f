#pragma once

#include "stats/run_record.h"

#include <QObject>
#include <QString>

class QWidget;

namespace cicada {

class MessageBar;
class RunExporter;

/// A run that could not be kept where runs are kept: says so, and offers to save it elsewhere as
/// often as it takes. UI thread only.
class UnsavedRun : public QObject
{
    Q_OBJECT

public:
    /// `message` is the bar of `window` in which all is said; it must outlive this.
    UnsavedRun(MessageBar* message, QWidget* window);

    void offer(const RunRecord& record, const QString& problem);

    void save(const QString& path);

private:
    void showProblem(const QString& problem);
    void askWhere();

    MessageBar* m_message;
    QWidget* m_window;
    RunExporter* m_exporter;
    RunRecord m_record;
};

} // namespace cicada
