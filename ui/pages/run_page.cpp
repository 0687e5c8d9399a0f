#include "pages/run_page.h"

#include "base/units.h"
#include "models/figure_text.h"
#include "profile_document.h"
#include "run_session.h"
#include "widgets/elided_label.h"
#include "widgets/prepare_panel.h"
#include "widgets/run_controls.h"
#include "widgets/run_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <chrono>

namespace cicada {

namespace {

/// Spawning, warm-up and measuring together; 0 where the end depends on the server.
double plannedSeconds(const Load& load)
{
    if (load.requests > 0)
        return 0;
    if (load.shape && load.duration.count() == 0)
        return secondsOf((isOpenLoop(load) ? rateShape(load) : usersShape(load)).length());
    const auto spawning = load.shape ? std::chrono::nanoseconds(0) : usersShape(load).length();
    return secondsOf(spawning + load.warmup + load.duration);
}

} // namespace

RunPage::RunPage(ProfileDocument* document, RunSession* session, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_startHint(new QLabel)
    , m_prepare(new PreparePanel)
    , m_controls(new RunControls)
    , m_whoseRun(new ElidedLabel)
    , m_view(new RunView)
{
    m_empty = makeEmptyState();
    m_run = makeRun();
    for (QWidget* page : {m_empty, static_cast<QWidget*>(m_prepare), m_run})
        m_stack->addWidget(page);
    connectControls();
    connect(document, &ProfileDocument::profileChanged, this, &RunPage::showStartHint);
    connect(document, &ProfileDocument::profileChanged, this, &RunPage::showWhoseRun);
    connect(session, &RunSession::runStarted, this, &RunPage::beginRun);
    connect(session, &RunSession::progressed, this, &RunPage::showState);
    connect(session, &RunSession::recordUpdated, this, &RunPage::showRecord);
    connect(session, &RunSession::runFinished, this, [this] {
        showState();
        showRecord();
    });
    connect(session, &RunSession::failedToStart, this, &RunPage::showState);
    showStartHint();
    showState();
}

void RunPage::showStartHint()
{
    m_startHint->setText(tr("Start, at the top right, runs “%1” as it stands on the other pages.")
            .arg(QString::fromStdString(m_document->profile().name)));
}

QWidget* RunPage::makeEmptyState()
{
    auto* title = new QLabel(tr("Nothing has run yet"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* text = new QLabel(
        tr("Cicada sends the commands of your application to RedisJSON and shows how fast they are "
           "answered, what fails, and what holds the server back.\n\n"
           "“Try it now” starts a private Redis on this machine and measures it for 30 seconds. "
           "Nothing else is touched, and it is gone when you close the window."));
    text->setWordWrap(true);
    text->setFixedWidth(fontMetrics().averageCharWidth() * 74);
    m_startHint->setTextFormat(Qt::PlainText);
    m_startHint->setForegroundRole(QPalette::PlaceholderText);
    auto* tryIt = new QPushButton(tr("&Try it now"));
    tryIt->setDefault(true);
    tryIt->setAutoDefault(true);
    auto* connectTo = new QPushButton(tr("&Connect to my Redis"));
    for (QPushButton* button : {tryIt, connectTo}) {
        const int line = fontMetrics().height();
        button->setMinimumSize(button->sizeHint().width() + 2 * line, 2 * line + 4);
    }
    connect(tryIt, &QPushButton::clicked, this, &RunPage::tryItNow);
    connect(connectTo, &QPushButton::clicked, this, &RunPage::connectToMyRedis);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(tryIt);
    buttons->addWidget(connectTo);
    buttons->addStretch();
    auto* column = new QVBoxLayout;
    column->setSpacing(14);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(text);
    column->addLayout(buttons);
    column->addWidget(m_startHint);
    column->addStretch(3);
    auto* page = new QWidget;
    auto* layout = new QHBoxLayout(page);
    layout->addStretch();
    layout->addLayout(column);
    layout->addStretch();
    return page;
}

QWidget* RunPage::makeRun()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_controls);
    m_whoseRun->setTextFormat(Qt::PlainText);
    m_whoseRun->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_whoseRun);
    layout->addWidget(m_view, 1);
    return page;
}

void RunPage::connectControls()
{
    connect(m_prepare, &PreparePanel::cancelled, m_session, &RunSession::stop);
    connect(m_controls, &RunControls::usersChanged, m_session, &RunSession::setUsers);
    connect(m_controls, &RunControls::spawnRateChanged, m_session, &RunSession::setSpawnRate);
    connect(m_controls, &RunControls::rateChanged, m_session, &RunSession::setRate);
    connect(m_controls, &RunControls::pauseAsked, m_session, &RunSession::setPaused);
    connect(m_controls, &RunControls::weightChanged, m_session, &RunSession::setWeight);
    connect(m_controls, &RunControls::noteAdded, m_session, &RunSession::addNote);
}

void RunPage::beginRun()
{
    m_controls->setProfile(m_session->runningProfile());
    m_view->setPlannedSeconds(plannedSeconds(m_session->runningProfile().load));
    showState();
    showRecord();
}

QString RunPage::targetName() const
{
    const Target& target = m_session->runningProfile().target;
    switch (target.kind) {
    case Target::Kind::Sandbox:
        return tr("the local sandbox");
    case Target::Kind::Saved:
        return QString::fromStdString(target.name);
    case Target::Kind::Endpoint:
        return QString::fromStdString(target.endpoint.uri());
    }
    return {};
}

void RunPage::showState()
{
    const RunProgress& progress = m_session->progress();
    const bool active = m_session->isActive();
    const bool preparing = progress.state == RunState::Connecting
        || progress.state == RunState::Preparing || progress.state == RunState::Idle;
    if (active && preparing) {
        m_prepare->showProgress(progress, targetName());
        m_stack->setCurrentWidget(m_prepare);
        return;
    }
    const bool steerable = progress.state == RunState::Spawning
        || progress.state == RunState::WarmingUp || progress.state == RunState::Measuring
        || progress.state == RunState::Paused;
    m_controls->setVisible(active && steerable);
    if (steerable) {
        m_controls->setUsers(progress.targetUsers);
        m_controls->setRate(progress.targetRate);
        m_controls->setPaused(progress.state == RunState::Paused);
    }
    showWhoseRun();
    const bool any = active || !m_session->record().timeline.empty();
    m_stack->setCurrentWidget(any ? m_run : m_empty);
}

// The window's title is that of the profile now open, which need not be the one that ran.
void RunPage::showWhoseRun()
{
    const RunRecord& record = m_session->record();
    const bool isOfAnother = !m_session->isActive() && record.name != m_document->profile().name;
    m_whoseRun->setVisible(isOfAnother);
    if (!isOfAnother)
        return;
    m_whoseRun->setText(tr("Run of “%1”, started %2")
            .arg(QString::fromStdString(record.name).simplified(), startText(record.startedAt)));
}

void RunPage::showRecord()
{
    // Nobody looks: the load generator has better use for the processor.
    m_stale = !isVisible();
    if (!m_stale)
        m_view->setRecord(m_session->record());
}

void RunPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        showRecord();
}

} // namespace cicada
