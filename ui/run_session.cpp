#include "run_session.h"

#include "engine/try_once.h"
#include "run_library.h"
#include "run_writer.h"
#include "server/sandbox.h"
#include "target_book.h"

#include <QFutureWatcher>
#include <QLocale>
#include <QPointer>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent>

#include <optional>

namespace cicada {

namespace {

using EndpointCallback = std::function<void(Result<Endpoint>)>;

/// Results must be copyable to leave a future: the sandbox is not.
using StartedSandbox = std::shared_ptr<Result<Sandbox>>;

QString seconds(double value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString measuringText(const RunProgress& progress)
{
    if (progress.phaseLength > 0)
        return RunSession::tr("Measuring %1 s of %2 s")
            .arg(seconds(progress.phaseElapsed), seconds(progress.phaseLength));
    return RunSession::tr("Measuring, %1 s so far").arg(seconds(progress.phaseElapsed));
}

/// In a thread of the pool. A server's words stay what they are: who shows them takes care.
TriedTask triedOnce(const TestProfile& profile, std::size_t taskIndex, const Endpoint& endpoint)
{
    const auto calls = tryOnce(profile, taskIndex, endpoint);
    if (!calls)
        return calls.error();
    std::vector<TriedCallText> texts;
    for (const TriedCall& call : *calls)
        texts.push_back({QString::fromStdString(call.command), QString::fromStdString(call.reply),
            call.milliseconds, call.sentBytes, call.receivedBytes,
            QString::fromStdString(call.outcome), QString::fromStdString(call.explanation)});
    return texts;
}

} // namespace

struct RunSession::Impl
{
    RunLibrary* library = nullptr;
    QPointer<TargetBook> book;

    bool active = false;
    int generation = 0; ///< of runs, so that a late answer to an earlier start() is ignored
    bool stopAsked = false;
    std::unique_ptr<LoadTest> test;
    std::unique_ptr<RunWriter> writer;

    bool sandboxStarting = false;
    std::vector<EndpointCallback> waitingForSandbox;
    std::optional<Sandbox> sandbox;
    QThreadPool pool; ///< of its own: starting a server blocks for seconds
};

RunSession::RunSession(RunLibrary* library, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>())
{
    m_impl->library = library;
}

RunSession::~RunSession()
{
    // The run ends before its server does, and says nothing to a session that is going away.
    if (m_impl->test)
        m_impl->test->disconnect(this);
    m_impl->test.reset();
    m_impl->writer.reset();
}

void RunSession::setTargetBook(TargetBook* book)
{
    m_impl->book = book;
}

bool RunSession::isActive() const
{
    return m_impl->active;
}

QString RunSession::sandboxDescription() const
{
    const auto& sandbox = m_impl->sandbox;
    if (!sandbox)
        return {};
    return tr("%1 at %2", "server, its address")
        .arg(QString::fromStdString(sandbox->description()),
            QString::fromStdString(sandbox->endpoint().uri()));
}

void RunSession::resolveEndpoint(
    const Target& target, const QString& password, EndpointCallback done)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (target.kind == Target::Kind::Sandbox) {
        m_impl->waitingForSandbox.push_back(std::move(done));
        startSandbox();
        return;
    }
    Endpoint endpoint = target.endpoint;
    if (target.kind == Target::Kind::Saved) {
        const Target* saved
            = m_impl->book ? m_impl->book->find(QString::fromStdString(target.name)) : nullptr;
        if (!saved) {
            const QString sentence = tr("There is no target called \"%1\" on this machine. Choose "
                                        "or add one on the Target page.")
                                         .arg(QString::fromStdString(target.name));
            done(Error{ErrorKind::Target, sentence.toStdString()});
            return;
        }
        endpoint = saved->endpoint;
    }
    if (!password.isEmpty() || !m_impl->book) {
        endpoint.password = password.toStdString();
        done(std::move(endpoint));
        return;
    }
    const QPointer<RunSession> alive(this);
    m_impl->book->readPassword(TargetBook::passwordKey(target),
        [alive, endpoint, done = std::move(done)](const QString& kept) mutable {
            if (!alive)
                return;
            endpoint.password = kept.toStdString();
            done(std::move(endpoint));
        });
}

void RunSession::startSandbox()
{
    const auto answer = [this](const Result<Endpoint>& endpoint) {
        const std::vector<EndpointCallback> waiting = std::exchange(m_impl->waitingForSandbox, {});
        for (const EndpointCallback& done : waiting)
            done(endpoint);
    };
    if (m_impl->sandboxStarting)
        return;
    if (const auto& sandbox = m_impl->sandbox; sandbox && sandbox->running()) {
        answer(sandbox->endpoint());
        return;
    }
    m_impl->sandbox.reset();
    m_impl->sandboxStarting = true;
    auto* watcher = new QFutureWatcher<StartedSandbox>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, answer] {
        watcher->deleteLater();
        m_impl->sandboxStarting = false;
        const StartedSandbox started = watcher->result();
        if (!*started) {
            answer(started->error());
            return;
        }
        m_impl->sandbox.emplace(std::move(*started).value());
        answer(m_impl->sandbox->endpoint());
    });
    watcher->setFuture(QtConcurrent::run(
        &m_impl->pool, [] { return std::make_shared<Result<Sandbox>>(Sandbox::start()); }));
}

