#include "engine/run_control.h"

#include "base/units.h"
#include "engine/integrity_check.h"
#include "engine/timing_floor.h"
#include "engine/verdict.h"
#include "profile/limits.h"
#include "profile/profile_json.h"
#include "redis/connect_advice.h"

#include <QPointer>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

namespace cicada {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{250};
/// Asking a server for its figures must not keep a stopped run waiting.
constexpr std::chrono::milliseconds kAskLimit{2000};
constexpr std::chrono::milliseconds kAskLimitOfAStop{400}; ///< somebody waits for the end

} // namespace

RunControl::RunControl(LoadTest& test, TestProfile profile, Endpoint endpoint, RunOptions options)
    : m_test(test)
    , m_profile(std::move(profile))
    , m_endpoint(std::move(endpoint))
    , m_options(std::move(options))
    , m_step(test)
{
    m_base.name = m_profile.name;
    m_base.state = "running";
    m_base.toolVersion = CICADA_VERSION;
    m_base.operatingSystem = QSysInfo::prettyProductName().toStdString();
    m_base.cpuCores = static_cast<unsigned>(QThread::idealThreadCount());
    m_base.targetName = m_profile.target.name;
    m_base.targetUri = m_endpoint.uri();
    m_base.profileJson = profileToJson(m_profile);
    m_base.repeatCommand = m_options.repeatCommand;
    m_spawnRate = m_profile.load.spawnRate;
    QObject::connect(&m_ticker, &QTimer::timeout, &m_test, [this] { tick(); });
    m_stopTimer.setSingleShot(true);
    QObject::connect(&m_stopTimer, &QTimer::timeout, &m_test, [this] {
        for (const auto& worker : m_workers)
            worker->stopHard();
    });
}

RunControl::~RunControl()
{
    m_cancel = true;
    m_workers.clear();
    m_step.wait();
}

void RunControl::start()
{
    std::vector<Problem> problems;
    m_plan.tasks = compileTasks(m_profile.tasks, m_profile.dataSets, problems);
    m_awaitsTarget = std::ranges::any_of(m_profile.dataSets, awaitsTarget);
    setState(RunState::Connecting);
    m_ticker.start(kTick);
    if (!problems.empty() || (m_plan.tasks.empty() && !m_awaitsTarget)) {
        const std::string what = problems.empty()
            ? "tasks: there is none to run."
            : problems.front().field + ": " + problems.front().text;
        // Not from within start(): the caller has not seen it return yet.
        m_calls.post([this, what] { abort({ErrorKind::Invalid, what}); });
        return;
    }
    m_plan.load = m_profile.load;
    m_plan.resolved = resolve(m_profile.load, m_endpoint.isLoopback());
    m_plan.connection.endpoint = m_endpoint;
    m_plan.connection.clientName = "cicada-load";
    m_plan.requestsLeft = static_cast<std::int64_t>(m_profile.load.requests);
    if (m_endpoint.tls.enabled) {
        auto tls = TlsContext::make(m_endpoint,
            m_profile.load.tlsResumption ? TlsContext::Resumption::On
                                         : TlsContext::Resumption::Off);
        if (!tls) {
            m_calls.post([this, error = tls.error()] { abort(error); });
            return;
        }
        m_plan.connection.tls = *tls;
    }
    m_step.run([this] { setUp(); }, [this] { afterSetUp(); });
}

void RunControl::setUp()
{
    RunSetup setup(m_profile, m_endpoint, m_options, m_plan, loaderControl());
    m_found = setup.run([this] { m_calls.post([this] { setState(RunState::Preparing); }); });
}

LoaderControl RunControl::loaderControl()
{
    LoaderControl control;
    control.cancel = &m_cancel;
    control.onProgress = [this](const LoaderProgress& progress) {
        const std::lock_guard lock(m_progressMutex);
        m_loaderProgress = progress;
    };
    return control;
}

void RunControl::afterSetUp()
{
    m_base.server = m_found.server;
    m_base.documentMemory = m_found.documentMemory;
    if (!m_found.documentMemoryProblem.empty())
        addEvent("memory", m_found.documentMemoryProblem);
    if (m_awaitsTarget)
        m_plan.tasks = std::move(m_found.tasks);
    m_notes = std::move(m_found.notes);
    for (const std::string& note : m_notes)
        addEvent("keys", note);
    m_plan.connection.endpoint = m_found.endpoint;
    if (m_stopRequested)
        finish(RunState::Stopped);
    else if (m_found.error)
        abort(*m_found.error);
    else
        openConnections();
}

