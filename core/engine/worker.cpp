// The worker's loop: connections, phases, and which users there are. When users act is in
// worker_schedule.cpp, what they do in worker_user.cpp.
#include "engine/worker.h"

#include "engine/thread_cpu.h"
#include "engine/worker_user.h"
#include "workload/transaction.h"

#include <algorithm>

namespace cicada {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBeat{10};
constexpr std::chrono::milliseconds kTimeoutCheck{100};
constexpr std::chrono::milliseconds kInterval{250}; ///< so often the figures on the screen move

ConnectionPool::Settings poolSettings(
    const RunPlan& plan, std::uint32_t number, std::uint32_t count)
{
    ConnectionPool::Settings settings;
    settings.connections
        = std::max<std::uint64_t>(1, SpawnPlan::share(plan.resolved.connections, number, count));
    const bool shared = plan.load.connectionMode == ConnectionMode::Multiplexed;
    // A shared connection carries as many calls as there are users unless a depth is asked for.
    const std::uint64_t sharedDepth = plan.load.pipeline > 1
        ? plan.load.pipeline
        : mostUsers(plan.load) / settings.connections / count + 1;
    settings.callsPerConnection = shared ? sharedDepth : plan.load.pipeline;
    settings.callsUntilReconnect = plan.load.reconnectEvery;
    settings.waitLimit = plan.connection.endpoint.callTimeout;
    return settings;
}

} // namespace

Worker::Worker(const RunPlan& plan, std::uint32_t number, std::uint32_t count, WorkerEvents events)
    : m_plan(plan)
    , m_number(number)
    , m_count(count)
    , m_events(std::move(events))
    , m_openLoop(isOpenLoop(plan.load))
    , m_pool(m_loop, plan.connection, poolSettings(plan, number, count),
          mixSeed(plan.load.seed, 1000 + number))
    , m_beatTimer(m_loop)
    , m_wakeTimer(m_loop)
    , m_random(mixSeed(plan.load.seed, number))
    , m_callContext{m_random, 0, 0, 0, nullptr, {}}
    , m_arrivals(rateShape(plan.load), plan.load.arrivals, {number, count}, plan.load.backlogLimit,
          mixSeed(plan.load.seed, 2000 + number))
{
    for (const CompiledTask& task : plan.tasks) {
        m_weights.push_back(task.weight);
        m_pinned.push_back(needsOneConnection(task));
        m_positions.push_back({0, number, count});
    }
    sumWeights();
    m_userSlots = mostUsers(plan.load) * lanes();
    setObjectName(QStringLiteral("worker %1").arg(number));
}

// NOLINTNEXTLINE(bugprone-exception-escape): only where memory ends, and then the program does, too
Worker::~Worker()
{
    m_loop.stop();
    wait();
    (void)m_hasEnded.load(); // ThreadSanitizer does not see the lock inside QThread::wait
    // Users of a run that is given up still wait in their coroutines, which free themselves only
    // by ending.
    m_hardStop = true;
    m_stopping = true;
    m_pool.closeAll({FailureKind::Reset, "the run was given up"});
    stopUsers();
}

std::uint64_t Worker::lanes() const
{
    // A user with pipeline depth n keeps n calls in flight; on shared connections the users
    // themselves fill it.
    return m_plan.load.connectionMode == ConnectionMode::Exclusive ? m_plan.load.pipeline : 1;
}

std::uint64_t Worker::globalUser(std::uint32_t user) const
{
    return (user / lanes() * m_count + m_number) * lanes() + user % lanes();
}

void Worker::run()
{
    usePreciseTimers();
    m_pool.setChangeHandler([this](const Failure* lost) {
        m_events.onConnectionsChanged(
            lost != nullptr ? std::optional(*lost) : std::nullopt, m_pool.openConnections());
    });
    m_pool.openAll([this](const Failure* failure) {
        m_events.onConnected(failure != nullptr ? std::optional(*failure) : std::nullopt);
    });
    m_loop.run();
    m_hasEnded = true;
}

