#include "models/table_columns.h"

namespace cicada {

TableColumn figureColumn(const QString& title, const QString& toolTip)
{
    return {title, Qt::AlignRight, toolTip};
}

TableColumns::TableColumns(std::initializer_list<TableColumn> columns)
    : m_columns(columns)
{
}

void TableColumns::append(TableColumn column)
{
    m_columns.push_back(std::move(column));
}

QVariant TableColumns::header(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= count())
        return {};
    const TableColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.toolTip.isEmpty() ? QVariant() : QVariant(column.toolTip);
    case Qt::TextAlignmentRole:
        return alignment(section);
    default:
        return {};
    }
}

QVariant TableColumns::alignment(int column) const
{
    return int(Qt::AlignVCenter | m_columns[static_cast<std::size_t>(column)].side);
}

} // namespace cicada