void RunControl::openConnections()
{
    setState(RunState::Connecting);
    const unsigned threads = std::max(1U, m_plan.resolved.threads);
    m_merger = std::make_unique<IntervalMerger>(threads);
    m_summary = std::make_unique<Summary>(
        taskNames(), m_plan.limitedByRequests() && m_plan.load.warmup.count() == 0);
    m_generator = GeneratorWatch(threads);
    m_openConnections.assign(threads, 0);
    for (std::uint32_t i = 0; i < threads; ++i) {
        WorkerEvents events;
        events.onConnected = [this](const std::optional<Failure>& failure) {
            m_calls.post([this, failure] { onConnected(failure); });
        };
        // Moved, not copied: the worker has requests to send.
        events.onInterval = [this, i](Interval&& interval, double cpu) {
            m_calls.post(
                [this, i, interval = std::move(interval), cpu] { onInterval(i, interval, cpu); });
        };
        events.onConnectionsChanged
            = [this, i](const std::optional<Failure>& lost, std::size_t open) {
                  m_calls.post([this, i, lost, open] { onConnectionsChanged(i, lost, open); });
              };
        events.onDrained = [this, i](Connection::SetupCalls calls) {
            m_calls.post([this, i, calls] { onDrained(i, calls); });
        };
        m_workers.push_back(std::make_unique<Worker>(m_plan, i, threads, std::move(events)));
    }
    for (const auto& worker : m_workers)
        worker->start();
}

void RunControl::onConnected(const std::optional<Failure>& failure)
{
    if (m_error || m_stopRequested)
        return;
    if (failure) {
        m_workers.clear();
        abort({ErrorKind::Target, adviseOnConnectFailure(m_endpoint, *failure).sentence});
        return;
    }
    if (++m_connectedWorkers < m_workers.size())
        return;
    m_step.run(
        [this] {
            Connection::Setup setup = m_plan.connection;
            setup.endpoint = setup.endpoint.limitedTo(kAskLimit);
            m_floor = measureTimingFloor(setup, m_cancel);
            m_counts.takeBefore(m_endpoint, kAskLimit, m_cancel);
        },
        [this] {
            m_generator.setFloor(m_floor);
            begin();
        });
}

void RunControl::begin()
{
    if (m_stopRequested)
        return;
    const Load& load = m_plan.load;
    // A moment ahead, so that all workers begin at the same time.
    m_phases.start = Clock::now() + std::chrono::milliseconds(5);
    m_spawn = SpawnPlan(m_phases.start, usersShape(load));
    m_rate = rateShape(load);
    const bool countsAll = m_plan.limitedByRequests() && load.warmup.count() == 0;
    // The course of a shape is what is measured; only a plain ramp comes before.
    m_phases.warmUp = countsAll || load.shape ? m_phases.start : m_spawn.end();
    m_phases.measure = m_phases.warmUp + load.warmup;
    if (!m_plan.limitedByRequests() && load.duration.count() > 0)
        m_phases.stop = m_phases.measure + load.duration;
    else if (!m_plan.limitedByRequests() && load.shape)
        m_phases.stop
            = m_phases.start + (isOpenLoop(load) ? rateShape(load) : usersShape(load)).length();
    m_base.startedAt = formatTimestamp(std::chrono::system_clock::now());
    for (std::size_t i = 0; i < m_workers.size(); ++i)
        m_openConnections[i] = SpawnPlan::share(m_plan.resolved.connections, i, m_workers.size());
    m_sampler = std::make_unique<ServerSampler>(m_endpoint);
    m_sampler->start(m_phases.start);
    for (const auto& worker : m_workers)
        worker->begin(m_phases, m_spawn);
    tick();
}

void RunControl::onInterval(std::size_t worker, const Interval& interval, double cpuSeconds)
{
    m_generator.add(worker, interval, cpuSeconds);
    m_merger->add(worker, interval);
    deliver(m_merger->takeComplete());
}

