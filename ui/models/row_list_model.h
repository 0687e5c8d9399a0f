#pragma once

#include "models/row_change.h"
#include "models/table_model.h"

#include <utility>
#include <vector>

namespace cicada {

/// A table with a row for each item of a list that is edited elsewhere. Where the list changes,
/// selection and scrolling stay with their rows.
template <typename Item>
class RowListModel : public TableModel
{
public:
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

protected:
    RowListModel(TableColumns columns, std::vector<Item> rows, QObject* parent)
        : TableModel(std::move(columns), parent)
        , m_rows(std::move(rows))
    {
    }

    /// Whether both are the same row, perhaps edited.
    virtual bool isSame(const Item& a, const Item& b) const = 0;

    /// The list is another now; views are told after this.
    virtual void onRowsChanged() { }

    const std::vector<Item>& rows() const { return m_rows; }

    const Item& row(const QModelIndex& index) const
    {
        return m_rows[static_cast<std::size_t>(index.row())];
    }

    void follow(const std::vector<Item>& next)
    {
        const auto same = [this](const Item& a, const Item& b) { return isSame(a, b); };
        if (const auto places = rowOrder(m_rows, next, same)) {
            reorder(next, *places);
            return;
        }
        const RowChange change = rowChange(m_rows, next, same);
        const auto first = m_rows.begin() + change.first;
        if (change.removed > 0) {
            beginRemoveRows({}, change.first, change.first + change.removed - 1);
            m_rows.erase(first, first + change.removed);
            endRemoveRows();
        }
        if (change.inserted > 0) {
            beginInsertRows({}, change.first, change.first + change.inserted - 1);
            m_rows = next;
            endInsertRows();
        }
        m_rows = next;
        onRowsChanged();
        tellAllChanged();
    }

    void tellAllChanged()
    {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    void reorder(const std::vector<Item>& next, const std::vector<int>& places)
    {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        for (const QModelIndex& index : before)
            after << this->index(places[static_cast<std::size_t>(index.row())], index.column());
        changePersistentIndexList(before, after);
        m_rows = next;
        onRowsChanged();
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    std::vector<Item> m_rows;
};

} // namespace cicada
