#include "run_starter.h"

#include "planned_writes.h"
#include "profile_document.h"
#include "run_session.h"
#include "target_monitor.h"

namespace cicada {

RunStarter::RunStarter(
    ProfileDocument* document, RunSession* session, TargetMonitor* monitor, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_session(session)
    , m_monitor(monitor)
{
    connect(m_monitor, &TargetMonitor::idle, this, &RunStarter::checkEnded);
    // What was shown for confirmation must be what runs.
    connect(m_document, &ProfileDocument::profileChanged, this, &RunStarter::cancel);
}

void RunStarter::start()
{
    if (m_session->isActive() || isPending())
        return;
    const std::vector<Problem>& problems = m_document->validateNow();
    if (!problems.empty()) {
        const Problem& first = problems.front();
        refuse(QString::fromStdString(first.text), QString::fromStdString(first.field));
        return;
    }
    setStep(Step::Resolving);
    m_session->resolveEndpoint(m_document->profile().target, {},
        [this, generation = m_generation](const Result<Endpoint>& endpoint) {
            if (generation != m_generation)
                return;
            if (endpoint)
                goOn(*endpoint);
            else
                refuse(QString::fromStdString(endpoint.error().text), QStringLiteral("target"));
        });
}

void RunStarter::goOn(const Endpoint& endpoint)
{
    if (!endpoint.isLoopback()) {
        m_address = QString::fromStdString(endpoint.uri());
        setStep(Step::LookingAtTarget);
        m_monitor->check(true);
    } else if (m_monitor->isBusy()) {
        setStep(Step::WaitingForCheck);
    } else {
        run();
    }
}

void RunStarter::checkEnded()
{
    if (m_step == Step::WaitingForCheck) {
        run();
    } else if (m_step == Step::LookingAtTarget) {
        if (m_monitor->state() != TargetMonitor::State::Answers) {
            refuse(m_monitor->sentence(), QStringLiteral("target"));
            return;
        }
        setStep(Step::Asking);
        Q_EMIT confirmationNeeded(m_address, plannedWrites(m_document->profile()));
    }
}

void RunStarter::confirm()
{
    if (m_step != Step::Asking)
        return;
    if (m_monitor->isBusy())
        setStep(Step::WaitingForCheck);
    else
        run();
}

void RunStarter::cancel()
{
    ++m_generation;
    setStep(Step::Nothing);
}

void RunStarter::run()
{
    cancel();
    m_session->start(m_document->profile());
}

void RunStarter::refuse(const QString& sentence, const QString& field)
{
    cancel();
    Q_EMIT refused(sentence, field);
}

void RunStarter::setStep(Step step)
{
    if (step == m_step)
        return;
    m_step = step;
    Q_EMIT pendingChanged();
}

} // namespace cicada
