#include "models/call_count_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"

#include <QLocale>

#include <algorithm>

namespace cicada {

CallCountModel::CallCountModel(QObject* parent)
    : TableModel(
          {
              {tr("what")},
              figureColumn(tr("ours")),
              figureColumn(tr("counted by the server")),
              figureColumn(tr("difference")),
          },
          parent)
{
}

void CallCountModel::setIntegrity(const Integrity& integrity)
{
    std::map<std::string, Row> byCommand;
    for (const auto& [command, calls] : integrity.callsSent)
        byCommand[command].sent = calls;
    for (const auto& [command, calls] : integrity.callsCountedByServer)
        byCommand[command].counted = calls;
    std::vector<Row> rows;
    rows.reserve(byCommand.size() + 2);
    for (auto& [command, row] : byCommand) {
        row.what = tr("calls of %1").arg(QString::fromStdString(command));
        // Once the server was asked, a command that it does not list is one that it never saw.
        if (integrity.agrees && !row.counted)
            row.counted = 0;
        rows.push_back(std::move(row));
    }
    if (integrity.bytesAgree) {
        const Traffic& counted = integrity.trafficCountedByServer;
        rows.push_back({tr("bytes sent"), integrity.traffic.sent, counted.sent});
        rows.push_back({tr("bytes received"), integrity.traffic.received, counted.received});
    }
    const bool disagrees = integrity.agrees == false || integrity.bytesAgree == false;
    if (rows == m_rows && disagrees == m_disagrees)
        return;
    const bool inPlace = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const Row& a, const Row& b) { return a.what == b.what; });
    if (!inPlace)
        beginResetModel();
    m_rows = std::move(rows);
    m_disagrees = disagrees;
    if (!inPlace)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, Sent), index(rowCount() - 1, Difference));
}

int CallCountModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CallCountModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto difference
        = static_cast<qlonglong>(row.sent) - static_cast<qlonglong>(row.counted.value_or(row.sent));
    if (role == AlertRole)
        return index.column() == Difference && m_disagrees && difference != 0;
    if (role != Qt::DisplayRole && role != SortRole)
        return TableModel::data(index, role);
    const bool raw = role == SortRole;
    switch (index.column()) {
    case What:
        return row.what;
    case Sent:
        return raw ? QVariant(static_cast<qulonglong>(row.sent)) : countText(row.sent);
    case Counted:
        if (!row.counted)
            return raw ? QVariant() : noDataText();
        return raw ? QVariant(static_cast<qulonglong>(*row.counted)) : countText(*row.counted);
    default:
        if (!row.counted)
            return raw ? QVariant() : noDataText();
        return raw ? QVariant(difference) : QLocale().toString(difference);
    }
}

} // namespace cicada
