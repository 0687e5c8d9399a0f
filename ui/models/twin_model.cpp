#include "models/twin_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cicada {

TwinModel::TwinModel(QObject* parent)
    : TableModel(
          {
              {tr("twins")},
              {tr("stored as")},
              {tr("task")},
              figureColumn(tr("median ms")),
              figureColumn(tr("99 %")),
              figureColumn(tr("sent B")),
              figureColumn(tr("received B")),
              figureColumn(tr("calls")),
              figureColumn(tr("# requests")),
              figureColumn(tr("req/s"),
                  tr("Twins of one run share its users: this follows the weights of the tasks.")),
              figureColumn(tr("memory B"), tr("What one document takes in Redis, with its key")),
          },
          parent)
{
}

void TwinModel::setGroups(const std::vector<TwinGroup>& groups)
{
    std::vector<Row> rows;
    for (const TwinGroup& group : groups) {
        const QString name
            = QString::fromStdString(group.name).replace(QLatin1Char('_'), QLatin1Char(' '));
        for (const TwinRow& figures : group.rows)
            rows.push_back({name, figures});
    }
    const bool same = std::ranges::equal(rows, m_rows, [](const Row& a, const Row& b) {
        return a.group == b.group && a.figures.task == b.figures.task;
    });
    if (same && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, StoredAs), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TwinModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TwinModel::valueOf(const Row& row, int column)
{
    const TwinRow& figures = row.figures;
    switch (column) {
    case Group:
        return row.group;
    case StoredAs:
        return QString::fromStdString(figures.storedAs);
    case Task:
        return QString::fromStdString(figures.task);
    case Median:
        return figures.latency ? QVariant(figures.latency->p50) : QVariant();
    case P99:
        return figures.latency ? QVariant(figures.latency->p99) : QVariant();
    case Sent:
        return figures.sentBytes;
    case Received:
        return figures.receivedBytes;
    case Calls:
        return figures.calls;
    case Requests:
        return static_cast<qulonglong>(figures.requests);
    case Throughput:
        return figures.throughputPerSecond;
    case Memory:
        return figures.documentBytes ? QVariant(*figures.documentBytes) : QVariant();
    default:
        return {};
    }
}

QString TwinModel::textOf(const Row& row, int column)
{
    const QVariant value = valueOf(row, column);
    if (column <= Task)
        return value.toString();
    if (!value.isValid() || (row.figures.requests == 0 && column != Requests && column != Memory))
        return noDataText();
    switch (column) {
    case Median:
    case P99:
        return millisecondsText(value.toDouble());
    case Calls:
        return QLocale().toString(value.toDouble(), 'f', 1);
    case Throughput:
        return rateText(value.toDouble());
    default:
        return wholeText(value.toDouble());
    }
}

QVariant TwinModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case SortRole:
        return valueOf(row, index.column());
    default:
        return TableModel::data(index, role);
    }
}

} // namespace cicada