void Worker::begin(const PhaseTimes& phases, const SpawnPlan& spawn)
{
    m_loop.post([this, phases, spawn] { doBegin(phases, spawn); });
}

void Worker::doBegin(const PhaseTimes& phases, const SpawnPlan& spawn)
{
    if (m_drained)
        return;
    m_begun = true;
    m_phases = phases;
    m_spawn = spawn;
    m_phase = phases.phaseAt(phases.start);
    m_interval.tasks.resize(m_plan.tasks.size());
    for (std::size_t i = 0; i < m_plan.tasks.size(); ++i)
        m_interval.tasks[i].commands.resize(m_plan.tasks[i].calls.size());
    m_intervalStart = phases.start;
    m_nextRotation = phases.start;
    m_cpuBefore = threadCpuSeconds();
    m_nextBeat = phases.start;
    planRotation(phases.start);
    armBeat();
}

void Worker::armBeat()
{
    m_beatTimer.start(m_nextBeat, [this] { beat(); });
}

void Worker::beat()
{
    const Time now = m_now = Clock::now();
    m_interval.loopLag.record(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now - m_nextBeat).count()));
    m_batching = true;
    if (planNow() >= m_phases.stop && m_phase != Phase::Stop)
        endArrivals();
    if (now >= m_nextRotation)
        rotate(now);
    if (m_phase == Phase::Stop || (m_plan.limitedByRequests() && m_plan.requestsLeft.load() <= 0))
        stopUsers();
    adjustUsers();
    handOutArrivals();
    // By time, not by beats: they become rare where a server floods the loop.
    if (now >= m_nextTimeoutCheck) {
        m_nextTimeoutCheck = now + kTimeoutCheck;
        m_pool.checkTimeouts(now, m_plan.connection.endpoint.callTimeout);
    }
    m_batching = false;
    flushDirty();
    armWake();
    if (m_drained)
        return;
    m_nextBeat += kBeat;
    if (m_nextBeat
        <= now) // beats missed while the loop was busy are shown by the lag, not made up for
        m_nextBeat += (now - m_nextBeat) / kBeat * kBeat + kBeat;
    armBeat();
}

void Worker::planRotation(Time now)
{
    const auto intervals = (now - m_phases.start) / kInterval + 1;
    m_nextRotation = m_phases.start + intervals * kInterval;
    for (const Time boundary : {m_phases.warmUp, m_phases.measure, m_phases.stop})
        if (const Time at = m_clock.realTime(boundary); at > now)
            m_nextRotation = std::min(m_nextRotation, at);
}

void Worker::rotate(Time now)
{
    m_interval.phase = m_phase;
    m_interval.turn = m_turn;
    m_interval.start = m_intervalStart - m_phases.start;
    m_interval.length = now - m_intervalStart;
    m_interval.users = m_alive / lanes();
    m_interval.connections = m_pool.openConnections();
    m_interval.inFlight = m_requestsInFlight;
    const ArrivalQueue::Backlog backlog = m_arrivals.takeBacklog();
    m_interval.backlog = backlog.most;
    m_interval.dropped = backlog.dropped;
    for (std::size_t i = 0; i < m_plan.tasks.size(); ++i)
        for (std::size_t j = 0; j < m_plan.tasks[i].calls.size(); ++j)
            if (const std::uint64_t calls = m_interval.tasks[i].commands[j].calls)
                m_interval.callsSent[m_plan.tasks[i].calls[j].command.command()] += calls;
    Interval fresh;
    fresh.tasks.resize(m_plan.tasks.size());
    for (std::size_t i = 0; i < m_plan.tasks.size(); ++i)
        fresh.tasks[i].commands.resize(m_plan.tasks[i].calls.size());
    const double cpu = threadCpuSeconds();
    m_events.onInterval(std::exchange(m_interval, std::move(fresh)), cpu - m_cpuBefore);
    m_cpuBefore = cpu;
    m_intervalStart = now;
    if (m_phase != Phase::Stop)
        m_phase = m_clock.isPaused() ? Phase::Pause : m_phases.phaseAt(m_clock.planTime(now));
    m_turn = m_clock.turns();
    planRotation(now);
}

