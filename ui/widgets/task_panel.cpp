#include "widgets/task_panel.h"

#include "models/task_filter_model.h"
#include "models/task_model.h"
#include "models/workload_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "widgets/card_button.h"
#include "widgets/empty_state.h"
#include "widgets/tag_filter_bar.h"
#include "widgets/task_library.h"
#include "widgets/task_table.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

TaskPanel::TaskPanel(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent)
    : Card(tr("Tasks"), parent)
    , m_document(document)
    , m_filter(new TaskFilterModel(this))
    , m_tags(new TagFilterBar(this))
    , m_library(new TaskLibrary(this))
    , m_stack(new QStackedWidget(this))
{
    m_filter->setSourceModel(new TaskModel(document, sampler, this));
    m_table = new TaskTable(m_filter, this);
    makeButtons();
    auto* empty = new EmptyState(tr("No tasks yet"),
        tr("A task is a command, or a few, that users send: read a field, write a document. "
           "Weights "
           "say how often each is run."),
        tr("Add task"), this);
    connect(empty->button(), &QPushButton::clicked, this,
        [this, empty] { m_library->openAt(empty->button()); });
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    content()->addWidget(m_tags);
    content()->addWidget(m_stack, 1);
    connectTable();
    // After the model's: it has taken the change when this looks at its rows.
    connect(m_document, &ProfileDocument::profileChanged, this, &TaskPanel::followDocument);
    followDocument();
}

void TaskPanel::makeButtons()
{
    m_duplicate = addCardButton(this, tr("Duplicate"), tr("Duplicate the task (Ctrl+D)"));
    m_remove = addCardButton(this, tr("Delete"), tr("Delete the task (Del)"));
    auto* add = addCardButton(this, tr("+ &Add task"), tr("Choose a task from the library"));
    connect(m_duplicate, &QToolButton::clicked, this, &TaskPanel::duplicateCurrent);
    connect(m_remove, &QToolButton::clicked, this, &TaskPanel::removeCurrent);
    connect(add, &QToolButton::clicked, this, [this, add] { m_library->openAt(add); });
}

void TaskPanel::connectTable()
{
    connect(m_table, &TaskTable::taskChosen, this, &TaskPanel::chosen);
    connect(m_table, &FlatTable::focused, this, [this] { Q_EMIT chosen(current()); });
    connect(m_table, &FlatTable::clicked, this, [this] { Q_EMIT chosen(current()); });
    connect(m_table, &FlatTable::removeRequested, this, &TaskPanel::removeCurrent);
    connect(m_table, &FlatTable::duplicateRequested, this, &TaskPanel::duplicateCurrent);
    connect(m_table, &TaskTable::moveRequested, this, &TaskPanel::move);
    // What undo brings back is chosen again.
    connect(m_filter, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex&, int first) { m_table->selectRowAt(first); });
    connect(m_library, &TaskLibrary::chosen, this, &TaskPanel::add);
    connect(m_tags, &TagFilterBar::chosenChanged, this, [this] {
        m_filter->setTags(m_tags->chosen());
        followDocument();
    });
}

int TaskPanel::current() const
{
    return m_table->currentTask();
}

void TaskPanel::choose(int task)
{
    m_table->selectTask(task);
    if (current() != task) {
        m_tags->clear();
        m_table->selectTask(task);
    }
    Q_EMIT chosen(current());
}

void TaskPanel::followDocument()
{
    const std::vector<TaskDefinition>& tasks = m_document->profile().tasks;
    m_stack->setCurrentIndex(tasks.empty() ? 1 : 0);
    m_duplicate->setVisible(!tasks.empty());
    m_remove->setVisible(!tasks.empty());
    QStringList tags;
    for (const TaskDefinition& task : tasks) {
        for (const std::string& tag : task.tags)
            tags << fromCore(tag);
    }
    tags.removeDuplicates();
    m_tags->setTags(tags);
    // Rows that went may have taken the current one with them.
    if (current() < 0)
        m_table->selectRowAt(0);
}

void TaskPanel::add(const QString& type)
{
    const TaskType* chosenType = findTaskType(type.toStdString());
    if (!chosenType)
        return;
    TestProfile next = m_document->profile();
    const std::size_t index = addTask(next, *chosenType, m_dataSetOfNewTasks);
    m_document->edit(tr("Add task"), std::move(next));
    choose(static_cast<int>(index));
    m_table->setFocus();
}

void TaskPanel::duplicateCurrent()
{
    if (current() < 0)
        return;
    TestProfile next = m_document->profile();
    const std::size_t index = duplicateTask(next, static_cast<std::size_t>(current()));
    m_document->edit(tr("Duplicate task"), std::move(next));
    choose(static_cast<int>(index));
}

void TaskPanel::removeCurrent()
{
    const int task = current();
    const int row = m_table->currentRow();
    if (task < 0)
        return;
    TestProfile next = m_document->profile();
    next.tasks.erase(next.tasks.begin() + task);
    m_document->edit(tr("Delete task"), std::move(next));
    m_table->selectRowAt(std::min(row, m_filter->rowCount() - 1));
    Q_EMIT chosen(current());
}

void TaskPanel::move(int from, int to)
{
    TestProfile next = m_document->profile();
    moveTask(next, static_cast<std::size_t>(from), static_cast<std::size_t>(to));
    m_document->edit(tr("Move task"), std::move(next));
    choose(to);
}

} // namespace cicada
