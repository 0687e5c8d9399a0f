#include "models/statistics_csv.h"

#include <QString>
#include <QStringList>

namespace cicada {

namespace {

/// Quoted where needed. A leading =, +, - or @ would be run as a formula by a spreadsheet, and
/// names come from files of other people: it is kept text by an apostrophe.
QString quoted(const std::string& text)
{
    QString field = QString::fromStdString(text);
    if (!field.isEmpty() && QStringLiteral("=+-@\t\r").contains(field.front()))
        field.prepend(QLatin1Char('\''));
    field.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + field + QLatin1Char('"');
}

QString number(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

QStringList times(const std::optional<LatencyFigures>& figures)
{
    if (!figures)
        return QStringList(10, QString());
    QStringList fields;
    for (const double value : {figures->p50, figures->p75, figures->p90, figures->p95, figures->p99,
             figures->p99_9, figures->p99_99, figures->mean, figures->min, figures->max})
        fields << number(value / 1'000, 3);
    return fields;
}

QString taskLine(const TaskRow& task, const std::string& name, double seconds)
{
    QStringList fields{quoted(task.type), quoted(name), QString(), QString::number(task.requests),
        QString::number(task.failures), QString::number(task.misses)};
    fields << times(task.latency);
    fields << (task.requests > 0 ? number(task.meanReplyBytes, 1) : QString());
    fields << (seconds > 0 ? number(static_cast<double>(task.requests) / seconds, 3) : QString());
    fields << (seconds > 0 ? number(task.failuresPerSecond, 3) : QString());
    return fields.join(QLatin1Char(','));
}

QString callLine(const TaskRow& task, const CommandRow& call, double seconds)
{
    QStringList fields{quoted(task.type), quoted(task.name), quoted(call.command),
        QString::number(call.calls), QString::number(call.failures), QString()};
    fields << times(call.serviceTime) << QString();
    for (const std::uint64_t count : {call.calls, call.failures})
        fields << (seconds > 0 ? number(static_cast<double>(count) / seconds, 3) : QString());
    return fields.join(QLatin1Char(','));
}

} // namespace

QByteArray statisticsCsv(const RunRecord& record)
{
    QStringList lines{QStringLiteral(
        "type,name,call,requests,fails,misses,median_ms,p75_ms,p90_ms,p95_ms,p99_ms,p99_9_ms,"
        "p99_99_ms,average_ms,min_ms,max_ms,mean_reply_bytes,requests_per_s,failures_per_s")};
    for (const TaskRow& task : record.tasks) {
        lines << taskLine(task, task.name, record.durationSeconds);
        for (const CommandRow& call : task.commands)
            lines << callLine(task, call, record.durationSeconds);
    }
    TaskRow totals = record.totals;
    totals.type.clear();
    lines << taskLine(totals, "All tasks", record.durationSeconds);
    return (lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n")).toUtf8();
}

} // namespace cicada
