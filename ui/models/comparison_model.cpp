#include "models/comparison_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

QString wholeText(double value)
{
    return countText(static_cast<std::uint64_t>(std::llround(value)));
}

QString startText(const RunRecord& run)
{
    const QDateTime start
        = QDateTime::fromString(QString::fromStdString(run.startedAt), Qt::ISODateWithMs);
    return start.isValid() ? QLocale().toString(start.toLocalTime(), QLocale::ShortFormat)
                           : noDataText();
}

std::optional<double> percentile(const RunRecord& run, double LatencyFigures::* figure)
{
    return run.totals.latency ? std::optional((*run.totals.latency).*figure) : std::nullopt;
}

std::optional<double> failureShare(const RunRecord& run)
{
    if (run.totals.requests == 0)
        return std::nullopt;
    return static_cast<double>(run.totals.failures) / static_cast<double>(run.totals.requests);
}

std::optional<double> mostUsers(const RunRecord& run)
{
    const auto most = std::max_element(run.timeline.begin(), run.timeline.end(),
        [](const TimelinePoint& a, const TimelinePoint& b) { return a.users < b.users; });
    return most == run.timeline.end() ? std::nullopt
                                      : std::optional(static_cast<double>(most->users));
}

std::optional<double> meanServerCpu(const RunRecord& run)
{
    if (run.serverSamples.empty())
        return std::nullopt;
    double sum = 0;
    for (const ServerSample& sample : run.serverSamples)
        sum += sample.cpuShare;
    return sum / static_cast<double>(run.serverSamples.size());
}

std::optional<double> throughput(const RunRecord& run)
{
    return run.totals.requests > 0 ? std::optional(run.totals.throughputPerSecond) : std::nullopt;
}

/// "+12.4 %"; relative to the first, so nothing where that is 0.
QString differenceText(double first, double second)
{
    if (first == second)
        return ComparisonModel::tr("same");
    if (first == 0)
        return noDataText();
    const double percent = (second - first) / first * 100;
    return (percent > 0 ? QStringLiteral("+") : QString())
        + ComparisonModel::tr("%1 %").arg(QLocale().toString(percent, 'f', 1));
}

} // namespace

void ComparisonModel::setRuns(const RunRecord& first, const RunRecord& second)
{
    beginResetModel();
    m_rows.clear();
    m_firstName = QString::fromStdString(first.name);
    m_secondName = QString::fromStdString(second.name);
    m_rows.push_back({tr("Started"), startText(first), startText(second), {}});
    m_rows.push_back({tr("Target"), QString::fromStdString(first.targetName),
        QString::fromStdString(second.targetName), {}});
    const auto add = [&](const QString& name, QString (*text)(double), const auto& figureOf) {
        const std::optional<double> a = figureOf(first);
        const std::optional<double> b = figureOf(second);
        m_rows.push_back({name, a ? text(*a) : noDataText(), b ? text(*b) : noDataText(),
            a && b ? differenceText(*a, *b) : noDataText()});
    };
    const auto addLatency = [&](const QString& name, double LatencyFigures::* figure) {
        add(name, latencyText, [figure](const RunRecord& run) { return percentile(run, figure); });
    };
    add(tr("Throughput, tasks/s"), rateText, throughput);
    addLatency(tr("Median"), &LatencyFigures::p50);
    addLatency(tr("90 %"), &LatencyFigures::p90);
    addLatency(tr("95 %"), &LatencyFigures::p95);
    addLatency(tr("99 %"), &LatencyFigures::p99);
    addLatency(tr("99.9 %"), &LatencyFigures::p99_9);
    addLatency(tr("Average"), &LatencyFigures::mean);
    addLatency(tr("Maximum"), &LatencyFigures::max);
    add(tr("Failures"), percentText, failureShare);
    add(tr("Misses"), wholeText,
        [](const RunRecord& run) { return std::optional(static_cast<double>(run.totals.misses)); });
    add(tr("Requests"), wholeText, [](const RunRecord& run) {
        return std::optional(static_cast<double>(run.totals.requests));
    });
    add(tr("Users"), wholeText, mostUsers);
    add(tr("Measured"), elapsedText,
        [](const RunRecord& run) { return std::optional(run.durationSeconds); });
    add(tr("Server CPU, of one core"), shareText, meanServerCpu);
    endResetModel();
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Figure ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    return m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Figure ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Figure:
        return tr("figure");
    case First:
        return m_firstName;
    case Second:
        return m_secondName;
    default:
        return tr("difference");
    }
}

} // namespace cicada
