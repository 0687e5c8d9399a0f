#include "widgets/task_table.h"

#include "models/task_model.h"
#include "widgets/task_delegate.h"
#include "widgets/weight_edit.h"

#include <QKeyEvent>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace cicada {

TaskTable::TaskTable(QSortFilterProxyModel* filter, QWidget* parent)
    : FlatTable(tr("Tasks"), parent)
    , m_filter(filter)
    , m_cells(new TaskDelegate(this))
{
    setModel(filter);
    m_cells->setProblemRole(TaskModel::ProblemRole, TaskModel::Name);
    m_cells->setActiveRole(TaskModel::RunsRole);
    setItemDelegate(m_cells);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setRowsMovable(true);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

int TaskTable::currentTask() const
{
    return taskAtRow(currentRow());
}

int TaskTable::taskAtRow(int row) const
{
    return row < 0 || row >= m_filter->rowCount()
        ? -1
        : m_filter->mapToSource(m_filter->index(row, 0)).row();
}

void TaskTable::selectTask(int task)
{
    const QModelIndex source = m_filter->sourceModel()->index(task, TaskModel::Name);
    selectRowAt(m_filter->mapFromSource(source).row());
}

QList<int> TaskTable::selectedTasks() const
{
    QList<int> tasks;
    for (const int row : selectedRows())
        tasks << taskAtRow(row);
    return tasks;
}

void TaskTable::selectTasks(const QList<int>& tasks)
{
    if (tasks.isEmpty())
        return;
    selectTask(tasks.front());
    for (const int task : tasks) {
        const QModelIndex source = m_filter->sourceModel()->index(task, TaskModel::Name);
        selectionModel()->select(m_filter->mapFromSource(source),
            QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

void TaskTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    FlatTable::currentChanged(current, previous);
    Q_EMIT taskChosen(taskAtRow(current.isValid() ? current.row() : -1));
}

void TaskTable::keyPressEvent(QKeyEvent* event)
{
    if (currentRow() < 0)
        return FlatTable::keyPressEvent(event);
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        Q_EMIT switchRequested(
            currentIndex().siblingAtColumn(TaskModel::Enabled).data(Qt::CheckStateRole).toInt()
            != Qt::Checked);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && state() != EditingState)
        editCurrent();
    else
        FlatTable::keyPressEvent(event);
}

void TaskTable::editCurrent()
{
    const int column
        = currentIndex().column() == TaskModel::Weight ? TaskModel::Weight : TaskModel::Name;
    edit(currentIndex().siblingAtColumn(column));
}

void TaskTable::resizeEvent(QResizeEvent* event)
{
    FlatTable::resizeEvent(event);
    layOutColumns();
}

void TaskTable::layOutColumns()
{
    const int letter = fontMetrics().averageCharWidth();
    const int width = viewport()->width();
    const bool roomy = width > letter * 96;
    m_cells->setCommandBelowName(!roomy);
    setColumnHidden(TaskModel::Command, !roomy);
    horizontalHeader()->setSectionResizeMode(
        roomy ? TaskModel::Command : TaskModel::Name, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(
        roomy ? TaskModel::Name : TaskModel::Command, QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(
        roomy ? fontMetrics().height() + 10 : 2 * fontMetrics().height() + 8);
    // Tags stand above the table and in the inspector too: they are the first to go.
    setColumnHidden(TaskModel::Tags, width < letter * 115);
    setColumnWidth(TaskModel::Enabled, letter * 4);
    setColumnWidth(TaskModel::Documents, letter * (roomy ? 16 : 13));
    setColumnWidth(TaskModel::Weight,
        std::max(horizontalHeader()->sectionSizeHint(TaskModel::Weight), 7 * letter));
    setColumnWidth(TaskModel::Share, letter * (roomy ? 18 : 12));
    setColumnWidth(TaskModel::Tags, letter * 20);
    int rest = width;
    for (const int column : {TaskModel::Enabled, TaskModel::Documents, TaskModel::Weight,
             TaskModel::Share, TaskModel::Tags})
        rest -= columnWidth(column); // 0 for hidden ones
    if (roomy)
        setColumnWidth(TaskModel::Name, std::clamp(rest * 9 / 20, letter * 10, letter * 26));
}

} // namespace cicada
