#pragma once

#include "base/result.h"
#include "profile/load_shape.h"
#include "redis/endpoint.h"
#include "workload/task.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// Where a profile points: the private sandbox, a saved target by name, or an endpoint of its own.
struct Target
{
    enum class Kind
    {
        Sandbox,
        Saved,    ///< `name` is looked up in the saved targets of this machine
        Endpoint, ///< `endpoint` (never with a password when it came from a file)
    };

    Kind kind = Kind::Sandbox;
    std::string name = "sandbox";
    Endpoint endpoint;
};

/// What a user does between two tasks.
struct WaitTime
{
    enum class Kind
    {
        None,
        Constant, ///< `low` after every task
        Between,  ///< uniform in [low, high] after every task
        Pacing,   ///< begins a task once per `low`, due on a fixed grid: a late one keeps its due
                  ///< time
        Rate,     ///< `perSecond` tasks per user and second: pacing of 1 / perSecond
    };

    Kind kind = Kind::None;
    std::chrono::nanoseconds low{0};
    std::chrono::nanoseconds high{0};
    double perSecond = 0;

    /// "none", "1s" or "constant:1s", "between:1s:3s", "pacing:1s", "rate:2". Error::Invalid
    /// otherwise.
    static Result<WaitTime> parse(std::string_view text);
    std::string text() const; ///< what parse() reads back
};

enum class ConnectionMode
{
    Exclusive,   ///< a user holds one for a call, others queue (redis-py, Jedis)
    Multiplexed, ///< calls of many users pipelined on one (Lettuce, ioredis)
};

/// How the requests of an open loop follow each other.
enum class Arrivals
{
    Even,    ///< one after 1 / rate
    Poisson, ///< at random, as from many independent clients
};

std::string_view arrivalsName(Arrivals arrivals); ///< "even", "poisson"

/// How hard, how long and over what.
struct Load
{
    std::uint64_t users = 10; ///< 1 to 1,000,000
    double spawnRate = 0;     ///< users/s; 0: all at once
    WaitTime wait;
    double rate = 0; ///< above 0: open loop, tasks/s of all users together instead of `wait`
    Arrivals arrivals = Arrivals::Even;
    /// Open loop: how many due requests may wait for a free user, 1 to 10,000,000; more are dropped
    /// and counted.
    std::uint64_t backlogLimit = 1'000'000;
    std::optional<ShapeDefinition> shape = std::nullopt; ///< instead of `users` or `rate`
    std::chrono::nanoseconds duration
        = std::chrono::seconds(30); ///< measured window, after ramp and warm-up; 0: to shape's end
    std::uint64_t requests = 0;     ///< above 0: ends after so many requests instead of `duration`
    std::chrono::nanoseconds warmup{0};
    std::uint64_t connections = 0; ///< in all; 0: as many as users, at most 64 per thread
    ConnectionMode connectionMode = ConnectionMode::Exclusive;
    std::uint64_t pipeline = 1; ///< calls in flight: exclusive: of each user; multiplexed: of each
                                ///< connection. 1 to 1,000
    /// Each connection is closed and opened again after so many calls; 0: never.
    std::uint64_t reconnectEvery = 0;
    bool tlsResumption = true; ///< new connections take up the TLS session of an earlier one
    unsigned threads = 0;      ///< 0: leave the server a core where it is on this machine
    std::chrono::nanoseconds stopTimeout = std::chrono::seconds(5); ///< graceful stop waits so long
    double checkValues = 0; ///< share of replies that are held against what was written, 0 to 1
    std::uint64_t seed = 1;
};

/// Whether requests come by a plan of their own, whatever the users are doing.
bool isOpenLoop(const Load& load);

/// Users over time, with the spawn rate in it, and requests per second (0 in a closed loop).
LoadShape usersShape(const Load& load);
LoadShape rateShape(const Load& load);

/// The most users there will be at a time, at least 1.
std::uint64_t mostUsers(const Load& load);

/// Everything a test is: plain value. Made from JSON or by the editor, then validated whole before
/// the first byte is sent. Never holds a secret when it is saved.
struct TestProfile
{
    std::string name = "Untitled";
    std::string description;
    Target target;
    std::vector<DataSet> dataSets;
    std::vector<TaskDefinition> tasks;
    Load load;
};

/// Everything that is wrong, each with its field ("load.users: must be 1 to 1,000,000, is 0"):
/// empty means it can run. Includes what compileTasks() finds. Reads files of data sets; connects
/// nowhere.
std::vector<Problem> validate(const TestProfile& profile);

/// Keeps the tasks with any of `include` (all where it is empty) and none of `exclude` (wins):
/// others become disabled.
void selectByTags(TestProfile& profile, const std::vector<std::string>& include,
    const std::vector<std::string>& exclude);

/// The connections and threads a load comes to, with 0s resolved.
struct ResolvedLoad
{
    unsigned threads = 1;
    std::uint64_t connections = 1; ///< in all; a multiple of nothing: spread evenly over threads
};

ResolvedLoad resolve(const Load& load, bool serverOnThisMachine);

} // namespace cicada
