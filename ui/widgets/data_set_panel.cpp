#include "widgets/data_set_panel.h"

#include "models/data_set_model.h"
#include "models/figure_text.h"
#include "models/workload_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "widgets/card_button.h"
#include "widgets/empty_state.h"
#include "widgets/flat_table.h"

#include <QEvent>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

namespace {

void openBelow(QMenu* menu, const QWidget* button)
{
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

} // namespace

DataSetPanel::DataSetPanel(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent)
    : Card(tr("Data sets"), parent)
    , m_document(document)
    , m_kinds(new QMenu(this))
    , m_stack(new QStackedWidget(this))
{
    m_kinds->setToolTipsVisible(true);
    fillKindMenu();
    makeButtons();
    makeTable(sampler);
    auto* empty = new EmptyState(tr("No data sets yet"),
        tr("A data set says what documents the tasks work on: their shape, their number and their "
           "keys. Add one, drop a JSON file here, or paste JSON."),
        tr("Add data set"), this);
    connect(empty->button(), &QPushButton::clicked, this,
        [this, empty] { openBelow(m_kinds, empty->button()); });
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    content()->addWidget(m_stack);
    connect(m_document, &ProfileDocument::profileChanged, this, &DataSetPanel::followDocument);
    followDocument();
}

void DataSetPanel::makeButtons()
{
    m_duplicate = addCardButton(this, tr("Duplicate"), tr("Duplicate the data set (Ctrl+D)"));
    m_remove = addCardButton(this, tr("Delete"), tr("Delete the data set (Del)"));
    auto* add = addCardButton(this, tr("+ Add &data set"), tr("Choose a kind of documents"));
    connect(m_duplicate, &QToolButton::clicked, this, &DataSetPanel::duplicateCurrent);
    connect(m_remove, &QToolButton::clicked, this, &DataSetPanel::removeCurrent);
    connect(add, &QToolButton::clicked, this, [this, add] { openBelow(m_kinds, add); });
}

void DataSetPanel::makeTable(DocumentSampler* sampler)
{
    m_table = new FlatTable(tr("Data sets"), this);
    m_table->setModel(new DataSetModel(m_document, sampler, this));
    auto* cells = new FlatDelegate(m_table);
    cells->setProblemRole(DataSetModel::ProblemRole, DataSetModel::Name);
    m_table->setItemDelegate(cells);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(DataSetModel::Documents, QHeaderView::Stretch);
    m_table->installEventFilter(this);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& row) {
            if (!m_marking)
                Q_EMIT chosen(row.row());
        });
    // A row that only was marked is current already, but not chosen.
    connect(m_table, &FlatTable::focused, this, [this] { Q_EMIT chosen(current()); });
    connect(m_table, &FlatTable::clicked, this, [this] { Q_EMIT chosen(current()); });
    connect(m_table, &FlatTable::removeRequested, this, &DataSetPanel::removeCurrent);
    connect(m_table, &FlatTable::duplicateRequested, this, &DataSetPanel::duplicateCurrent);
    m_table->setRowsMovable(true);
    connect(m_table, &FlatTable::moveRequested, this,
        [this](const QList<int>& rows, int before) { move(rows.front(), before); });
}

void DataSetPanel::fillKindMenu()
{
    for (const DocumentKind& kind : documentKinds()) {
        const QString name = fromCore(kind.name);
        const QString size
            = kind.typicalBytes > 0 ? bytesText(static_cast<double>(kind.typicalBytes)) : QString();
        QAction* action
            = m_kinds->addAction(tr("%1\t%2").arg(name, size), this, [this, name] { add(name); });
        action->setToolTip(fromCore(kind.description));
        action->setObjectName(name);
    }
    m_kinds->addSeparator();
    m_kinds->addAction(tr("Import a &file..."), this, &DataSetPanel::fileWanted);
    m_kinds->addAction(tr("&Paste JSON\tCtrl+V"), this, &DataSetPanel::pasteWanted);
}

int DataSetPanel::current() const
{
    return m_table->currentRow();
}

void DataSetPanel::choose(int dataSet)
{
    mark(dataSet);
    Q_EMIT chosen(dataSet);
}

void DataSetPanel::mark(int dataSet)
{
    m_marking = true;
    m_table->selectRowAt(dataSet);
    m_marking = false;
}

void DataSetPanel::followDocument()
{
    const bool empty = m_document->profile().dataSets.empty();
    m_stack->setCurrentIndex(empty ? 1 : 0);
    m_duplicate->setVisible(!empty);
    m_remove->setVisible(!empty);
}

void DataSetPanel::add(const QString& kind)
{
    const DocumentKind* known = findDocumentKind(kind.toStdString());
    const bool generated = known && known->typicalBytes > 0; // others are named after nothing yet
    TestProfile next = m_document->profile();
    const std::size_t index
        = addDataSet(next, kind.toStdString(), generated ? kind.toStdString() : "documents");
    m_document->edit(tr("Add data set"), std::move(next));
    choose(static_cast<int>(index));
    Q_EMIT added(static_cast<int>(index));
}

void DataSetPanel::addFiles(const QStringList& files, const std::string& kind)
{
    if (files.isEmpty())
        return;
    TestProfile next = m_document->profile();
    std::size_t index = 0;
    for (const QString& file : files)
        index = addFileDataSet(next, file, kind);
    m_document->edit(tr("Import documents"), std::move(next));
    choose(static_cast<int>(index));
}

void DataSetPanel::duplicateCurrent()
{
    if (current() < 0)
        return;
    TestProfile next = m_document->profile();
    const std::size_t index = duplicateDataSet(next, static_cast<std::size_t>(current()));
    m_document->edit(tr("Duplicate data set"), std::move(next));
    choose(static_cast<int>(index));
}

void DataSetPanel::removeCurrent()
{
    const int row = current();
    if (row < 0)
        return;
    TestProfile next = m_document->profile();
    next.dataSets.erase(next.dataSets.begin() + row);
    m_document->edit(tr("Delete data set"), std::move(next));
    choose(std::min(row, m_table->model()->rowCount() - 1));
}

void DataSetPanel::move(int from, int before)
{
    TestProfile next = m_document->profile();
    moveDataSet(next, static_cast<std::size_t>(from), static_cast<std::size_t>(before));
    m_document->edit(tr("Move data set"), std::move(next));
}

bool DataSetPanel::eventFilter(QObject* watched, QEvent* event)
{
    // Where it is narrow, how they are stored is left to the editor.
    if (watched == m_table && event->type() == QEvent::Resize) {
        const bool narrow = m_table->width() < fontMetrics().averageCharWidth() * 64;
        m_table->setColumnHidden(DataSetModel::Storage, narrow);
    }
    return Card::eventFilter(watched, event);
}

} // namespace cicada
