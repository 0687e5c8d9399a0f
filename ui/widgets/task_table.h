#pragma once

#include "widgets/flat_table.h"

class QSortFilterProxyModel;

namespace cicada {

class TaskDelegate;

/// The tasks: Space switches one on or off, Enter or F2 edits the name or the weight, Alt+Up/Down
/// and dragging ask for another place. Tasks are numbered as in the source model of `filter`.
class TaskTable : public FlatTable
{
    Q_OBJECT

public:
    explicit TaskTable(QSortFilterProxyModel* filter, QWidget* parent = nullptr);

    int currentTask() const; ///< -1: none
    void selectTask(int task);

Q_SIGNALS:
    void taskChosen(int task);            ///< the current row is another one; -1: none
    void moveRequested(int from, int to); ///< afterwards the task is at `to`

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    int taskAtRow(int row) const;
    void toggleCurrent();
    void editCurrent();
    void moveCurrent(int rows);
    void layOutColumns();

    QSortFilterProxyModel* m_filter;
    TaskDelegate* m_cells;
};

} // namespace cicada
