#include "run_exporter.h"

#include "models/statistics_csv.h"
#include "report/html_report.h"
#include "report/run_file.h"

#include <QFutureWatcher>
#include <QSaveFile>
#include <QtConcurrent>

#include <filesystem>

namespace cicada {

namespace {

Result<Done> saveCsv(const RunRecord& record, const QString& path)
{
    const QByteArray csv = statisticsCsv(record);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        return Error{ErrorKind::Io,
            RunExporter::tr("“%1” cannot be written: %2.")
                .arg(path, file.errorString())
                .toStdString()};
    return Done{};
}

/// Empty where it went well.
QString write(const RunRecord& record, RunExporter::Format format, const QString& path)
{
    const std::filesystem::path file(path.toStdU16String());
    const Result<Done> result = [&] {
        switch (format) {
        case RunExporter::Format::HtmlReport:
            return saveHtmlReport(record, file);
        case RunExporter::Format::RunFile:
            return saveRunFile(record, file);
        case RunExporter::Format::StatisticsCsv:
            break;
        }
        return saveCsv(record, path);
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
    case Format::StatisticsCsv:
        return QStringLiteral(".csv");
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