void RunSession::tryTask(
    const TestProfile& profile, std::size_t taskIndex, std::function<void(TriedTask)> done)
{
    if (m_impl->active) {
        done(Error{ErrorKind::Invalid,
            tr("A run is going on: its figures would hold this call too. Try again when it has "
               "ended.")
                .toStdString()});
        return;
    }
    resolveEndpoint(profile.target, {},
        [this, profile, taskIndex, done = std::move(done)](const Result<Endpoint>& endpoint) {
            if (!endpoint) {
                done(endpoint.error());
                return;
            }
            auto* watcher = new QFutureWatcher<TriedTask>(this);
            connect(watcher, &QFutureWatcherBase::finished, this, [watcher, done] {
                watcher->deleteLater();
                done(watcher->result());
            });
            watcher->setFuture(
                QtConcurrent::run(&m_impl->pool, triedOnce, profile, taskIndex, *endpoint));
        });
}

void RunSession::start(const TestProfile& profile, const QString& password)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_impl->active)
        return;
    m_impl->active = true;
    m_impl->stopAsked = false;
    m_runningProfile = profile;
    m_record = {};
    showProgress({.state = RunState::Connecting});
    Q_EMIT runStarted();
    const int generation = ++m_impl->generation;
    resolveEndpoint(profile.target, password, [this, generation](const Result<Endpoint>& endpoint) {
        if (generation != m_impl->generation || !m_impl->active)
            return;
        if (endpoint)
            begin(*endpoint);
        else
            giveUp(QString::fromStdString(endpoint.error().text));
    });
}

void RunSession::begin(const Endpoint& endpoint)
{
    // A new file per run: its second is part of the name.
    const QString path = m_impl->library->newRunPath(QString::fromStdString(m_runningProfile.name));
    m_impl->writer = std::make_unique<RunWriter>(path, m_impl->library->journalPath(path));
    m_impl->test = std::make_unique<LoadTest>(m_runningProfile, endpoint, RunOptions{});
    RunWriter* writer = m_impl->writer.get();
    LoadTest* test = m_impl->test.get();

    connect(test, &LoadTest::progressed, this, &RunSession::showProgress);
    connect(test, &LoadTest::intervalFinished, this, [writer, test](const Interval& interval) {
        if (!writer->hasBegun())
            writer->begin(test->record(), test->taskNames());
        writer->append(interval);
    });
    connect(test, &LoadTest::finished, this, &RunSession::keep);
    connect(writer, &RunWriter::problem, this, &RunSession::journalFailed);
    connect(writer, &RunWriter::finished, this, &RunSession::end);
    test->start();
}