void Worker::setSpawn(const SpawnPlan& spawn)
{
    m_loop.post([this, spawn] { m_spawn = spawn; });
}

void Worker::setRate(const LoadShape& requestsPerSecond)
{
    m_loop.post([this, requestsPerSecond] {
        m_arrivals.setShape(requestsPerSecond);
        armWake();
    });
}

void Worker::setClock(const PlanClock& clock)
{
    m_loop.post([this, clock] {
        m_now = Clock::now();
        m_clock = clock;
        if (m_begun && m_phase != Phase::Stop && !m_drained)
            rotate(m_now);
        armWake();
    });
}

void Worker::adjustUsers()
{
    if (m_stopping)
        return;
    const auto wanted = static_cast<std::uint32_t>(
        SpawnPlan::share(m_spawn.usersAt(planNow()), m_number, m_count) * lanes());
    if (wanted < m_keep) {
        const std::uint32_t before = std::exchange(m_keep, wanted);
        for (std::uint32_t user = wanted; user < before; ++user)
            wake(user);
        return;
    }
    const std::uint32_t before = std::exchange(m_keep, wanted);
    if (wanted > m_users.size())
        m_users.resize(wanted);
    for (std::uint32_t user = before; user < wanted && !m_stopping; ++user) {
        if (m_users[user].alive)
            continue;
        m_users[user].alive = true;
        ++m_alive;
        runUser(user);
    }
}

void Worker::willSend(Connection& connection)
{
    if (connection.isReading())
        return; // it flushes at the end of its read
    if (m_dirty.empty() && !m_batching)
        m_loop.post([this] { flushDirty(); });
    m_dirty.push_back(&connection);
}

void Worker::flushDirty()
{
    // Flushing may fail calls, whose users send again elsewhere: take turns until nothing is left.
    while (!m_dirty.empty()) {
        const std::vector<Connection*> dirty = std::exchange(m_dirty, {});
        for (Connection* const connection : dirty)
            if (connection->needsFlush() && !connection->isReading())
                connection->flush();
    }
}

void Worker::setWeight(std::size_t task, double weight)
{
    m_loop.post([this, task, weight] {
        if (task >= m_weights.size() || !(weight >= 0))
            return;
        const double before = std::exchange(m_weights[task], weight);
        sumWeights();
        if (m_weightSums.back() <= 0) { // nothing left to do is no mix of tasks
            m_weights[task] = before;
            sumWeights();
        }
    });
}

void Worker::sumWeights()
{
    m_weightSums.resize(m_weights.size());
    double sum = 0;
    for (std::size_t i = 0; i < m_weights.size(); ++i)
        m_weightSums[i] = sum += m_weights[i];
}

void Worker::stopGracefully()
{
    m_loop.post([this] {
        endMeasuring();
        stopUsers();
    });
}

void Worker::stopHard()
{
    m_loop.post([this] {
        m_hardStop = true;
        endMeasuring();
        m_stopping = true;
        m_pool.closeAll({FailureKind::Reset, "the run was stopped"});
        stopUsers();
    });
}

void Worker::endMeasuring()
{
    m_now = Clock::now();
    if (!m_begun || m_phase == Phase::Stop || m_drained)
        return;
    endArrivals();
    rotate(m_now);
    m_phase = Phase::Stop;
}

void Worker::finishWhenEmpty()
{
    if (!m_stopping || m_alive > 0 || m_drained)
        return;
    m_drained = true;
    // Not from here: the caller may be a connection that is handing out replies.
    m_loop.post([this] { m_pool.whenSettled([this] { finish(); }); });
}

void Worker::finish()
{
    if (m_begun)
        rotate(Clock::now());
    const Connection::SetupCalls setupCalls = m_pool.setupCalls();
    m_pool.closeAll({FailureKind::Reset, "the run has ended"});
    m_beatTimer.cancel();
    m_wakeTimer.cancel();
    m_events.onDrained(setupCalls);
    m_loop.stop();
}

} // namespace cicada
