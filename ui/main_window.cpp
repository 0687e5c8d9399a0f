#include "main_window.h"

#include "offered_files.h"
#include "pages/load_page.h"
#include "pages/results_page.h"
#include "pages/run_page.h"
#include "pages/target_page.h"
#include "pages/workload_page.h"
#include "profile_document.h"
#include "profile_files.h"
#include "run_library.h"
#include "run_session.h"
#include "run_starter.h"
#include "target_book.h"
#include "target_monitor.h"
#include "target_text.h"
#include "unsaved_run.h"
#include "widgets/header_bar.h"
#include "widgets/message_bar.h"
#include "widgets/page_list.h"
#include "widgets/run_confirmation.h"

#include <QCloseEvent>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

namespace cicada {

namespace {

/// The page on which a field of the profile is edited.
MainWindow::Page pageOf(const QString& field)
{
    using Page = MainWindow::Page;
    if (field.startsWith(QLatin1String("target")))
        return Page::Target;
    if (field.startsWith(QLatin1String("load")))
        return Page::Load;
    return Page::Workload;
}

/// Between the list of pages and the page.
class SideLine : public QWidget
{
public:
    SideLine() { setFixedWidth(1); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(rect(), roleColor(ColorRole::Line, palette()));
    }
};

/// The one profile, run file or report in `data`.
QString offeredFile(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile())
        return {};
    const QString path = urls.front().toLocalFile();
    const FileKind kind = fileKindOf(path);
    return kind == FileKind::Profile || kind == FileKind::Run ? path : QString();
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_library(new RunLibrary(this))
    , m_book(new TargetBook({}, this))
    , m_document(new ProfileDocument(this))
    , m_session(new RunSession(m_library, this))
    , m_monitor(new TargetMonitor(m_document, m_session, m_book, this))
    , m_starter(new RunStarter(m_document, m_session, m_monitor, this))
    , m_files(new ProfileFiles(m_document, this))
    , m_header(new HeaderBar)
    , m_message(new MessageBar)
    , m_unsavedRun(new UnsavedRun(m_message, this))
    , m_confirmation(new RunConfirmation)
    , m_list(new PageList)
    , m_pages(new QStackedWidget)
{
    m_session->setTargetBook(m_book);
    setAcceptDrops(true);
    createPages();
    layOut();
    createMenus();
    connectParts();
    loadFirstLook();
    refreshState();
    showPage(Page::Run);

    restoreWindow();
    m_list->setFocus();
    m_library->refresh();
}

MainWindow::~MainWindow()
{
    // The parts still say things while they go; this is no window any more by then.
    const std::initializer_list<QObject*> parts{
        m_starter, m_monitor, m_session, m_files, m_document, m_book, m_library};
    for (QObject* part : parts)
        part->disconnect(this);
    delete takeCentralWidget(); // pages go before what they show
    for (QObject* part : parts)
        delete part;
}

void MainWindow::createPages()
{
    m_targetPage = new TargetPage(m_document, m_session, m_book, m_monitor);
    m_workloadPage = new WorkloadPage(m_document, m_session);
    m_workloadPage->setTryTask(
        [this](const TestProfile& profile, std::size_t task, std::function<void(TriedTask)> done) {
            m_session->tryTask(profile, task, std::move(done));
        });
    m_runPage = new RunPage(m_document, m_session);
    m_resultsPage = new ResultsPage(m_library);
    const std::array<std::pair<QString, QWidget*>, kPages> pages{{
        {tr("Target"), m_targetPage},
        {tr("Workload"), m_workloadPage},
        {tr("Load"), new LoadPage(m_document, m_book)},
        {tr("Run"), m_runPage},
        {tr("Results"), m_resultsPage},
    }};
    for (const auto& [name, page] : pages) {
        m_list->addPage(name);
        m_pages->addWidget(page);
    }
}

void MainWindow::layOut()
{
    auto* side = new QVBoxLayout;
    side->setContentsMargins(0, 8, 0, 0);
    side->addWidget(m_list);
    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addLayout(side);
    body->addWidget(new SideLine);
    body->addWidget(m_pages, 1);

    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_message);
    layout->addWidget(m_confirmation);
    layout->addLayout(body, 1);
    setCentralWidget(central);
}

void MainWindow::connectParts()
{
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_header->startButton(), &QPushButton::clicked, this, &MainWindow::startOrStop);
    connect(m_header->chip(), &QAbstractButton::clicked, this, [this] { showPage(Page::Target); });

