#pragma once

#include <QString>
#include <QVariant>

#include <vector>

namespace cicada {

/// The head of one column. Its cells stand at the same side as its title.
struct TableColumn
{
    QString title;
    Qt::AlignmentFlag side = Qt::AlignLeft;
    QString toolTip = {};
};

/// A column of numbers.
TableColumn figureColumn(const QString& title, const QString& toolTip = {});

/// The columns of a table from left to right, and what a model answers for them.
class TableColumns
{
public:
    TableColumns() = default;
    TableColumns(std::initializer_list<TableColumn> columns);

    void append(TableColumn column);

    int count() const { return static_cast<int>(m_columns.size()); }

    /// For QAbstractItemModel::headerData(); only across.
    QVariant header(int section, Qt::Orientation orientation, int role) const;

    /// For Qt::TextAlignmentRole of a cell.
    QVariant alignment(int column) const;

private:
    std::vector<TableColumn> m_columns;
};

} // namespace cicada
