#include "unsaved_run.h"

#include "run_exporter.h"
#include "widgets/message_bar.h"

#include <QDir>
#include <QFileDialog>

namespace cicada {

UnsavedRun::UnsavedRun(MessageBar* message, QWidget* window)
    : QObject(window)
    , m_message(message)
    , m_window(window)
    , m_exporter(new RunExporter(this))
{
    connect(m_exporter, &RunExporter::saved, this, [this](const QString& path) {
        m_message->showMessage(
            ColorRole::Good, tr("Saved as %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(m_exporter, &RunExporter::failed, this, &UnsavedRun::showProblem);
}

void UnsavedRun::offer(const RunRecord& record, const QString& problem)
{
    m_record = record;
    showProblem(problem);
}

void UnsavedRun::showProblem(const QString& problem)
{
    m_message->showMessage(
        ColorRole::Error, problem, {{tr("Save &elsewhere…"), [this] { askWhere(); }}});
}

void UnsavedRun::askWhere()
{
    const QString suffix = RunExporter::fileSuffix(RunExporter::Format::RunFile);
    const QString path = QFileDialog::getSaveFileName(
        m_window, tr("Save the run"), QStringLiteral("run") + suffix, QLatin1Char('*') + suffix);
    if (path.isEmpty())
        showProblem(tr("The run is in memory only."));
    else
        save(path.endsWith(suffix) ? path : path + suffix);
}

void UnsavedRun::save(const QString& path)
{
    m_message->showMessage(ColorRole::Good, tr("Saving…"));
    m_exporter->save(m_record, RunExporter::Format::RunFile, path);
}

} // namespace cicada