    connect(m_document, &ProfileDocument::profileChanged, this, &MainWindow::refreshTitle);
    connect(m_document, &ProfileDocument::profileChanged, this, &MainWindow::refreshChip);
    connect(m_document, &ProfileDocument::fileChanged, this, &MainWindow::refreshTitle);
    connect(m_document, &ProfileDocument::problemsChanged, this, &MainWindow::refreshProblemCounts);
    connect(m_files, &ProfileFiles::opened, m_message, &QWidget::hide);
    connect(m_files, &ProfileFiles::failed, this,
        [this](const QString& sentence) { m_message->showMessage(ColorRole::Error, sentence); });
    connect(m_monitor, &TargetMonitor::stateChanged, this, &MainWindow::refreshChip);
    connect(m_monitor, &TargetMonitor::stateChanged, this, &MainWindow::refreshState);

    connect(m_starter, &RunStarter::pendingChanged, this, &MainWindow::refreshState);
    connect(m_starter, &RunStarter::refused, this, &MainWindow::showRefusal);
    connect(m_starter, &RunStarter::pendingChanged, m_confirmation, &QWidget::hide);
    connect(m_starter, &RunStarter::confirmationNeeded, this,
        [this](const QString& address, const QStringList& writes) {
            m_confirmation->ask(address, m_monitor->result(), writes);
        });
    connect(m_confirmation, &RunConfirmation::confirmed, m_starter, &RunStarter::confirm);
    connect(m_confirmation, &RunConfirmation::cancelled, m_starter, &RunStarter::cancel);

    connect(m_session, &RunSession::progressed, this, &MainWindow::refreshState);
    connect(m_session, &RunSession::recordUpdated, this, &MainWindow::showLossOfTarget);
    connect(m_session, &RunSession::runStarted, this, [this] {
        m_message->hide();
        m_eventsSeen = 0;
        showPage(Page::Run);
    });
    connect(m_session, &RunSession::journalFailed, this,
        [this](const QString& sentence) { m_message->showMessage(ColorRole::Warning, sentence); });
    connect(m_session, &RunSession::runFinished, this, &MainWindow::showRunEnd);
    connect(m_session, &RunSession::failedToStart, this, &MainWindow::showFailedStart);

    connect(m_runPage, &RunPage::tryItNow, this, &MainWindow::tryItNow);
    connect(m_runPage, &RunPage::connectToMyRedis, this, &MainWindow::connectToMyRedis);
    connect(m_resultsPage, &ResultsPage::useProfile, this, [this](const TestProfile& profile) {
        whenChangesAreSafe([this, profile] {
            m_document->reset(profile, {});
            showPage(Page::Workload);
        });
    });
}

void MainWindow::loadFirstLook()
{
    if (!ProfileFiles::samples().empty())
        m_files->openSample(ProfileFiles::samples().front().path);
    refreshTitle();
    refreshChip();
}

void MainWindow::restoreWindow()
{
    const QSettings settings;
    resize(1280, 800);
    restoreGeometry(settings.value(QStringLiteral("windowGeometry")).toByteArray());
    m_workloadPage->restoreLayout(settings.value(QStringLiteral("workloadLayout")).toByteArray());
}

void MainWindow::saveWindow()
{
    QSettings settings;
    settings.setValue(QStringLiteral("windowGeometry"), saveGeometry());
    settings.setValue(QStringLiteral("workloadLayout"), m_workloadPage->saveLayout());
}

void MainWindow::showPage(Page page)
{
    m_list->setCurrentRow(static_cast<int>(page));
}

