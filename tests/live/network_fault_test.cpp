// What the network does to a run: the run goes on, waits no longer than its time-outs, shows the
// outage and counts every request.
#include "engine/load_test.h"
#include "support/fault_proxy.h"
#include "support/finished_run.h"
#include "support/live_server.h"

#include <QTimer>
#include <gtest/gtest.h>

#include <algorithm>
#include <sys/resource.h>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using Way = FaultProxy::Way;

class NetworkFault : public testing::Test
{
protected:
    /// Short time-outs; a run of `users` for `duration` through the proxy.
    RunRecord run(std::uint64_t users, std::chrono::nanoseconds duration,
        const std::function<void(LoadTest&)>& during)
    {
        TestProfile profile = commandsProfile({"PING"}, users, 0);
        profile.load.duration = duration;
        profile.load.connections = users;
        profile.load.stopTimeout = 1s;
        profile.load.wait = wait;
        Endpoint endpoint = proxy.endpoint();
        endpoint.connectTimeout = endpoint.callTimeout = timeout;
        return finishedRun(profile, endpoint, {}, during);
    }

    static constexpr std::chrono::milliseconds kTimeout{500};

    Sandbox server = startedPlain({"--maxclients", "5000"});
    FaultProxy proxy{server.endpoint()};
    WaitTime wait;
    std::chrono::milliseconds timeout = kTimeout;
};

bool hasEvent(const RunRecord& record, const std::string& kind)
{
    return std::ranges::any_of(
        record.events, [&](const RunEvent& event) { return event.kind == kind; });
}

std::uint64_t failuresOf(const RunRecord& record, const std::string& kind)
{
    std::uint64_t count = 0;
    for (const FailureRow& row : record.failures)
        count += row.kind == kind ? row.count : 0;
    return count;
}

/// The last whole stretch in which the run measured.
const TimelinePoint& lastMeasured(const RunRecord& record)
{
    const auto last = std::find_if(record.timeline.rbegin(), record.timeline.rend(),
        [](const TimelinePoint& point) { return point.phase == Phase::Measure; });
    return *last;
}

TEST_F(NetworkFault, AConnectionResetCostsTheCallsThatWereOnIt)
{
    const RunRecord record = run(20, 3s, [&](LoadTest& test) {
        QTimer::singleShot(1000, &test, [&] { proxy.resetAll(); });
        QTimer::singleShot(2000, &test, [&] { proxy.resetAll(); });
    });
    EXPECT_EQ(record.state, "finished");
    expectIdentities(record);
    const std::uint64_t reset = failuresOf(record, "reset");
    EXPECT_GT(reset, 0U);
    EXPECT_EQ(reset, record.totals.failures);
    EXPECT_GT(lastMeasured(record).successes, 0U);
    EXPECT_EQ(lastMeasured(record).connections, 20U);
}

TEST_F(NetworkFault, AHalfOpenConnectionIsGivenUpAfterTheTimeLimitOfACall)
{
    const RunRecord record = run(20, 5s, [&](LoadTest& test) {
        QTimer::singleShot(1500, &test, [&] { proxy.setWay(Way::Dropped); });
        QTimer::singleShot(3500, &test, [&] { proxy.setWay(Way::Open); });
    });
    EXPECT_EQ(record.state, "finished");
    expectIdentities(record);
    EXPECT_EQ(failuresOf(record, "timeout"), record.totals.failures);
    EXPECT_GT(record.totals.failures, 0U);
    EXPECT_TRUE(hasEvent(record, "lost"));
    EXPECT_TRUE(hasEvent(record, "back"));
    EXPECT_GT(lastMeasured(record).successes, 0U);
    // Twice: a call waits for its connection and then for its reply. The rest is a busy machine.
    ASSERT_TRUE(record.totals.latency);
    EXPECT_LT(record.totals.latency->max, 1e6 * 4 * 0.5);
}

TEST_F(NetworkFault, AServerThatDoesNotReadIsGivenUpToo)
{
    TestProfile profile = commandsProfile({"SET key {random_text 200000}"}, 5, 0);
    profile.load.duration = 3s;
    profile.load.pipeline = 50;
    profile.load.stopTimeout = 1s;
    Endpoint endpoint = proxy.endpoint();
    endpoint.connectTimeout = endpoint.callTimeout = kTimeout;
    const RunRecord record = finishedRun(profile, endpoint, {}, [&](LoadTest& test) {
        QTimer::singleShot(1000, &test, [&] { proxy.setWay(Way::Dropped); });
        QTimer::singleShot(2000, &test, [&] { proxy.setWay(Way::Open); });
    });
    EXPECT_EQ(record.state, "finished");
    expectIdentities(record);
    EXPECT_EQ(failuresOf(record, "timeout"), record.totals.failures);
    EXPECT_GT(record.totals.failures, 0U);
}

TEST_F(NetworkFault, AThousandConnectionsComeBackWithoutAStorm)
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max < 5000)
        GTEST_SKIP() << "this machine lets nobody open 5,000 files";
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 20'000);
    setrlimit(RLIMIT_NOFILE, &files);
    wait = *WaitTime::parse("pacing:1s");
    timeout = 5s; // opening a thousand on a busy machine takes its time
    std::uint64_t before = 0, tried = 0;
    const RunRecord record = run(1000, 9s, [&](LoadTest& test) {
        QTimer::singleShot(2500, &test, [&] {
            before = proxy.accepted();
            proxy.setWay(Way::Refused);
            proxy.resetAll();
        });
        QTimer::singleShot(5500, &test, [&] {
            tried = proxy.accepted() - before;
            proxy.setWay(Way::Open);
        });
    });
    ASSERT_EQ(record.state, "finished") << record.abortReason;
    expectIdentities(record);
    EXPECT_TRUE(hasEvent(record, "lost"));
    EXPECT_TRUE(hasEvent(record, "back"));
    // Pauses of about 40, 75, 150, 300, 600, 1,200 ms: seven attempts each in 3 s, not 80.
    EXPECT_GT(tried, 1000U);
    EXPECT_LT(tried, 9000U);
    EXPECT_EQ(lastMeasured(record).connections, 1000U) << "all are back";
    EXPECT_GT(lastMeasured(record).successes, 0U);
}

} // namespace
} // namespace cicada
