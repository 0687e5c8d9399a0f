#pragma once

#include "engine/background_step.h"
#include "engine/clock_watch.h"
#include "engine/data_loader.h"
#include "engine/generator_watch.h"
#include "engine/interval_merger.h"
#include "engine/load_test.h"
#include "engine/machine_watch.h"
#include "engine/outage_watch.h"
#include "engine/plan_clock.h"
#include "engine/queued_calls.h"
#include "engine/run_plan.h"
#include "engine/run_setup.h"
#include "engine/server_counts.h"
#include "engine/spawn_plan.h"
#include "engine/worker.h"
#include "server/server_sampler.h"
#include "stats/summary.h"

#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace cicada {

/// The course of one run, behind LoadTest: connect and prepare, open all connections, take the
/// server's counts, run the phases, drain, take the counts again, clean up. Lives in LoadTest's
/// thread; workers and background steps hand values to it by queued calls.
class RunControl
{
public:
    RunControl(LoadTest& test, TestProfile profile, Endpoint endpoint, RunOptions options);
    ~RunControl();

    void start();
    void stop();
    void setUsers(std::uint64_t users);
    void setSpawnRate(double usersPerSecond);
    void setRate(double requestsPerSecond);
    void setPaused(bool paused);
    void setWeight(std::size_t task, double weight);
    void addEvent(const std::string& kind, const std::string& text);
    void addEventAt(double second, const std::string& kind, const std::string& text);

    RunProgress progress() const;
    RunRecord record() const;
    std::vector<Summary::TaskName> taskNames() const;

    const std::optional<Error>& error() const { return m_error; }

private:
    using Time = std::chrono::steady_clock::time_point;

    void setUp();
    LoaderControl loaderControl();
    void afterSetUp();
    void openConnections();
    void onConnected(const std::optional<Failure>& failure);
    void begin();
    void onInterval(std::size_t worker, const Interval& interval, double cpuSeconds);
    void onConnectionsChanged(
        std::size_t worker, const std::optional<Failure>& lost, std::size_t open);
    void onDrained(std::size_t worker, const Connection::SetupCalls& setupCalls);
    void wrapUp();
    void complete();
    void abort(Error error);
    void finish(RunState state);
    void tick();
    void setState(RunState state);
    void deliver(const std::vector<Interval>& intervals);
    double secondsSinceStart() const;

    bool isSteerable() const;
    Time planNow() const;
    void retargetUsers(std::uint64_t users);

    LoadTest& m_test;
    QueuedCalls m_calls; // before what posts to it
    TestProfile m_profile;
    Endpoint m_endpoint;
    RunOptions m_options;
    RunPlan m_plan;
    bool m_awaitsTarget = false; ///< some documents and tasks are known only then
    RunState m_state = RunState::Idle;
    Time m_stateSince{};
    std::optional<Error> m_error;
    // Written by background steps, read after they have ended.
    RunSetup::Findings m_found;
    std::optional<TimingFloor> m_floor;
    ServerCounts m_counts;
    std::string m_cleanUpProblem;
    std::atomic<bool> m_cancel{false};
    bool m_stopRequested = false;

    std::mutex m_progressMutex;
    LoaderProgress m_loaderProgress; ///< guarded by m_progressMutex

    PhaseTimes m_phases;
    SpawnPlan m_spawn;
    LoadShape m_rate; ///< of an open loop
    PlanClock m_clock;
    Time::duration m_pausedBefore{0}; ///< all pauses but the last
    double m_spawnRate = 0;
    std::size_t m_connectedWorkers = 0;
    std::size_t m_drainedWorkers = 0;
    std::unique_ptr<IntervalMerger> m_merger;
    std::unique_ptr<Summary> m_summary;
    RunRecord m_base; ///< what does not change while it runs, and events
    GeneratorWatch m_generator;
    MachineWatch m_machine;
    ClockWatch m_clockWatch;
    std::vector<std::size_t> m_openConnections; ///< per worker
    std::optional<Time> m_allLostSince;
    bool m_lostAny = false; ///< a connection
    OutageWatch m_outageWatch;
    bool m_droppedNoted = false;
    std::vector<std::string> m_notes; ///< what a reader must know about the data
    std::unique_ptr<ServerSampler> m_sampler;
    QTimer m_ticker;
    QTimer m_stopTimer;
    BackgroundStep m_step;
    std::vector<std::unique_ptr<Worker>> m_workers; ///< last: they end before what they use
};

} // namespace cicada
