#pragma once

#include "profile/test_profile.h"
#include "server/target_check.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

namespace cicada {

class ProfileDocument;
class RunSession;
class TargetBook;

/// Knows whether the profile's target answers: asks it when the target changes, now and then while
/// idle, and when the user says "Test connection". Never during a run: its commands would be
/// counted by the server as the run's. An address that an opened profile brought along, maybe from
/// others, is asked only after the user has tested it or started a run. UI thread only.
class TargetMonitor : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Unknown,
        Checking,
        Answers, ///< with JSON
        Fails,
    };

    TargetMonitor(ProfileDocument* document, RunSession* session, TargetBook* book,
        QObject* parent = nullptr);

    /// Waits for a check under way (bounded by the endpoint's timeouts).
    ~TargetMonitor() override;

    State state() const { return m_state; }

    /// Of the last check of this target; empty steps before the first.
    const CheckResult& result() const { return m_result; }

    /// Why there is no endpoint to ask, or the check's sentence.
    const QString& sentence() const { return m_sentence; }

    /// Whether a thread still talks to a target, also one that is no longer wanted.
    bool isBusy() const { return m_busy; }

    /// The user wants it asked, now. With `countKeys`, keys under the data sets' prefixes too.
    void check(bool countKeys);

    /// Whether it asks this target only when told to.
    bool waitsForUser() const;

    /// Nobody waits for the check under way any more: its answer is ignored.
    void abandon();

Q_SIGNALS:
    void checkStarted();
    void stepFinished(const cicada::CheckStep& step);
    void stateChanged();
    void idle(); ///< isBusy() became false

private:
    void scheduleWhenTargetChanged();
    void askUnbidden();
    void allowCurrent();
    void askAgain(bool countKeys);
    void begin();
    void ask(const Endpoint& endpoint, int generation);
    void finish(const CheckResult& result, int generation);
    void setState(State state, const QString& sentence);

    ProfileDocument* m_document;
    RunSession* m_session;
    TargetBook* m_book;
    State m_state = State::Unknown;
    CheckResult m_result;
    QString m_sentence;
    QString m_checkedTarget; ///< what was asked last, to notice a change
    QString m_allowedTarget; ///< the user had it asked, wherever it came from
    int m_generation = 0;
    bool m_busy = false;
    bool m_again = false; ///< asked for while busy
    bool m_countKeys = false;
    QTimer m_soon, m_nowAndThen;
    QThreadPool m_pool;
};

} // namespace cicada
