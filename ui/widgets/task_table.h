#pragma once

#include "widgets/flat_table.h"

class QSortFilterProxyModel;

namespace cicada {

class TaskDelegate;

/// The tasks, of which several may be selected: Space switches them on or off, Enter or F2 edits
/// the name or the weight of the current one. Tasks are numbered as in the source model of
/// `filter`.
class TaskTable : public FlatTable
{
    Q_OBJECT

public:
    explicit TaskTable(QSortFilterProxyModel* filter, QWidget* parent = nullptr);

    int currentTask() const;          ///< -1: none
    QList<int> selectedTasks() const; ///< ascending
    void selectTask(int task);
    void selectTasks(const QList<int>& tasks); ///< the first becomes the current one

    int taskAtRow(int row) const; ///< -1: there is none

Q_SIGNALS:
    void taskChosen(int task); ///< the current row is another one; -1: none
    /// All of them become what the current one is not.
    void switchRequested(bool enabled);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void editCurrent();
    void layOutColumns();

    QSortFilterProxyModel* m_filter;
    TaskDelegate* m_cells;
};

} // namespace cicada