void RunControl::deliver(const std::vector<Interval>& intervals)
{
    for (const Interval& interval : intervals) {
        m_summary->add(interval);
        if (interval.dropped > 0 && !std::exchange(m_droppedNoted, true))
            addEventAt(secondsOf(interval.start), "dropped",
                formatCount(interval.dropped)
                    + " due requests were dropped: the backlog was full, or the run ended");
        for (const OutageWatch::Note& note : m_outageWatch.take(interval))
            addEventAt(note.second, note.kind, note.text);
        Q_EMIT m_test.intervalFinished(interval);
    }
}

void RunControl::onConnectionsChanged(
    std::size_t worker, const std::optional<Failure>& lost, std::size_t open)
{
    m_openConnections[worker] = open;
    m_lostAny = m_lostAny || lost;
    std::size_t all = 0;
    for (const std::size_t connections : m_openConnections)
        all += connections;
    if (all == 0 && lost && !m_allLostSince) {
        m_allLostSince = Clock::now();
        addEvent("lost", "all connections lost: " + lost->text);
    } else if (all > 0 && m_allLostSince) {
        addEvent(
            "back", "connected again after " + formatMicroseconds(Clock::now() - *m_allLostSince));
        m_allLostSince.reset();
    }
}

void RunControl::onDrained(std::size_t worker, const Connection::SetupCalls& setupCalls)
{
    m_generator.addLogIns(setupCalls);
    m_counts.addLogIns(
        setupCalls, SpawnPlan::share(m_plan.resolved.connections, worker, m_workers.size()));
    m_merger->end(worker);
    deliver(m_merger->takeComplete());
    if (++m_drainedWorkers == m_workers.size())
        wrapUp();
}

void RunControl::wrapUp()
{
    setState(RunState::Stopping);
    m_stopTimer.stop();
    m_workers.clear();
    const auto limit = m_stopRequested ? kAskLimitOfAStop : kAskLimit;
    m_step.run(
        [this, limit] {
            if (m_sampler)
                m_sampler->stop();
            m_counts.takeAfter(m_endpoint, limit);
            if (!m_found.prepared || m_options.keepData || m_cancel)
                return;
            LoaderControl control;
            control.cancel = &m_cancel;
            Endpoint endpoint = m_endpoint;
            endpoint.connectTimeout = std::min(endpoint.connectTimeout, limit);
            if (const auto cleaned = cleanDataSets(endpoint, m_profile.dataSets, control); !cleaned)
                m_cleanUpProblem = cleaned.error().text;
        },
        [this] { complete(); });
}

void RunControl::complete()
{
    if (!m_cleanUpProblem.empty())
        addEvent("clean-up", "The documents could not be removed: " + m_cleanUpProblem);
    finish(m_stopRequested ? RunState::Stopped : RunState::Finished);
}

void RunControl::abort(Error error)
{
    m_error = std::move(error);
    m_base.abortReason = m_error->text;
    finish(RunState::Aborted);
}

void RunControl::finish(RunState state)
{
    m_ticker.stop();
    m_base.state = state == RunState::Finished ? "finished"
        : state == RunState::Stopped           ? "stopped"
                                               : "aborted";
    if (m_base.startedAt.empty())
        m_base.startedAt = formatTimestamp(std::chrono::system_clock::now());
    // Some are noticed later than they began.
    std::ranges::stable_sort(m_base.events, {}, &RunEvent::second);
    setState(state);
    Q_EMIT m_test.finished(record());
}

void RunControl::stop()
{
    if (m_state == RunState::Idle || m_state >= RunState::Finished)
        return;
    const bool again = std::exchange(m_stopRequested, true);
    m_cancel
        = m_cancel || again || m_state == RunState::Preparing || m_state == RunState::Connecting;
    if (m_workers.empty())
        return; // the step under way ends by itself, soon: it is cancelled or bounded
    const bool graceful = !again && m_state != RunState::Connecting;
    for (const auto& worker : m_workers)
        graceful ? worker->stopGracefully() : worker->stopHard();
    if (graceful) {
        m_stopTimer.start(std::min(m_options.stopLimit,
            std::chrono::duration_cast<std::chrono::milliseconds>(m_plan.load.stopTimeout)));
        setState(RunState::Stopping);
    }
}

// There are users, and nobody has asked for the end.
bool RunControl::isSteerable() const
{
    return !m_workers.empty() && m_phases.start != Time{} && m_state != RunState::Stopping;
}