MainWindow::Page MainWindow::currentPage() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void MainWindow::openFile(const QString& path)
{
    if (fileKindOf(path) == FileKind::Run) {
        showPage(Page::Results);
        m_resultsPage->openRun(path);
        return;
    }
    whenChangesAreSafe([this, path] { m_files->open(path); });
}

void MainWindow::tryItNow()
{
    whenChangesAreSafe([this] {
        loadFirstLook();
        TestProfile profile = m_document->profile();
        profile.target = {};
        profile.load.duration = std::chrono::seconds(30);
        m_document->reset(std::move(profile), {});
        m_starter->start();
    });
}

void MainWindow::connectToMyRedis()
{
    showPage(Page::Target);
    m_targetPage->addTarget();
}

void MainWindow::startOrStop()
{
    if (m_session->isActive())
        m_session->stop();
    else if (m_starter->isPending())
        m_starter->cancel();
    else
        m_starter->start();
}

void MainWindow::showRefusal(const QString& sentence, const QString& field)
{
    const Page page = pageOf(field);
    const QString pageName = m_list->item(static_cast<int>(page))->text();
    const bool isAnswerOfTarget = field == QLatin1String("target");
    const QString text = isAnswerOfTarget
        ? sentence
        : tr("%1 stops the run: %2 %3").arg(pageName, field, sentence);
    m_message->showMessage(ColorRole::Error, text, {{tr("Show"), [this, page, field] {
                                                         showPage(page);
                                                         if (page == Page::Workload)
                                                             m_workloadPage->showProblem(field);
                                                     }}});
}

void MainWindow::showRunEnd(const QString& path, const QString& problem)
{
    m_library->refresh();
    refreshState();
    if (path.isEmpty()) {
        m_closing = false; // not before its results are safe
        m_unsavedRun->offer(m_session->record(), problem);
        return;
    }
    const QString aborted = QString::fromStdString(m_session->record().abortReason);
    if (!aborted.isEmpty())
        m_message->showMessage(ColorRole::Error, tr("The run was aborted: %1").arg(aborted));
    if (m_closing)
        close();
}

void MainWindow::showFailedStart(const QString& sentence)
{
    refreshState();
    m_message->showMessage(ColorRole::Error, sentence);
    if (m_closing)
        close();
}

void MainWindow::showLossOfTarget()
{
    const std::vector<RunEvent>& events = m_session->record().events;
    for (; m_eventsSeen < events.size(); ++m_eventsSeen) {
        const RunEvent& event = events[m_eventsSeen];
        const QString what = tr("At %1 s: %2")
                                 .arg(QLocale().toString(event.second, 'f', 1),
                                     QString::fromStdString(event.text));
        if (event.beginsOutage())
            m_message->showMessage(ColorRole::Error, what);
        else if (event.endsOutage())
            m_message->showMessage(ColorRole::Good, what);
    }
}

void MainWindow::refreshTitle()
{
    const QString name = QString::fromStdString(m_document->profile().name);
    m_header->setProfileName(name, m_document->isModified());
    setWindowTitle(tr("%1[*] - Cicada").arg(name));
    setWindowModified(m_document->isModified());
    setWindowFilePath(m_document->filePath());
}

void MainWindow::refreshChip()
{
    const Target& target = m_document->profile().target;
    const QString name = targetTitle(target);
    switch (m_monitor->state()) {
    case TargetMonitor::State::Unknown:
        m_header->chip()->show(
            name, m_monitor->waitsForUser() ? tr("not asked yet") : QString(), ColorRole::Muted);
        break;
    case TargetMonitor::State::Checking:
        m_header->chip()->show(name, tr("getting ready"), ColorRole::Muted);
        break;
    case TargetMonitor::State::Answers: {
        const CheckResult& result = m_monitor->result();
        const QString details = tr("%1 ms · %2, JSON %3", "round trip, server, JSON's version")
                                    .arg(QLocale().toString(result.pingMicroseconds / 1000, 'f', 2),
                                        serverTitle(result.server),
                                        QString::fromStdString(result.server.jsonVersion));
        m_header->chip()->show(name, details, ColorRole::Good);
        break;
    }
    case TargetMonitor::State::Fails:
        m_header->chip()->show(name, m_monitor->sentence(), ColorRole::Error);
        break;
    }
}

