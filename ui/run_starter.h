#pragma once

#include "redis/endpoint.h"

#include <QObject>
#include <QStringList>

namespace cicada {

class ProfileDocument;
class RunSession;
class TargetMonitor;

/// The way from the Start button to a run: the profile is validated, a check of the target that is
/// under way ends first (its commands would be counted as the run's), and a target that is not on
/// this machine is looked at and confirmed. UI thread only.
class RunStarter : public QObject
{
    Q_OBJECT

public:
    RunStarter(ProfileDocument* document, RunSession* session, TargetMonitor* monitor,
        QObject* parent = nullptr);

    void start();
    void confirm(); ///< the answer yes to confirmationNeeded()
    void cancel();  ///< at any step before the run

    /// Between start() and the run: the target is being looked at, or the user asked.
    bool isPending() const { return m_step != Step::Nothing; }

Q_SIGNALS:
    void pendingChanged();
    /// Something stops the run; `field` is its place in the profile, "target" for the server's
    /// answer.
    void refused(const QString& sentence, const QString& field);
    /// What the target is stands in TargetMonitor::result().
    void confirmationNeeded(const QString& address, const QStringList& writes);

private:
    enum class Step
    {
        Nothing,
        Resolving,
        WaitingForCheck, ///< under way since before; then runs
        LookingAtTarget, ///< then asks
        Asking,
    };

    void setStep(Step step);
    void goOn(const Endpoint& endpoint);
    void checkEnded();
    void run();
    void refuse(const QString& sentence, const QString& field);

    ProfileDocument* m_document;
    RunSession* m_session;
    TargetMonitor* m_monitor;
    Step m_step = Step::Nothing;
    int m_generation = 0;
    QString m_address;
};

} // namespace cicada