RunControl::Time RunControl::planNow() const
{
    return m_clock.planTime(Clock::now());
}

void RunControl::retargetUsers(std::uint64_t users)
{
    m_spawn = m_spawn.retargeted(planNow(), users, m_spawnRate);
    for (const auto& worker : m_workers)
        worker->setSpawn(m_spawn);
}

void RunControl::setUsers(std::uint64_t users)
{
    if (!isSteerable())
        return;
    users = std::min<std::uint64_t>(users, limits::kUsers.high);
    retargetUsers(users);
    addEvent("users", "users: " + formatCount(users));
}

void RunControl::setSpawnRate(double usersPerSecond)
{
    m_spawnRate = std::clamp(usersPerSecond, 0.0, limits::kSpawnRate.high);
    // A shape goes its own way until a number of users is set.
    if (!isSteerable() || (m_plan.load.shape && !isOpenLoop(m_plan.load)))
        return;
    addEvent("spawn rate",
        m_spawnRate > 0 ? "spawn rate: " + formatRate(m_spawnRate) + " users/s"
                        : "spawn rate: all at once");
    if (planNow() < m_spawn.end())
        retargetUsers(m_spawn.target());
}

void RunControl::setRate(double requestsPerSecond)
{
    if (!isSteerable() || !isOpenLoop(m_plan.load) || !(requestsPerSecond >= 0))
        return;
    const double rate = std::min(requestsPerSecond, limits::kRate.high);
    m_rate = m_rate.retargeted(planNow() - m_phases.start, rate, 0);
    for (const auto& worker : m_workers)
        worker->setRate(m_rate);
    addEvent("rate", "rate: " + formatRate(rate) + " requests/s");
}

void RunControl::setPaused(bool paused)
{
    if (!isSteerable() || paused == m_clock.isPaused())
        return;
    const Time now = Clock::now();
    const Time::duration before = m_clock.paused(now);
    paused ? m_clock.pause(now) : m_clock.resume(now);
    for (const auto& worker : m_workers)
        worker->setClock(m_clock);
    if (paused)
        m_pausedBefore = before;
    addEvent(paused ? "pause" : "resume",
        paused ? "paused" : "went on after " + formatMicroseconds(before - m_pausedBefore));
    tick();
}

void RunControl::setWeight(std::size_t task, double weight)
{
    for (const auto& worker : m_workers)
        worker->setWeight(task, weight);
    if (task < m_plan.tasks.size())
        addEvent("weight",
            m_plan.tasks[task].name + ": weight " + QString::number(weight).toStdString());
}

void RunControl::addEvent(const std::string& kind, const std::string& text)
{
    addEventAt(secondsSinceStart(), kind, text);
}

void RunControl::addEventAt(double second, const std::string& kind, const std::string& text)
{
    constexpr std::size_t kMaxEvents = 500;
    if (m_base.events.size() < kMaxEvents)
        m_base.events.push_back({second, kind, printableLine(text, 500)});
}

double RunControl::secondsSinceStart() const
{
    if (m_phases.start == Time{})
        return 0;
    return std::max(0.0, secondsOf(Clock::now() - m_phases.start));
}

void RunControl::setState(RunState state)
{
    if (m_state != state) {
        m_state = state;
        m_stateSince = Clock::now();
    }
    m_machine.take(m_state == RunState::Measuring);
    Q_EMIT m_test.progressed(progress());
}

void RunControl::tick()
{
    if (m_phases.start != Time{})
        if (const auto note = m_clockWatch.take(Clock::now().time_since_epoch(),
                std::chrono::system_clock::now().time_since_epoch()))
            addEvent(note->kind, note->text);
    if (m_phases.start != Time{} && m_state != RunState::Stopping) {
        const Time now = planNow();
        const RunState state = m_clock.isPaused() ? RunState::Paused
            : now < m_phases.warmUp               ? RunState::Spawning
            : now < m_phases.measure              ? RunState::WarmingUp
            : now < m_phases.stop                 ? RunState::Measuring
                                                  : RunState::Stopping;
        // The workers stop by themselves at the planned end; from then on the time for it counts.
        if (state == RunState::Stopping && !m_stopTimer.isActive())
            m_stopTimer.start(
                std::chrono::duration_cast<std::chrono::milliseconds>(m_plan.load.stopTimeout));
        setState(state);
        return;
    }
    Q_EMIT m_test.progressed(progress());
}