void MainWindow::refreshState()
{
    StartButton* button = m_header->startButton();
    const RunProgress& progress = m_session->progress();
    if (!m_session->isActive()) {
        button->setMode(
            m_starter->isPending() ? StartButton::Mode::Cancel : StartButton::Mode::Start);
        m_header->setStateText(idleText());
        m_header->setProgress(-1);
        return;
    }
    const bool stopping = progress.state == RunState::Stopping;
    button->setMode(stopping ? StartButton::Mode::StopNow : StartButton::Mode::Stop);
    m_header->setStateText(m_session->stateText());
    if (progress.state == RunState::Preparing)
        m_header->setProgress(progress.fraction);
    else if (progress.phaseLength > 0)
        m_header->setProgress(progress.phaseElapsed / progress.phaseLength);
    else
        m_header->setProgress(-1);
}

QString MainWindow::idleText() const
{
    if (m_starter->isPending())
        return tr("Looking at the target");
    const bool waits = m_session->progress().state == RunState::Idle;
    return waits && m_monitor->state() == TargetMonitor::State::Fails ? tr("Not ready")
                                                                      : m_session->stateText();
}

void MainWindow::refreshProblemCounts()
{
    std::array<int, kPages> counts{};
    for (const Problem& problem : m_document->problems())
        ++counts[static_cast<std::size_t>(pageOf(QString::fromStdString(problem.field)))];
    for (int page = 0; page < kPages; ++page)
        m_list->setProblemCount(page, counts[static_cast<std::size_t>(page)]);
}

void MainWindow::whenChangesAreSafe(std::function<void()> go)
{
    if (!m_document->isModified()) {
        go();
        return;
    }
    const QString name = QString::fromStdString(m_document->profile().name);
    m_message->ask(tr("\"%1\" has changes that are not saved.").arg(name),
        {{tr("Save"), [this, go] { saveThen(go); }}, {tr("Discard them"), go}, {tr("Cancel"), {}}});
}

void MainWindow::saveThen(std::function<void()> go)
{
    // An edit that came while it was written is not lost either: the question comes again.
    m_files->save([this, go = std::move(go)] { whenChangesAreSafe(go); });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const bool running = m_session->isActive();
    if (m_closing && running)
        m_session->stop(); // asked again while it stops: now
    if (!m_closing && (running || m_document->isModified()))
        askBeforeClosing();
    if (running || (!m_closing && m_document->isModified())) {
        event->ignore();
        return;
    }
    saveWindow();
    event->accept();
}

void MainWindow::askBeforeClosing()
{
    const QString name = QString::fromStdString(m_document->profile().name);
    const auto go = [this] { closeForGood(); };
    const auto save = [this] {
        m_files->save([this] { m_document->isModified() ? askBeforeClosing() : closeForGood(); });
    };
    if (!m_document->isModified())
        m_message->ask(
            tr("A run is going on."), {{tr("Stop it and close"), go}, {tr("Keep running"), {}}});
    else if (!m_session->isActive())
        m_message->ask(tr("\"%1\" has changes that are not saved.").arg(name),
            {{tr("Save and close"), save}, {tr("Close without saving"), go}, {tr("Cancel"), {}}});
    else
        m_message->ask(
            tr("A run is going on, and \"%1\" has changes that are not saved.").arg(name),
            {{tr("Save, stop and close"), save}, {tr("Stop and close without saving"), go},
                {tr("Keep running"), {}}});
}

void MainWindow::closeForGood()
{
    m_closing = true;
    if (m_session->isActive())
        m_session->stop(); // the run's end closes the window
    else
        close();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!offeredFile(event->mimeData()).isEmpty() || !offeredDocuments(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    if (const QString file = offeredFile(event->mimeData()); !file.isEmpty()) {
        openFile(file);
        return;
    }
    showPage(Page::Workload);
    m_workloadPage->importFiles(offeredDocuments(event->mimeData()));
}

} // namespace cicada
