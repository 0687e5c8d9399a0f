#include "widgets/task_table.h"

#include "models/task_model.h"
#include "widgets/task_delegate.h"
#include "widgets/weight_edit.h"

#include <QDropEvent>
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
    setDragDropMode(QAbstractItemView::InternalMove);
    setDragDropOverwriteMode(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

int TaskTable::currentTask() const
{
    return taskAtRow(currentRow());
}

int TaskTable::taskAtRow(int row) const
{
    return row < 0 ? -1 : m_filter->mapToSource(m_filter->index(row, 0)).row();
}

void TaskTable::selectTask(int task)
{
    const QModelIndex source = m_filter->sourceModel()->index(task, TaskModel::Name);
    selectRowAt(m_filter->mapFromSource(source).row());
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
        toggleCurrent();
    else if (event->key() == Qt::Key_Up && event->modifiers().testFlag(Qt::AltModifier))
        moveCurrent(-1);
    else if (event->key() == Qt::Key_Down && event->modifiers().testFlag(Qt::AltModifier))
        moveCurrent(1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && state() != EditingState)
        editCurrent();
    else
        FlatTable::keyPressEvent(event);
}

void TaskTable::toggleCurrent()
{
    const QModelIndex box = currentIndex().siblingAtColumn(TaskModel::Enabled);
    const bool enabled = box.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model()->setData(box, enabled ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void TaskTable::editCurrent()
{
    const int column
        = currentIndex().column() == TaskModel::Weight ? TaskModel::Weight : TaskModel::Name;
    edit(currentIndex().siblingAtColumn(column));
}

void TaskTable::moveCurrent(int rows)
{
    const int row = currentRow() + rows;
    if (row >= 0 && row < model()->rowCount())
        Q_EMIT moveRequested(currentTask(), taskAtRow(row));
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
    const bool roomy = width > letter * 74;
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
    setColumnWidth(
        TaskModel::Weight, fontMetrics().horizontalAdvance(tr("weight")) + 2 * letter + 6);
    setColumnWidth(TaskModel::Share, letter * (roomy ? 18 : 12));
    setColumnWidth(TaskModel::Tags, letter * 20);
    int rest = width;
    for (const int column : {TaskModel::Enabled, TaskModel::Documents, TaskModel::Weight,
             TaskModel::Share, TaskModel::Tags})
        rest -= columnWidth(column); // 0 for hidden ones
    if (roomy)
        setColumnWidth(TaskModel::Name, std::clamp(rest * 9 / 20, letter * 10, letter * 26));
}

void TaskTable::dropEvent(QDropEvent* event)
{
    const QModelIndex under = indexAt(event->position().toPoint());
    int row = under.isValid() ? under.row() : model()->rowCount();
    if (under.isValid() && event->position().y() > visualRect(under).center().y())
        ++row;
    const int from = currentRow();
    if (row > from)
        --row; // the place it leaves closes up
    // The document moves the row: the view, told of a copy, does not remove anything itself.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (from >= 0 && row != from)
        Q_EMIT moveRequested(taskAtRow(from), taskAtRow(row));
}

} // namespace cicada
