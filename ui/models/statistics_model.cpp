#include "models/statistics_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"
#include "tool_tip.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

/// Children carry their task's row + 1 as internal id, tasks 0.
constexpr quintptr kTask = 0;

QVariant timeValue(const std::optional<LatencyFigures>& figures, int column)
{
    if (!figures)
        return {};
    switch (column) {
    case StatisticsModel::Median:
        return figures->p50;
    case StatisticsModel::P90:
        return figures->p90;
    case StatisticsModel::P99:
        return figures->p99;
    case StatisticsModel::Average:
        return figures->mean;
    case StatisticsModel::Minimum:
        return figures->min;
    default:
        return figures->max;
    }
}

bool isTime(int column)
{
    return column >= StatisticsModel::Median && column <= StatisticsModel::Maximum;
}

QString textOf(const QVariant& value, int column)
{
    if (column <= StatisticsModel::Name)
        return value.toString();
    if (!value.isValid())
        return noDataText();
    if (isTime(column))
        return millisecondsText(value.toDouble());
    if (column >= StatisticsModel::RequestsPerSecond)
        return rateText(value.toDouble());
    return countText(static_cast<std::uint64_t>(std::llround(value.toDouble())));
}

} // namespace

StatisticsModel::StatisticsModel(QObject* parent)
    : QAbstractItemModel(parent)
{
    const QString latency = tr("Latency in milliseconds: from when a request was due until its "
                               "reply had been read");
    m_columns = {
        {tr("type")},
        {tr("name")},
        figureColumn(tr("# requests")),
        figureColumn(tr("# fails")),
        figureColumn(tr("# misses"), tr("Well-formed replies that found nothing")),
        figureColumn(tr("median ms"), latency),
        figureColumn(tr("90 %"), latency),
        figureColumn(tr("99 %"), latency),
        figureColumn(tr("average"), latency),
        figureColumn(tr("min"), latency),
        figureColumn(tr("max"), latency),
        figureColumn(tr("size B"), tr("Average size of a reply in bytes")),
        figureColumn(tr("req/s")),
        figureColumn(tr("failures/s")),
    };
}

bool StatisticsModel::hasNamesOf(const std::vector<TaskRow>& rows) const
{
    return std::ranges::equal(m_rows, rows, [](const TaskRow& a, const TaskRow& b) {
        return a.name == b.name && a.type == b.type
            && std::ranges::equal(
                a.commands, b.commands, {}, &CommandRow::command, &CommandRow::command);
    });
}

std::optional<std::size_t> StatisticsModel::taskAt(const QModelIndex& index) const
{
    const QModelIndex task = index.parent().isValid() ? index.parent() : index;
    if (!task.isValid() || task.row() + 1 >= rowCount())
        return std::nullopt;
    return static_cast<std::size_t>(task.row());
}

void StatisticsModel::setRecord(const RunRecord& record)
{
    std::vector<TaskRow> rows = record.tasks;
    for (TaskRow& row : rows)
        row.commands = callRows(row);
    if (!rows.empty()) {
        TaskRow& total = rows.emplace_back(record.totals);
        total.name = tr("All tasks").toStdString();
        total.type.clear();
        total.commands.clear();
    }
    const bool inPlace = !rows.empty() && hasNamesOf(rows);
    if (!inPlace)
        beginResetModel();
    m_rows = std::move(rows);
    m_seconds = record.durationSeconds;
    if (!inPlace) {
        endResetModel();
        return;
    }
    // Names never change in place: only the figures are told, and only of rows that have them.
    Q_EMIT dataChanged(index(0, Requests), index(rowCount() - 1, columnCount() - 1));
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex task = index(row, 0);
        if (rowCount(task) > 0)
            Q_EMIT dataChanged(
                index(0, Requests, task), index(rowCount(task) - 1, columnCount() - 1, task));
    }
}

QModelIndex StatisticsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(
        row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kTask);
}

QModelIndex StatisticsModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kTask)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, kTask);
}

int StatisticsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.internalId() != kTask || parent.column() != 0)
        return 0;
    return static_cast<int>(m_rows[static_cast<std::size_t>(parent.row())].commands.size());
}

int StatisticsModel::columnCount(const QModelIndex&) const
{
    return m_columns.count();
}

const CommandRow* StatisticsModel::callAt(const QModelIndex& index) const
{
    if (index.internalId() == kTask)
        return nullptr;
    return &m_rows[index.internalId() - 1].commands[static_cast<std::size_t>(index.row())];
}

QVariant StatisticsModel::taskValue(const TaskRow& task, int column) const
{
    switch (column) {
    case Type:
        return QString::fromStdString(task.type);
    case Name:
        return QString::fromStdString(task.name);
    case Requests:
        return static_cast<qulonglong>(task.requests);
    case Failures:
        return static_cast<qulonglong>(task.failures);
    case Misses:
        return static_cast<qulonglong>(task.misses);
    case Size:
        return task.requests > 0 ? QVariant(task.meanReplyBytes) : QVariant();
    case RequestsPerSecond:
        return m_seconds > 0 ? QVariant(static_cast<double>(task.requests) / m_seconds)
                             : QVariant();
    case FailuresPerSecond:
        return m_seconds > 0 ? QVariant(task.failuresPerSecond) : QVariant();
    default:
        return timeValue(task.latency, column);
    }
}

QVariant StatisticsModel::callValue(const CommandRow& call, int column) const
{
    switch (column) {
    case Name:
        return tr("%1, service time").arg(QString::fromStdString(call.command));
    case Requests:
        return static_cast<qulonglong>(call.calls);
    case Failures:
        return static_cast<qulonglong>(call.failures);
    case RequestsPerSecond:
        return m_seconds > 0 ? QVariant(static_cast<double>(call.calls) / m_seconds) : QVariant();
    case FailuresPerSecond:
        return m_seconds > 0 ? QVariant(static_cast<double>(call.failures) / m_seconds)
                             : QVariant();
    case Type:
    case Misses:
    case Size:
        return {};
    default:
        return timeValue(call.serviceTime, column);
    }
}

QVariant StatisticsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int column = index.column();
    const CommandRow* call = callAt(index);
    const auto value = [&] {
        return call ? callValue(*call, column)
                    : taskValue(m_rows[static_cast<std::size_t>(index.row())], column);
    };
    switch (role) {
    case Qt::DisplayRole:
        // A call has no misses and no size of its own: empty, which is not "no data".
        if (call && (column == Misses || column == Size))
            return QString();
        return textOf(value(), column);
    case SortRole:
        return value();
    case TotalRole:
        return !call && index.row() == rowCount() - 1;
    case AlertRole:
        return (column == Failures || column == FailuresPerSecond) && value().toDouble() > 0;
    case Qt::TextAlignmentRole:
        return m_columns.alignment(column);
    case Qt::ToolTipRole:
        return column == Name ? plainToolTip(textOf(value(), column)) : QVariant();
    default:
        return {};
    }
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_columns.header(section, orientation, role);
}

TotalLastProxy::TotalLastProxy(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
}

bool TotalLastProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const bool ascending = sortOrder() == Qt::AscendingOrder;
    if (const bool total = left.data(TotalRole).toBool(); total != right.data(TotalRole).toBool())
        return total != ascending;
    if (const bool value = left.data(SortRole).isValid(); value != right.data(SortRole).isValid())
        return value == ascending;
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace cicada
