#include "run_exporter.h"

#include "file_path.h"
#include "report/html_report.h"
#include "report/run_file.h"
#include "report/table_export.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <filesystem>

namespace cicada {

namespace {

/// Empty where it went well.
QString write(const RunRecord& record, RunExporter::Format format, const QString& path)
{
    const std::filesystem::path file = fileSystemPath(path);
    const Result<Done> result = [&] {
        switch (format) {
        case RunExporter::Format::HtmlReport:
            return saveHtmlReport(record, file);
        case RunExporter::Format::RunFile:
            return saveRunFile(record, file);
        case RunExporter::Format::CsvTables:
            break;
        }
        return saveTables(record, file);
    }();
    return result ? QString() : QString::fromStdString(result.error().text);
}

} // namespace

QString RunExporter::fileSuffix(Format format)
{
    switch (format) {
    case Format::HtmlReport:
        return QStringLiteral(".html");
    case Format::RunFile:
        return QStringLiteral(".cicada-run.json");
    case Format::CsvTables:
        break;
    }
    return {};
}

void RunExporter::save(const RunRecord& record, Format format, const QString& path)
{
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const QString problem = watcher->result();
        if (problem.isEmpty())
            Q_EMIT saved(path);
        else
            Q_EMIT failed(problem);
    });
    watcher->setFuture(QtConcurrent::run(write, record, format, path));
}

} // namespace cicada
