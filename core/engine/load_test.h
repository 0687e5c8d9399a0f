#pragma once

#include "profile/test_profile.h"
#include "stats/interval.h"
#include "stats/run_record.h"
#include "stats/summary.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// Where a run stands.
enum class RunState
{
    Idle,
    Connecting,
    Preparing,
    Spawning,
    WarmingUp,
    Measuring,
    Paused, ///< what has begun ends, nothing else begins; the time does not count
    Stopping,
    Finished, ///< came to its planned end
    Stopped,  ///< ended by the user, results are kept
    Aborted,  ///< could not go on; the reason is in the record
};

class RunControl;

/// For the button's text and the live line. A plain value.
struct RunProgress
{
    RunState state = RunState::Idle;
    double fraction = 0;     ///< Preparing: 0 to 1
    std::uint64_t users = 0; ///< spawned so far
    std::uint64_t targetUsers = 0;
    bool openLoop = false;   ///< requests come by a rate
    double targetRate = 0;   ///< of it now, per second
    double phaseElapsed = 0; ///< seconds in this state
    double phaseLength = 0;  ///< seconds planned; 0 where limited by requests
    std::uint64_t documentsDone = 0, documentsTotal = 0; ///< Preparing
    double documentsPerSecond = 0, secondsLeft = 0;
};

/// What a run needs beyond the profile.
struct RunOptions
{
    bool prepare = true;   ///< write missing data sets first
    bool keepData = false; ///< else clean up after the run what this run prepared
    bool adHoc = false;    ///< commands with keys as written, no data set
    std::string repeatCommand;
    /// The first stop() waits for what is in flight so long at most, whatever load.stopTimeout
    /// says.
    std::chrono::milliseconds stopLimit = std::chrono::hours(1);
};

/// One run of a test: connects, prepares, spawns users, measures, stops. Lives in the thread that
/// made it (which needs a Qt event loop); workers are threads of its own. One run at a time per
/// process. Destroying it ends the run hard and joins its threads within a second.
class LoadTest : public QObject
{
    Q_OBJECT

public:
    /// `profile` must be valid (validate() empty) and `endpoint` is its resolved target with
    /// password.
    LoadTest(TestProfile profile, Endpoint endpoint, RunOptions options, QObject* parent = nullptr);
    ~LoadTest() override;

    /// Returns at once; progress comes by signals.
    void start();

    /// First call: finish what is in flight (up to load.stopTimeout), second: end now. Results are
    /// kept.
    void stop();

    /// While it runs: the number of users, users/s of the change (0: all at once; of the one under
    /// way too), requests/s of an open loop, a task's weight (index in the compiled list), a note
    /// on the time axis. A new number takes the place of what is left of a shape.
    void setUsers(std::uint64_t users);
    void setSpawnRate(double usersPerSecond);
    void setRate(double requestsPerSecond);
    void setWeight(std::size_t task, double weight);
    void addNote(const std::string& text);

    /// From the first user on: what has begun ends and nothing else begins, until resume(). The
    /// plan stands still meanwhile: no latency, no duration and no total counts that time.
    void pause();
    void resume();

    RunProgress progress() const;

    /// All there is so far, with the second that is not over yet in the totals but not in the
    /// timeline; final after finished(). A copy.
    RunRecord record() const;

    /// The tasks as they run (with reset tasks behind), for a journal. Known from the first
    /// intervalFinished() on.
    std::vector<Summary::TaskName> taskNames() const;

    /// Why the run was aborted; nothing otherwise.
    std::optional<Error> error() const;

Q_SIGNALS:
    /// Four times a second while it runs, and at every change of state.
    void progressed(const cicada::RunProgress& progress);
    /// A whole stretch of the run (a second, or less at a phase's border), merged over all workers.
    /// For journals.
    void intervalFinished(const cicada::Interval& interval);
    /// Once, at the end, whatever the end was; record() is complete then.
    void finished(const cicada::RunRecord& record);

private:
    std::unique_ptr<RunControl> m_control;
};

} // namespace cicada

Q_DECLARE_METATYPE(cicada::RunProgress)
Q_DECLARE_METATYPE(cicada::Interval)
Q_DECLARE_METATYPE(cicada::RunRecord)
