#include "widgets/run_list_panel.h"

#include "models/run_list_model.h"
#include "models/statistics_model.h"
#include "run_library.h"
#include "widgets/figure_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

namespace {

constexpr qsizetype kMostCompared = 6;

} // namespace

RunListPanel::RunListPanel(RunLibrary* library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_model(new RunListModel(library, this))
    , m_sorted(new TotalLastProxy(this))
    , m_search(new QLineEdit)
    , m_table(new FigureTable(tr("Kept runs")))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(tr("Search name, target, note"));
    m_search->setAccessibleName(tr("Search runs"));
    m_search->setClearButtonEnabled(true);
    m_table->setModel(m_sorted);
    m_table->setRootIsDecorated(false);
    m_table->setStretchColumns({RunListModel::Name, RunListModel::Note});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->sortByColumn(RunListModel::When, Qt::DescendingOrder);

    auto* top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    makeActions();
    for (QAction* action : {m_open, m_compare, m_remove}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setMinimumHeight(m_search->sizeHint().height());
        top->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_sorted->setFilterFixedString(text);
        refreshPlaceholder();
    });
    connect(library, &RunLibrary::runsChanged, this, [this] {
        m_table->fitColumns();
        refreshActions();
    });
    connect(m_table, &QAbstractItemView::activated, this, &RunListPanel::openCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &RunListPanel::refreshActions);
    connect(m_model, &RunListModel::editFailed, this, &RunListPanel::failed);
    m_table->fitColumns();
    refreshPlaceholder();
    refreshActions();
}

void RunListPanel::makeActions()
{
    const auto add = [this](const QString& text, const QKeySequence& key, auto slot) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
        return action;
    };
    // Enter is not a shortcut here: the table itself opens with it, and ends an edit with it.
    m_open = add(tr("&Open"), {}, &RunListPanel::openCurrent);
    m_compare = add(tr("Co&mpare"), {}, &RunListPanel::compareSelected);
    m_compare->setToolTip(
        tr("Puts two to %1 chosen runs side by side, the oldest first").arg(kMostCompared));
    m_rename = add(tr("&Rename"), Qt::Key_F2, [this] { editColumn(RunListModel::Name); });
    m_note = add(tr("Edit &note"), QKeySequence(Qt::CTRL | Qt::Key_F2),
        [this] { editColumn(RunListModel::Note); });
    m_remove = add(tr("&Delete"), QKeySequence::Delete, &RunListPanel::removeSelected);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QStringList RunListPanel::selectedPaths() const
{
    QStringList paths;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        paths << m_model->runAt(m_sorted->mapToSource(index).row()).path;
    return paths;
}

void RunListPanel::openCurrent()
{
    if (const QStringList paths = selectedPaths(); paths.size() == 1)
        Q_EMIT openRequested(paths.front());
}

void RunListPanel::compareSelected()
{
    QStringList paths = selectedPaths();
    const auto startOf = [this](const QString& path) {
        const RunSummary* run = m_library->find(path);
        return run ? run->startedAt : decltype(run->startedAt)();
    };
    std::stable_sort(paths.begin(), paths.end(),
        [&startOf](const QString& a, const QString& b) { return startOf(a) < startOf(b); });
    Q_EMIT compareRequested(paths);
}

void RunListPanel::removeSelected()
{
    QStringList names;
    for (const QString& path : selectedPaths()) {
        const RunSummary* run = m_library->find(path);
        const QString name = run ? run->name : path;
        QString error;
        if (m_library->remove(path, &error))
            names << name;
        else
            Q_EMIT failed(error);
    }
    if (!names.isEmpty())
        Q_EMIT removed(names);
}

void RunListPanel::editColumn(int column)
{
    const QModelIndex cell = m_table->currentIndex().siblingAtColumn(column);
    if (m_sorted->flags(cell) & Qt::ItemIsEditable)
        m_table->edit(cell);
}

void RunListPanel::refreshActions()
{
    const qsizetype selected = m_table->selectionModel()->selectedRows().size();
    m_open->setEnabled(selected == 1);
    m_rename->setEnabled(selected == 1);
    m_note->setEnabled(selected == 1);
    m_compare->setEnabled(selected >= 2 && selected <= kMostCompared);
    m_remove->setEnabled(selected > 0);
}

void RunListPanel::refreshPlaceholder()
{
    m_table->setPlaceholder(m_search->text().isEmpty()
            ? tr("Every run you make is kept here. Press Start, or drop a run file or "
                 "a report of a teammate on the window.")
            : tr("No run matches “%1”.").arg(m_search->text()));
}

} // namespace cicada
