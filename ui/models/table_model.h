#pragma once

#include "models/table_columns.h"

#include <QAbstractTableModel>

namespace cicada {

/// A table whose columns are told once, in the order of its enum Column. Models add their rows and
/// cells, and leave roles that are the same for a whole column to data() of this.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    explicit TableModel(TableColumns columns, QObject* parent = nullptr);

    /// Only while the model is being reset.
    void setColumns(TableColumns columns);

private:
    TableColumns m_columns;
};

} // namespace cicada
