#include "models/event_log_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"
#include "tool_tip.h"

#include <algorithm>

namespace cicada {

EventLogModel::EventLogModel(QObject* parent)
    : TableModel(
          {
              figureColumn(tr("time")),
              {tr("kind")},
              {tr("what happened")},
          },
          parent)
{
}

void EventLogModel::setRecord(const RunRecord& record)
{
    std::vector<Line> lines;
    lines.reserve(record.events.size() + record.generator.warnings.size() + 1);
    for (const RunEvent& event : record.events)
        lines.push_back({event.second, event.kind, event.text, event.beginsOutage()});
    if (!record.abortReason.empty())
        lines.push_back({record.elapsedSeconds, "end", record.abortReason});
    for (const std::string& warning : record.generator.warnings)
        lines.push_back({-1, "warning", warning});
    if (lines == m_lines)
        return;
    const bool grown = lines.size() > m_lines.size()
        && std::equal(m_lines.begin(), m_lines.end(), lines.begin());
    if (grown)
        beginInsertRows({}, rowCount(), static_cast<int>(lines.size()) - 1);
    else
        beginResetModel();
    m_lines = std::move(lines);
    if (grown)
        endInsertRows();
    else
        endResetModel();
}

int EventLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant EventLogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == AlertRole)
        return index.column() == Kind && (line.alerts || line.kind == "end");
    if (role == Qt::ToolTipRole && index.column() == Text)
        return plainToolTip(QString::fromStdString(line.text));
    if (role != Qt::DisplayRole && role != SortRole)
        return TableModel::data(index, role);
    switch (index.column()) {
    case Time:
        if (role == SortRole)
            return line.second;
        return line.second < 0 ? QString() : secondsText(line.second);
    case Kind:
        return QString::fromStdString(line.kind);
    default:
        return QString::fromStdString(line.text);
    }
}

} // namespace cicada
