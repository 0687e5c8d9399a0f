#pragma once

#include "engine/arrival_queue.h"
#include "engine/connection_pool.h"
#include "engine/coroutine.h"
#include "engine/plan_clock.h"
#include "engine/run_plan.h"
#include "engine/spawn_plan.h"
#include "engine/timer_queue.h"
#include "stats/interval.h"

#include <QThread>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace cicada {

/// What a worker tells the run, each from the worker's thread.
struct WorkerEvents
{
    /// All connections are open, or the first failure.
    std::function<void(const std::optional<Failure>&)> onConnected;
    /// A stretch of time is over, a quarter of a second or less; `cpuSeconds` is what the thread
    /// used in it.
    std::function<void(Interval&&, double cpuSeconds)> onInterval;
    /// A connection was lost (with the reason) or came back.
    std::function<void(const std::optional<Failure>&, std::size_t open)> onConnectionsChanged;
    /// The last user has gone and the last interval was handed over; with the set-up calls of its
    /// connections.
    std::function<void(Connection::SetupCalls)> onDrained;
};

/// One thread of a run with its own loop, users, connections, random numbers and figures. Workers
/// never touch each other. Public functions may be called from any thread while it runs; they queue
/// and return at once. The destructor ends it hard and joins.
class Worker : public QThread
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `plan` must outlive the worker. `number` of `count` workers.
    Worker(const RunPlan& plan, std::uint32_t number, std::uint32_t count, WorkerEvents events);
    ~Worker() override;

    /// Spawns and measures. Once, after onConnected.
    void begin(const PhaseTimes& phases, const SpawnPlan& spawn);

    void setSpawn(const SpawnPlan& spawn);
    /// Requests per second of the whole run; what has been must be as it was.
    void setRate(const LoadShape& requestsPerSecond);
    /// Pauses and goes on: what has begun ends, nothing else begins while the plan stands still.
    void setClock(const PlanClock& clock);
    void setWeight(std::size_t task, double weight);

    /// No new requests; what has begun may finish.
    void stopGracefully();
    /// Ends all connections now.
    void stopHard();

protected:
    void run() override;

private:
    class Sleep;
    class NextArrival;
    class Call;

    struct User
    {
        std::coroutine_handle<> sleeping; ///< set while it waits for its next task
        std::uint32_t ticket = 0;         ///< of its current timer entry
        bool alive = false;
    };

    /// One that waits for a request to be due; stale where the user's ticket is another.
    struct IdleUser
    {
        std::uint32_t user, ticket;
    };

    struct Outcome;

    void doBegin(const PhaseTimes& phases, const SpawnPlan& spawn);
    void beat();
    void armBeat();
    Time nextWake() const;
    void wakeDue();
    void armWake();
    ArrivalQueue::Duration arrivalsUntilNow() const;
    bool takeArrival();
    void handOutArrivals();
    void endArrivals();
    void adjustUsers();
    void stopUsers();
    void wake(std::uint32_t user);
    void planRotation(Time now);
    void rotate(Time now);
    void endMeasuring();
    void finishWhenEmpty();
    void finish();
    void flushDirty();
    void willSend(Connection& connection);

    Coroutine runUser(std::uint32_t user);

    bool mustLeave(std::uint32_t user) const { return m_stopping || user >= m_keep; }

    bool takeRequest();

    Time planNow() const { return m_clock.planTime(m_now); }

    Time firstDue(std::uint32_t user);
    Time nextDue(Time due, Time end);
    std::size_t pickTask();
    void sumWeights();
    void recordRequest(std::size_t task, const Outcome& outcome);
    void finishCall(std::size_t task, std::size_t index, const Call& call, Outcome& outcome);
    void countFailure(std::size_t task, Outcome& outcome, const Failure& failure);
    void countQueued(std::size_t task, std::size_t end, Outcome& outcome,
        std::map<std::string, std::uint64_t>& into);
    std::chrono::nanoseconds pacingPeriod() const;

    std::uint64_t globalUser(std::uint32_t user) const;
    std::uint64_t lanes() const;

    // Constant after construction.
    const RunPlan& m_plan;
    const std::uint32_t m_number;
    const std::uint32_t m_count;
    const WorkerEvents m_events;
    const bool m_openLoop;

    // The worker thread's alone.
    EventLoop m_loop;
    ConnectionPool m_pool;
    EventLoop::Timer m_beatTimer;
    EventLoop::Timer m_wakeTimer;
    PlanClock m_clock; ///< due times, phases and spawning are in its time
    unsigned m_turn = 0;
    Time m_now{}; ///< of what is being handled: one look at the clock serves all it sets off
    Time m_nextBeat{};
    Time m_armedFor = Time::max();
    TimerQueue m_timers;
    Random m_random;
    CallContext m_callContext;
    std::vector<KeySpace::Position> m_positions;
    std::vector<bool> m_pinned;    ///< tasks that keep one connection for all their calls
    std::uint64_t m_userSlots = 1; ///< users times lanes of the whole run, for own slices
    std::vector<double> m_weights;
    std::vector<double> m_weightSums;
    std::vector<User> m_users;
    std::uint32_t m_alive = 0;
    std::uint32_t m_keep = 0; ///< users from this number on leave
    std::uint64_t m_requestsInFlight = 0;
    ArrivalQueue m_arrivals;
    Time m_arrivalDue{};         ///< of the request just taken
    std::deque<IdleUser> m_idle; ///< longest idle first
    SpawnPlan m_spawn;
    PhaseTimes m_phases;
    bool m_begun = false;
    bool m_stopping = false;
    bool m_hardStop = false;
    bool m_drained = false;
    bool m_batching = false; ///< sends of this turn are flushed together at its end
    std::vector<Connection*> m_dirty;
    Interval m_interval;
    Phase m_phase = Phase::Spawn;
    Time m_intervalStart{};
    Time m_nextRotation = Time::max();
    double m_cpuBefore = 0;
    Time m_nextTimeoutCheck{};
    std::atomic<bool> m_hasEnded{false};
};

} // namespace cicada
