#include "models/failures_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"
#include "tool_tip.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cicada {

namespace {

using Cause = std::tuple<std::string, std::string, std::string>;

Cause causeOf(const FailureRow& row)
{
    return {row.task, row.kind, row.message};
}

} // namespace

FailuresModel::FailuresModel(QObject* parent)
    : TableModel(
          {
              {tr("kind")},
              {tr("task")},
              {tr("message")},
              figureColumn(tr("count")),
              figureColumn(tr("first")),
              figureColumn(tr("last")),
          },
          parent)
{
}

void FailuresModel::setFailures(const std::vector<FailureRow>& failures)
{
    std::map<Cause, const FailureRow*> incoming;
    for (const FailureRow& failure : failures)
        incoming.emplace(causeOf(failure), &failure);

    const bool another = std::any_of(m_rows.begin(), m_rows.end(),
        [&](const FailureRow& row) { return !incoming.contains(causeOf(row)); });
    if (another) {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }
    for (FailureRow& row : m_rows) {
        const auto found = incoming.find(causeOf(row));
        row = *found->second;
        incoming.erase(found);
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Count), index(rowCount() - 1, Last));
    if (incoming.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(incoming.size()) - 1);
    for (const auto& [cause, failure] : incoming)
        m_rows.push_back(*failure);
    endInsertRows();
}

int FailuresModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FailuresModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const FailureRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && index.column() == Message)
        return plainToolTip(QString::fromStdString(row.message));
    if (role != Qt::DisplayRole && role != SortRole)
        return TableModel::data(index, role);
    const bool raw = role == SortRole;
    switch (index.column()) {
    case Kind:
        return QString::fromStdString(row.kind);
    case Task:
        return QString::fromStdString(row.task);
    case Message:
        return QString::fromStdString(row.message);
    case Count:
        if (raw)
            return static_cast<qulonglong>(row.count + row.countOutsideTotals);
        return row.countOutsideTotals == 0
            ? countText(row.count)
            : tr("%1 + %2 unmeasured").arg(countText(row.count), countText(row.countOutsideTotals));
    case First:
        return raw ? QVariant(row.firstSecond) : secondsText(row.firstSecond);
    case Last:
        return raw ? QVariant(row.lastSecond) : secondsText(row.lastSecond);
    default:
        return {};
    }
}

} // namespace cicada
