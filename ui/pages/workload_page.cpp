#include "pages/workload_page.h"

#include "models/document_sampler.h"
#include "models/workload_edits.h"
#include "offered_files.h"
#include "pasted_documents.h"
#include "profile_document.h"
#include "run_session.h"
#include "widgets/data_set_editor.h"
#include "widgets/data_set_panel.h"
#include "widgets/flat_table.h"
#include "widgets/message_bar.h"
#include "widgets/role_label.h"
#include "widgets/task_inspector.h"
#include "widgets/task_library.h"
#include "widgets/task_panel.h"
#include "widgets/task_table.h"
#include "widgets/vertical_scroll_area.h"

#include <QApplication>
#include <QClipboard>
#include <QDataStream>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QKeyEvent>
#include <QMimeData>
#include <QRegularExpression>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace cicada {

WorkloadPage::WorkloadPage(ProfileDocument* document, RunSession* session, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_sampler(new DocumentSampler(document, this))
    , m_message(new MessageBar(this))
    , m_dataSets(new DataSetPanel(document, m_sampler, this))
    , m_tasks(new TaskPanel(document, m_sampler, this))
{
    setAcceptDrops(true);
    layOut();
    connect(m_tasks, &TaskPanel::chosen, this, &WorkloadPage::showTask);
    connect(m_dataSets, &DataSetPanel::chosen, this, &WorkloadPage::showDataSet);
    connect(m_dataSets, &DataSetPanel::added, m_editor, &DataSetEditor::focusName);
    connect(m_dataSets, &DataSetPanel::fileWanted, this, &WorkloadPage::chooseFile);
    connect(m_dataSets, &DataSetPanel::pasteWanted, this, &WorkloadPage::paste);
    // After the panels': their rows are those of the changed profile by now.
    connect(m_document, &ProfileDocument::profileChanged, this, &WorkloadPage::followDocument);
    if (m_session) {
        connect(m_session, &RunSession::runStarted, this, &WorkloadPage::followSession);
        connect(m_session, &RunSession::runFinished, this, &WorkloadPage::followSession);
    }
    followDocument();
}

QWidget* WorkloadPage::makeRightSide()
{
    m_inspector = new TaskInspector(m_document, m_sampler, this);
    m_editor = new DataSetEditor(m_document, m_sampler, this);
    m_hint = new RoleLabel(
        ColorRole::Muted, tr("Choose a data set or a task to see all about it."), this);
    m_hint->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* inside = new QWidget(this);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_hint);
    layout->addWidget(m_inspector);
    layout->addWidget(m_editor);
    return new VerticalScrollArea(inside, this);
}

void WorkloadPage::layOut()
{
    m_rows = new QSplitter(Qt::Vertical, this);
    m_rows->addWidget(m_dataSets);
    m_rows->addWidget(m_tasks);
    m_rows->setStretchFactor(1, 1);
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->addWidget(m_rows);
    QWidget* right = makeRightSide();
    m_columns->addWidget(right);
    m_columns->setStretchFactor(0, 1);
    for (QSplitter* splitter : {m_rows, m_columns}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(10);
    }
    const int letter = fontMetrics().averageCharWidth();
    m_columns->setSizes({letter * 110, letter * 44});
    m_rows->setSizes({fontMetrics().height() * 10, fontMetrics().height() * 30});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addWidget(m_message);
    layout->addWidget(m_columns, 1);
}

TaskTable* WorkloadPage::taskTable() const
{
    return m_tasks->table();
}

TaskLibrary* WorkloadPage::library() const
{
    return m_tasks->library();
}

FlatTable* WorkloadPage::dataSetTable() const
{
    return m_dataSets->table();
}

void WorkloadPage::setTryTask(TryTask tryTask)
{
    m_inspector->setTryTask(std::move(tryTask));
}

void WorkloadPage::followSession()
{
    m_inspector->setTryBlocked(m_session->isActive()
            ? tr("A run is under way: trying would disturb its figures.")
            : QString());
}

void WorkloadPage::followDocument()
{
    if (m_shown == Shown::DataSet)
        showDataSet(m_dataSets->current());
    else
        showTask(m_tasks->current());
}

