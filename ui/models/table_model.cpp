#include "models/table_model.h"

namespace cicada {

TableModel::TableModel(TableColumns columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns.count();
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    return index.isValid() && role == Qt::TextAlignmentRole ? m_columns.alignment(index.column())
                                                            : QVariant();
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_columns.header(section, orientation, role);
}

void TableModel::setColumns(TableColumns columns)
{
    m_columns = std::move(columns);
}

} // namespace cicada
