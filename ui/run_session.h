#pragma once

#include "engine/load_test.h"
#include "profile/test_profile.h"
#include "stats/run_record.h"
#include "tried_call.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace cicada {

class RunLibrary;
class TargetBook;

/// The run of this window: resolves the target (starts the sandbox when needed), starts and stops
/// the engine, writes journal and run file, and hands values to the pages. The only file of ui/
/// (with its .cpp) that includes core/engine. UI thread only; never blocks it.
class RunSession : public QObject
{
    Q_OBJECT

public:
    explicit RunSession(RunLibrary* library, QObject* parent = nullptr);
    ~RunSession() override;

    /// Where saved targets and passwords are looked up; without one no target has either. Not
    /// owned.
    void setTargetBook(TargetBook* book);

    /// Starts `profile` on its target. `password` empty: the target book's. Progress by signals.
    void start(const TestProfile& profile, const QString& password = {});
    void stop();           ///< first call graceful, second hard
    bool isActive() const; ///< from start() until runFinished()

    const RunProgress& progress() const { return m_progress; }

    const RunRecord& record() const { return m_record; }

    const TestProfile& runningProfile() const { return m_runningProfile; }

    void setUsers(std::uint64_t users);
    void setSpawnRate(double usersPerSecond);
    void setRate(double requestsPerSecond); ///< of an open loop
    void setPaused(bool paused);
    void setWeight(std::size_t task, double weight);
    void addNote(const QString& text);

    /// The endpoint a target means, with the sandbox started when it is the target, or one sentence
    /// why there is none. `password` empty: the target book's. Asynchronous: the callback runs in
    /// the UI thread, never after this object is gone.
    void resolveEndpoint(
        const Target& target, const QString& password, std::function<void(Result<Endpoint>)> done);

    /// Runs one task of `profile` once on its target, off the UI thread; the callback comes in it,
    /// never after this object is gone. Not during a run: the server would count these calls as the
    /// run's.
    void tryTask(
        const TestProfile& profile, std::size_t taskIndex, std::function<void(TriedTask)> done);

    /// What the sandbox is and where ("redis-server 7.0.15 with rejson.so at
    /// redis://127.0.0.1:40123"); empty until it was started.
    QString sandboxDescription() const;

    /// "Ready", "Preparing 42 %", "Spawning 310 / 1,000", "Measuring 12 s of 60 s".
    QString stateText() const;

Q_SIGNALS:
    void progressed();    ///< 4/s and at each change of state
    void recordUpdated(); ///< record() has new figures, 4/s
    void runStarted();
    void journalFailed(const QString& sentence); ///< once; the run goes on, in memory alone
    /// The run file's path; or empty, and `problem` says where the run is instead.
    void runFinished(const QString& path, const QString& problem);
    void failedToStart(const QString& sentence);

private:
    struct Impl;
    void startSandbox();
    void begin(const Endpoint& endpoint);
    void showProgress(const RunProgress& progress);
    void keep(const RunRecord& record);
    void end(const QString& path, const QString& problem);
    void giveUp(const QString& sentence);

    std::unique_ptr<Impl> m_impl;
    RunProgress m_progress;
    RunRecord m_record;
    TestProfile m_runningProfile;
};

} // namespace cicada