void RunSession::end(const QString& path, const QString& problem)
{
    m_impl->active = false;
    m_impl->test.reset();
    m_impl->writer.release()->deleteLater(); // it is the sender
    Q_EMIT progressed();
    Q_EMIT runFinished(path, problem);
}

void RunSession::showProgress(const RunProgress& progress)
{
    m_progress = progress;
    if (m_impl->test) {
        m_record = m_impl->test->record();
        Q_EMIT recordUpdated();
    }
    Q_EMIT progressed();
}

void RunSession::keep(const RunRecord& record)
{
    m_progress = m_impl->test->progress();
    m_record = record;
    Q_EMIT progressed();
    Q_EMIT recordUpdated();
    if (!record.timeline.empty()) {
        m_impl->writer->finish(record);
        return;
    }
    if (m_progress.state != RunState::Aborted && m_impl->stopAsked)
        giveUp(tr("Stopped before the first request: there is nothing to keep."));
    else
        giveUp(QString::fromStdString(record.abortReason));
}

void RunSession::giveUp(const QString& sentence)
{
    m_impl->active = false;
    ++m_impl->generation;
    if (m_impl->test)
        m_impl->test.release()->deleteLater(); // it may be the sender
    m_impl->writer.reset();
    m_progress = {};
    Q_EMIT progressed();
    Q_EMIT failedToStart(sentence);
}

void RunSession::stop()
{
    if (!m_impl->active)
        return;
    m_impl->stopAsked = true;
    if (m_impl->test)
        m_impl->test->stop();
    else
        giveUp(tr("Stopped before the first request: there is nothing to keep."));
}

void RunSession::setUsers(std::uint64_t users)
{
    if (m_impl->test)
        m_impl->test->setUsers(users);
}

void RunSession::setSpawnRate(double usersPerSecond)
{
    if (m_impl->test)
        m_impl->test->setSpawnRate(usersPerSecond);
}

void RunSession::setRate(double requestsPerSecond)
{
    if (m_impl->test)
        m_impl->test->setRate(requestsPerSecond);
}

void RunSession::setPaused(bool paused)
{
    if (m_impl->test)
        paused ? m_impl->test->pause() : m_impl->test->resume();
}

void RunSession::setWeight(std::size_t task, double weight)
{
    if (m_impl->test)
        m_impl->test->setWeight(task, weight);
}

void RunSession::addNote(const QString& text)
{
    if (m_impl->test)
        m_impl->test->addNote(text.toStdString());
}

QString RunSession::stateText() const
{
    const QLocale locale;
    switch (m_progress.state) {
    case RunState::Idle:
        return tr("Ready");
    case RunState::Connecting:
        return tr("Connecting");
    case RunState::Preparing:
        return tr("Preparing %1 %")
            .arg(locale.toString(static_cast<int>(m_progress.fraction * 100)));
    case RunState::Spawning:
        return tr("Spawning %1 / %2")
            .arg(locale.toString(static_cast<qulonglong>(m_progress.users)),
                locale.toString(static_cast<qulonglong>(m_progress.targetUsers)));
    case RunState::WarmingUp:
        return tr("Warming up %1 s of %2 s")
            .arg(seconds(m_progress.phaseElapsed), seconds(m_progress.phaseLength));
    case RunState::Measuring:
        return measuringText(m_progress);
    case RunState::Paused:
        return tr("Paused");
    case RunState::Stopping:
        return tr("Finishing what is in flight");
    case RunState::Finished:
        return isActive() ? tr("Saving the run") : tr("Finished");
    case RunState::Stopped:
        return isActive() ? tr("Saving the run") : tr("Stopped");
    case RunState::Aborted:
        return isActive() ? tr("Saving the run") : tr("Aborted");
    }
    return {};
}

} // namespace cicada