void WorkloadPage::showTask(int task)
{
    const TestProfile& profile = m_document->profile();
    // While rows go, the table names one that is not there any more; it speaks again at the end.
    if (task < 0 || task >= static_cast<int>(profile.tasks.size())) {
        showOnRight(Shown::Nothing);
        return;
    }
    const std::string& dataSet = profile.tasks[static_cast<std::size_t>(task)].dataSet;
    m_inspector->setTask(task);
    showOnRight(Shown::Task);
    m_dataSets->mark(findDataSet(profile, dataSet));
    m_tasks->setDataSetOfNewTasks(dataSet);
}

void WorkloadPage::showDataSet(int dataSet)
{
    const auto& dataSets = m_document->profile().dataSets;
    if (dataSet < 0 || dataSet >= static_cast<int>(dataSets.size())) {
        showTask(m_tasks->current());
        return;
    }
    m_editor->setDataSet(dataSet);
    m_tasks->setDataSetOfNewTasks(dataSets[static_cast<std::size_t>(dataSet)].name);
    showOnRight(Shown::DataSet);
}

void WorkloadPage::showOnRight(Shown shown)
{
    m_shown = shown;
    m_hint->setVisible(shown == Shown::Nothing);
    m_inspector->setVisible(shown == Shown::Task);
    m_editor->setVisible(shown == Shown::DataSet);
}

void WorkloadPage::showProblem(const QString& field)
{
    static const QRegularExpression kItem(QStringLiteral(R"(^(tasks|data_sets)\[(\d+)\])"));
    const auto item = kItem.match(field);
    const int row = item.captured(2).toInt();
    if (item.captured(1) == QLatin1String("tasks")) {
        m_tasks->table()->setFocus();
        m_tasks->choose(row);
    } else if (item.hasMatch()) {
        m_dataSets->table()->setFocus();
        m_dataSets->choose(row);
    }
}

QByteArray WorkloadPage::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_columns->saveState() << m_rows->saveState();
    return state;
}

void WorkloadPage::restoreLayout(const QByteArray& state)
{
    QByteArray columns;
    QByteArray rows;
    QDataStream stream(state);
    stream >> columns >> rows;
    m_columns->restoreState(columns);
    m_rows->restoreState(rows);
}

void WorkloadPage::importFiles(const QStringList& files)
{
    m_message->hide();
    m_dataSets->addFiles(files);
}

void WorkloadPage::importText(const QString& text)
{
    using Kept = Result<PastedDocuments>;
    auto* watcher = new QFutureWatcher<Kept>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        const Kept kept = watcher->result();
        if (!kept) {
            m_message->showMessage(ColorRole::Error, QString::fromStdString(kept.error().text));
            return;
        }
        m_dataSets->addFiles({kept->file}, kept->kind);
        m_message->showMessage(ColorRole::Good,
            tr("The pasted JSON is kept in %1.").arg(QDir::toNativeSeparators(kept->file)));
    });
    watcher->setFuture(
        QtConcurrent::run([bytes = text.toUtf8(), folder = folderOfPasted(m_document->filePath())] {
            return keepPastedDocuments(bytes, folder);
        }));
}

void WorkloadPage::paste()
{
    const QMimeData* offered = QApplication::clipboard()->mimeData();
    const QStringList files = offered ? offeredDocuments(offered) : QStringList();
    const QString text = offered ? offeredText(offered) : QString();
    if (!files.isEmpty())
        importFiles(files);
    else if (!text.trimmed().isEmpty())
        importText(text);
    else
        m_message->showMessage(
            ColorRole::Muted, tr("There is no JSON in the clipboard to make documents of."));
}

QString WorkloadPage::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void WorkloadPage::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Import documents"), QString(),
        tr("JSON (*.json *.jsonl *.ndjson);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &WorkloadPage::importFiles);
    dialog->open();
}

void WorkloadPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!offeredDocuments(event->mimeData()).isEmpty() || !offeredText(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void WorkloadPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const QStringList files = offeredDocuments(event->mimeData());
    if (files.isEmpty())
        importText(offeredText(event->mimeData()));
    else
        importFiles(files);
}

void WorkloadPage::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste))
        paste();
    else
        QWidget::keyPressEvent(event);
}

} // namespace cicada