RunProgress RunControl::progress() const
{
    RunProgress progress;
    progress.state = m_state;
    const Time now = planNow();
    progress.targetUsers = m_spawn.target() > 0 ? m_spawn.target() : mostUsers(m_profile.load);
    progress.phaseElapsed = m_stateSince == Time{} ? 0 : secondsOf(Clock::now() - m_stateSince);
    progress.openLoop = isOpenLoop(m_profile.load);
    if (m_phases.start != Time{}) {
        progress.users = m_spawn.usersAt(now);
        progress.targetRate = m_rate.targetAt(now - m_phases.start);
    }
    switch (m_state) {
    case RunState::Preparing: {
        const std::lock_guard lock(const_cast<std::mutex&>(m_progressMutex));
        progress.documentsDone = m_loaderProgress.done;
        progress.documentsTotal = m_loaderProgress.total;
        progress.documentsPerSecond = m_loaderProgress.perSecond;
        progress.secondsLeft = m_loaderProgress.secondsLeft;
        if (m_loaderProgress.total > 0)
            progress.fraction = static_cast<double>(m_loaderProgress.done)
                / static_cast<double>(m_loaderProgress.total);
        break;
    }
    case RunState::Spawning:
        progress.phaseElapsed = secondsOf(now - m_phases.start);
        progress.phaseLength = secondsOf(m_phases.warmUp - m_phases.start);
        break;
    case RunState::WarmingUp:
        progress.phaseElapsed = secondsOf(now - m_phases.warmUp);
        progress.phaseLength = secondsOf(m_phases.measure - m_phases.warmUp);
        break;
    case RunState::Measuring:
        progress.phaseElapsed = secondsOf(now - m_phases.measure);
        progress.phaseLength
            = m_plan.limitedByRequests() ? 0 : secondsOf(m_phases.stop - m_phases.measure);
        break;
    default:
        break;
    }
    if (m_state != RunState::Preparing) {
        if (m_plan.limitedByRequests()) {
            const auto left = std::max<std::int64_t>(0, m_plan.requestsLeft.load());
            progress.fraction
                = 1.0 - static_cast<double>(left) / static_cast<double>(m_plan.load.requests);
        } else if (progress.phaseLength > 0) {
            progress.fraction = std::clamp(progress.phaseElapsed / progress.phaseLength, 0.0, 1.0);
        }
    }
    return progress;
}

RunRecord RunControl::record() const
{
    RunRecord record = m_base;
    record.totalsIncludeRamp = m_plan.limitedByRequests() && m_plan.load.warmup.count() == 0;
    const bool running = m_state < RunState::Finished;
    if (m_summary)
        m_summary->fill(record, running ? m_merger->underWay() : std::vector<Interval>());
    if (m_sampler)
        record.serverSamples = m_sampler->samples();
    m_generator.fill(record.generator);
    record.generator.threads = m_plan.resolved.threads;
    record.generator.machine = m_machine.figures();
    if (auto& machine = record.generator.machine; machine && m_endpoint.isLoopback())
        machine->server = std::max(0.0, serverCpuShare(record));
    record.generator.warnings = generatorWarnings(record.generator, record.totals.latency);
    for (const std::vector<std::string>& more : {loadWarnings(record), m_notes})
        record.generator.warnings.insert(record.generator.warnings.end(), more.begin(), more.end());
    if (running)
        return record;
    if (m_summary)
        record.histograms = m_summary->histograms();
    const bool asked
        = m_summary && m_counts.fill(record.integrity, *m_summary, m_sampler.get(), m_lostAny);
    if (!asked && m_state != RunState::Aborted)
        record.integrity.notes.push_back("The server could not be asked for its counts.");
    noteCheckedValues(record.integrity, record, m_plan.load.checkValues);
    record.verdict = m_error ? m_error->text : verdictOf(record);
    return record;
}

std::vector<Summary::TaskName> RunControl::taskNames() const
{
    std::vector<Summary::TaskName> names;
    for (const CompiledTask& task : m_plan.tasks) {
        Summary::TaskName name{task.name, task.row, {}};
        for (const CompiledCall& call : task.calls)
            name.commands.push_back(call.command.command());
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace cicada
