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
           "Weights say how often each is run."),
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
    m_duplicate = addCardButton(this, tr("Duplicate"), tr("Duplicate the selected tasks (Ctrl+D)"));
    m_remove = addCardButton(this, tr("Delete"), tr("Delete the selected tasks (Del)"));
    auto* add = addCardButton(this, tr("+ &Add task"), tr("Choose a task from the library"));
    connect(m_duplicate, &QToolButton::clicked, this, &TaskPanel::duplicateSelected);
    connect(m_remove, &QToolButton::clicked, this, &TaskPanel::removeSelected);
    connect(add, &QToolButton::clicked, this, [this, add] { m_library->openAt(add); });
}

void TaskPanel::connectTable()
{
    connect(m_table, &TaskTable::taskChosen, this, &TaskPanel::chosen);
    connect(m_table, &FlatTable::focused, this, [this] { Q_EMIT chosen(current()); });
    connect(m_table, &FlatTable::clicked, this, [this] { Q_EMIT chosen(current()); });
    connect(m_table, &FlatTable::removeRequested, this, &TaskPanel::removeSelected);
    connect(m_table, &FlatTable::duplicateRequested, this, &TaskPanel::duplicateSelected);
    connect(m_table, &FlatTable::moveRequested, this, &TaskPanel::move);
    connect(m_table, &TaskTable::switchRequested, this, &TaskPanel::switchSelected);
    connect(m_tags, &TagFilterBar::runRequested, this, &TaskPanel::runOnlyShown);
    connect(m_library, &TaskLibrary::chosen, this, &TaskPanel::add);
    connect(m_tags, &TagFilterBar::chosenChanged, this, [this] {
        m_filter->setTags(m_tags->included(), m_tags->excluded());
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
    m_tags->setSomeOff(std::any_of(
        tasks.begin(), tasks.end(), [](const TaskDefinition& task) { return !task.enabled; }));
    selectWhatAppeared();
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

// What was added, copied or brought back by undo is chosen.
void TaskPanel::selectWhatAppeared()
{
    const std::vector<TaskDefinition>& tasks = m_document->profile().tasks;
    std::vector<std::string> missing = m_known;
    const bool grew = tasks.size() > m_known.size();
    m_known.clear();
    QList<int> appeared;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        m_known.push_back(tasks[i].name);
        const auto known = std::find(missing.begin(), missing.end(), tasks[i].name);
        if (known == missing.end())
            appeared << static_cast<int>(i);
        else
            missing.erase(known);
    }
    const bool another = appeared.size() == static_cast<qsizetype>(tasks.size());
    if (grew && !another)
        m_table->selectTasks(appeared);
}

void TaskPanel::duplicateSelected()
{
    TestProfile next = m_document->profile();
    QList<int> tasks = m_table->selectedTasks();
    if (tasks.isEmpty())
        return;
    std::reverse(tasks.begin(), tasks.end()); // from below: the numbers above stay right
    for (const int task : tasks)
        duplicateTask(next, static_cast<std::size_t>(task));
    m_document->edit(
        tasks.size() == 1 ? tr("Duplicate task") : tr("Duplicate %1 tasks").arg(tasks.size()),
        std::move(next));
    Q_EMIT chosen(current());
}

void TaskPanel::removeSelected()
{
    QList<int> tasks = m_table->selectedTasks();
    if (tasks.isEmpty())
        return;
    const QList<int> rows = m_table->selectedRows();
    const int row = rows.front();
    TestProfile next = m_document->profile();
    std::reverse(tasks.begin(), tasks.end());
    for (const int task : tasks)
        next.tasks.erase(next.tasks.begin() + task);
    m_document->edit(
        tasks.size() == 1 ? tr("Delete task") : tr("Delete %1 tasks").arg(tasks.size()),
        std::move(next));
    m_table->selectRowAt(std::min(row, m_filter->rowCount() - 1));
    Q_EMIT chosen(current());
}

void TaskPanel::switchSelected(bool enabled)
{
    TestProfile next = m_document->profile();
    for (const int task : m_table->selectedTasks())
        next.tasks[static_cast<std::size_t>(task)].enabled = enabled;
    m_document->edit(enabled ? tr("Switch tasks on") : tr("Switch tasks off"), std::move(next));
}

void TaskPanel::runOnlyShown()
{
    const auto toCore = [](const QSet<QString>& tags) {
        std::vector<std::string> names;
        for (const QString& tag : tags)
            names.push_back(tag.toStdString());
        return names;
    };
    TestProfile next = m_document->profile();
    enableByTags(next, toCore(m_tags->included()), toCore(m_tags->excluded()));
    m_document->edit(tr("Choose tasks by tags"), std::move(next));
}

void TaskPanel::move(const QList<int>& rows, int before)
{
    std::vector<std::size_t> tasks;
    for (const int row : rows)
        tasks.push_back(static_cast<std::size_t>(m_table->taskAtRow(row)));
    // Behind the last one that is shown, which need not be the last one.
    const int shown = m_filter->rowCount();
    const int place
        = before < shown ? m_table->taskAtRow(before) : m_table->taskAtRow(shown - 1) + 1;
    TestProfile next = m_document->profile();
    moveTasks(next, tasks, static_cast<std::size_t>(place));
    m_document->edit(
        rows.size() == 1 ? tr("Move task") : tr("Move %1 tasks").arg(rows.size()), std::move(next));
    Q_EMIT chosen(current());
}

} // namespace cicada
