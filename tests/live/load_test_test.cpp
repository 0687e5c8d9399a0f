#include "engine/load_test.h"

#include "engine/data_loader.h"
#include "server/server_info.h"
#include "support/finished_run.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QCoreApplication>
#include <QTimer>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

namespace cicada {
namespace {

using namespace std::chrono_literals;

class LoadTestOnSandbox : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        s_sandbox.emplace(startedSandbox());
        Client client = connectedTo(s_sandbox->endpoint());
        ASSERT_EQ(
            client.call({"JSON.SET", "small", "$", R"({"age":36,"name":"Ada"})"})->text, "OK");
    }

    static void TearDownTestSuite() { s_sandbox.reset(); }

    static Endpoint endpoint() { return s_sandbox->endpoint(); }

    static RunOptions adHoc()
    {
        RunOptions options;
        options.adHoc = true;
        return options;
    }

    static TestProfile firstLook()
    {
        TestProfile profile;
        profile.name = "Look";
        DataSet people;
        people.name = "people";
        people.kind = "catalog";
        people.count = 200;
        people.prefix = "cicada:look:";
        profile.dataSets.push_back(people);
        for (const char* type : {"read_document", "read_field", "set_nested_field", "increment",
                 "append_string", "append_array", "delete_path", "delete_document"}) {
            TaskDefinition task;
            task.name = type;
            task.type = type;
            task.dataSet = "people";
            profile.tasks.push_back(task);
        }
        profile.load.users = 20;
        profile.load.spawnRate = 100;
        profile.load.duration = 1s;
        profile.load.warmup = 300ms;
        return profile;
    }

    static std::optional<Sandbox> s_sandbox;
};

std::optional<Sandbox> LoadTestOnSandbox::s_sandbox;

TEST_F(LoadTestOnSandbox, SendsExactlyTheRequestsAskedForAndTheServerCountedThem)
{
    TestProfile profile = commandsProfile({"JSON.GET small $.age", "PING"}, 8, 5000);
    profile.load.threads = 2;
    profile.load.connections = 8;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc());
    EXPECT_EQ(record.state, "finished");
    EXPECT_EQ(record.totals.requests, 5000U);
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.totals.misses, 0U);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
    EXPECT_EQ(record.integrity.callsSent, record.integrity.callsCountedByServer);
    expectIdentities(record);
}

TEST_F(LoadTestOnSandbox, PreparesRunsEveryTaskAndCleansUpWhatItWrote)
{
    const RunRecord record = finishedRun(firstLook(), endpoint());
    EXPECT_EQ(record.state, "finished") << record.abortReason;
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.totals.misses, 0U);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
    expectIdentities(record);
    for (const TaskRow& row : record.tasks)
        EXPECT_TRUE(row.requests > 0 || row.type == "RESET") << row.name;
    const auto left
        = connectedTo(endpoint()).call({"SCAN", "0", "MATCH", "cicada:look:*", "COUNT", "100000"});
    EXPECT_TRUE(left->nestedTexts.empty());
}

TEST_F(LoadTestOnSandbox, ReusesDataThatIsAlreadyThere)
{
    const std::vector<DataSet> dataSets = firstLook().dataSets;
    EXPECT_EQ(*prepareDataSets(endpoint(), dataSets, {}), 200U);
    EXPECT_EQ(*prepareDataSets(endpoint(), dataSets, {}), 0U);
    EXPECT_TRUE(verifyDataSets(endpoint(), dataSets, {})->ok());
    ASSERT_EQ(
        connectedTo(endpoint()).call({"DEL", keyOf(dataSets[0], StoredAs::Json, 0)})->integer, 1);
    EXPECT_FALSE(verifyDataSets(endpoint(), dataSets, {})->ok());
    EXPECT_EQ(*prepareDataSets(endpoint(), dataSets, {}), 200U) << "a hole is noticed";
    const auto cleaned = cleanDataSets(endpoint(), dataSets, {});
    EXPECT_EQ(cleaned->removed, 201U) << "with the fingerprint";
    EXPECT_EQ(cleaned->left, 0U);
}

TEST_F(LoadTestOnSandbox, CountsMissesAndErrorsApartFromSuccesses)
{
    ASSERT_EQ(connectedTo(endpoint()).call({"SET", "text", "x"})->text, "OK");
    const TestProfile profile = commandsProfile({"JSON.GET small $.age", "JSON.GET small $.nothing",
                                                    "JSON.GET absent $", "JSON.GET text $"},
        4, 2000);
    const RunRecord record = finishedRun(profile, endpoint(), adHoc());
    ASSERT_EQ(record.tasks.size(), 4U);
    EXPECT_EQ(record.tasks[0].successes, record.tasks[0].requests);
    EXPECT_EQ(record.tasks[1].misses, record.tasks[1].requests);
    EXPECT_EQ(record.tasks[2].misses, record.tasks[2].requests);
    EXPECT_EQ(record.tasks[3].failures, record.tasks[3].requests);
    EXPECT_GT(record.tasks[3].requests, 0U);
    ASSERT_EQ(record.failures.size(), 1U);
    EXPECT_EQ(record.failures[0].count, record.tasks[3].failures);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
}

TEST_F(LoadTestOnSandbox, KeepsLatencyFromTheDueTimeWhenTheServerFreezes)
{
    // Open loop: the requests that are due while the server is stopped for 1 s all leave late.
    TestProfile profile = commandsProfile({"PING"}, 50, 0);
    profile.load.rate = 2000;
    profile.load.duration = 4s;
    profile.load.connections = 50;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(), [](LoadTest& test) {
        const auto server = static_cast<pid_t>(s_sandbox->processId());
        QTimer::singleShot(2000, &test, [server] { ::kill(server, SIGSTOP); });
        QTimer::singleShot(3000, &test, [server] { ::kill(server, SIGCONT); });
    });
    ASSERT_TRUE(record.totals.latency);
    // A quarter of the time was stopped: waits spread evenly over 0 to 1 s, so 99 % lies near 0.96
    // s.
    EXPECT_GT(record.totals.latency->p99, 700'000);
    EXPECT_LT(record.totals.latency->p99, 1'300'000);
    // Only those in flight when it froze had a long service time.
    EXPECT_LT(record.totals.serviceTime->p95, record.totals.latency->p95 / 2);
    EXPECT_GT(record.totals.requests, 7000U) << "late, not lost";
}

// All requests of a run, of every phase.
std::uint64_t allRequests(const RunRecord& record)
{
    return ArrivalFigures::of(record.timeline).requests;
}

TEST_F(LoadTestOnSandbox, SendsWhatTheShapeOfARateHasDueToTheLastRequest)
{
    TestProfile profile = commandsProfile({"PING"}, 20, 0);
    profile.load.threads = 2;
    profile.load.duration = 0s;
    ShapeDefinition& shape = profile.load.shape.emplace();
    shape.of = ShapeDefinition::Of::Rate;
    shape.stages = {{2000, 1s, 500ms}, {0, 500ms, 0s}}; // 1,000 + 1,000 + 500
    const RunRecord record = finishedRun(profile, endpoint(), adHoc());
    const ArrivalFigures arrivals = ArrivalFigures::of(record.timeline);
    EXPECT_EQ(arrivals.requests + arrivals.dropped, 2500U);
    EXPECT_EQ(arrivals.dropped, 0U);
    EXPECT_EQ(record.integrity.callsSent.at("PING"), 2500U);
    EXPECT_EQ(record.integrity.agrees, true);
    expectIdentities(record);
}

TEST_F(LoadTestOnSandbox, DropsAndCountsArrivalsWhereTheBacklogIsFull)
{
    // While the server is stopped for a second, 100 of the 1,000 that are due find room.
    TestProfile profile = commandsProfile({"PING"}, 1, 0);
    profile.load.rate = 1000;
    profile.load.backlogLimit = 100;
    profile.load.duration = 3s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(), [](LoadTest& test) {
        const auto server = static_cast<pid_t>(s_sandbox->processId());
        QTimer::singleShot(1000, &test, [server] { ::kill(server, SIGSTOP); });
        QTimer::singleShot(2000, &test, [server] { ::kill(server, SIGCONT); });
    });
    const ArrivalFigures arrivals = ArrivalFigures::of(record.timeline);
    EXPECT_EQ(arrivals.requests + arrivals.dropped, 3000U) << "every one is accounted for";
    EXPECT_GT(arrivals.dropped, 400U);
    EXPECT_EQ(arrivals.largestBacklog, 100U);
    EXPECT_EQ(record.integrity.callsSent.at("PING"), arrivals.requests);
    EXPECT_TRUE(std::ranges::any_of(record.generator.warnings,
        [](const std::string& text) { return text.find("were dropped") != text.npos; }));
    EXPECT_TRUE(std::ranges::any_of(
        record.events, [](const RunEvent& event) { return event.kind == "dropped"; }));
}

TEST_F(LoadTestOnSandbox, SendsPoissonArrivalsAtTheirMeanRate)
{
    TestProfile profile = commandsProfile({"PING"}, 50, 0);
    profile.load.threads = 2;
    profile.load.rate = 3000;
    profile.load.arrivals = Arrivals::Poisson;
    profile.load.duration = 3s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc());
    EXPECT_NEAR(static_cast<double>(allRequests(record)), 9000, 5 * 95) << "5 deviations";
    EXPECT_EQ(ArrivalFigures::of(record.timeline).dropped, 0U);
}

TEST_F(LoadTestOnSandbox, ChangesTheNumberOfUsersWhileItRuns)
{
    TestProfile profile = commandsProfile({"PING"}, 10, 0);
    profile.load.wait = *WaitTime::parse("10ms");
    profile.load.duration = 4s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(), [](LoadTest& test) {
        QTimer::singleShot(1500, &test, [&test] { test.setUsers(40); });
        QTimer::singleShot(2600, &test, [&test] { test.setUsers(5); });
    });
    std::vector<std::uint64_t> users;
    for (const TimelinePoint& point : record.timeline)
        if (point.phase == Phase::Measure)
            users.push_back(point.users);
    ASSERT_GE(users.size(), 4U);
    EXPECT_EQ(users.front(), 10U);
    EXPECT_EQ(*std::max_element(users.begin(), users.end()), 40U);
    EXPECT_EQ(users.back(), 5U);
}

TEST_F(LoadTestOnSandbox, SendsNothingInAPauseAndCountsItApart)
{
    TestProfile profile = commandsProfile({"PING"}, 20, 0);
    profile.load.threads = 2;
    profile.load.rate = 1000;
    profile.load.duration = 3s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(), [](LoadTest& test) {
        QTimer::singleShot(1500, &test, [&test] { test.pause(); });
        QTimer::singleShot(3500, &test, [&test] { test.resume(); });
    });
    const ArrivalFigures arrivals = ArrivalFigures::of(record.timeline);
    EXPECT_EQ(arrivals.requests + arrivals.dropped, 3000U) << "the plan is done, only later";
    EXPECT_NEAR(record.durationSeconds, 3, 0.3) << "the pause is not measured";
    EXPECT_GT(record.pausedSeconds, 1);
    EXPECT_NEAR(record.elapsedSeconds, 3 + record.pausedSeconds, 0.5);
    std::uint64_t inPause = 0;
    for (const TimelinePoint& point : record.timeline)
        inPause += point.phase == Phase::Pause ? point.requests : 0;
    EXPECT_LE(inPause, 20U) << "only what was in flight ended";
    ASSERT_TRUE(record.totals.latency);
    EXPECT_LT(record.totals.latency->p50, 1e6) << "no latency holds the pause";
    std::vector<std::string> kinds;
    for (const RunEvent& event : record.events)
        kinds.push_back(event.kind);
    EXPECT_EQ(kinds, (std::vector<std::string>{"pause", "resume"}));
    expectIdentities(record);
}

TEST_F(LoadTestOnSandbox, PausesUsersThatWaitWithoutAWaveAfterIt)
{
    TestProfile profile = commandsProfile({"PING"}, 50, 0);
    profile.load.wait = *WaitTime::parse("pacing:100ms");
    profile.load.duration = 2s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(), [](LoadTest& test) {
        QTimer::singleShot(1000, &test, [&test] { test.pause(); });
        QTimer::singleShot(3000, &test, [&test] { test.resume(); });
    });
    EXPECT_GT(record.pausedSeconds, 1);
    // 20 tasks of each user, whether there was a pause or not; nobody makes up for it.
    EXPECT_NEAR(static_cast<double>(allRequests(record)), 1000, 100);
}

TEST_F(LoadTestOnSandbox, StopsWhilePaused)
{
    TestProfile profile = commandsProfile({"PING"}, 10, 0);
    profile.load.duration = 60s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(), [](LoadTest& test) {
        QTimer::singleShot(800, &test, [&test] { test.pause(); });
        QTimer::singleShot(1300, &test, [&test] { test.stop(); });
    });
    EXPECT_EQ(record.state, "stopped");
    EXPECT_EQ(record.timeline.back().phase, Phase::Stop);
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.integrity.agrees, true);
    expectIdentities(record);
}

TEST_F(LoadTestOnSandbox, TurnsToANewRateWhileItRuns)
{
    TestProfile profile = commandsProfile({"PING"}, 20, 0);
    profile.load.threads = 2;
    profile.load.rate = 500;
    profile.load.duration = 4s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(),
        [](LoadTest& test) { QTimer::singleShot(2000, &test, [&test] { test.setRate(2000); }); });
    const auto changed = std::ranges::find(record.events, "rate", &RunEvent::kind);
    ASSERT_NE(changed, record.events.end());
    const double due = 500 * changed->second + 2000 * (4 - changed->second);
    EXPECT_NEAR(static_cast<double>(allRequests(record)), due, 0.02 * due);
    EXPECT_EQ(ArrivalFigures::of(record.timeline).dropped, 0U);
}

TEST_F(LoadTestOnSandbox, TurnsARampUnderWayToANewSpawnRate)
{
    TestProfile profile = commandsProfile({"PING"}, 1000, 0);
    profile.load.wait = *WaitTime::parse("100ms");
    profile.load.spawnRate = 10; // would take 100 s
    profile.load.duration = 200s;
    std::uint64_t users = 0;
    finishedRun(profile, endpoint(), adHoc(), [&](LoadTest& test) {
        QTimer::singleShot(500, &test, [&test] { test.setSpawnRate(5000); });
        QTimer::singleShot(2000, &test, [&] {
            users = test.progress().users;
            test.stop();
        });
    });
    EXPECT_EQ(users, 1000U);
}

TEST_F(LoadTestOnSandbox, StopsGracefullyAndKeepsWhatItHas)
{
    TestProfile profile = commandsProfile({"JSON.GET small $.age"}, 10, 0);
    profile.load.duration = 60s;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc(),
        [](LoadTest& test) { QTimer::singleShot(1200, &test, [&test] { test.stop(); }); });
    EXPECT_EQ(record.state, "stopped");
    EXPECT_GT(record.totals.successes, 0U);
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
    expectIdentities(record);
}

TEST_F(LoadTestOnSandbox, LeaksNoDescriptorsOverSeveralRuns)
{
    const TestProfile profile = commandsProfile({"PING"}, 20, 200);
    finishedRun(profile, endpoint(), adHoc());
    const std::size_t before = openDescriptors();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(finishedRun(profile, endpoint(), adHoc()).totals.requests, 200U);
    EXPECT_EQ(openDescriptors(), before);
}

TEST_F(LoadTestOnSandbox, EndsAtOnceWhenItIsDestroyedMidRun)
{
    TestProfile profile = commandsProfile({"PING"}, 100, 0);
    profile.load.duration = 60s;
    auto test = std::make_unique<LoadTest>(profile, endpoint(), adHoc());
    bool measuring = false;
    QObject::connect(test.get(), &LoadTest::progressed, test.get(),
        [&](const RunProgress& progress) { measuring = progress.state == RunState::Measuring; });
    test->start();
    ASSERT_TRUE(comesTrue([&] {
        QCoreApplication::processEvents();
        return measuring;
    }));
    test.reset();
    EXPECT_TRUE(comesTrue([] {
        Client client = connectedTo(endpoint());
        return client.call({"CLIENT", "LIST"})->text.find("cicada-load") == std::string::npos;
    }));
}

TEST_F(LoadTestOnSandbox, SharesFewConnectionsAmongManyUsers)
{
    for (const ConnectionMode mode : {ConnectionMode::Exclusive, ConnectionMode::Multiplexed}) {
        TestProfile profile = commandsProfile({"JSON.GET small $.age"}, 100, 3000);
        profile.load.connections = 4;
        profile.load.connectionMode = mode;
        const RunRecord record = finishedRun(profile, endpoint(), adHoc());
        EXPECT_EQ(record.totals.successes, 3000U);
        EXPECT_EQ(record.integrity.agrees, true);
        EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
        ASSERT_TRUE(record.totals.connectionWait);
        if (mode == ConnectionMode::Exclusive)
            EXPECT_GT(record.totals.connectionWait->p50, 0) << "users queue, and it is shown";
        else
            EXPECT_EQ(record.totals.connectionWait->p50, 0);
    }
}

TEST_F(LoadTestOnSandbox, OpensConnectionsAnewAfterSoManyCalls)
{
    const auto received = [this] {
        Client client = connectedTo(endpoint());
        return readServerInfo(client)->number("total_connections_received");
    };
    for (const ConnectionMode mode : {ConnectionMode::Exclusive, ConnectionMode::Multiplexed}) {
        TestProfile profile = commandsProfile({"JSON.GET small $.age"}, 20, 3000);
        profile.load.connections = 4;
        profile.load.connectionMode = mode;
        profile.load.pipeline = 2;
        profile.load.reconnectEvery = 10;
        const std::uint64_t before = received();
        const RunRecord record = finishedRun(profile, endpoint(), adHoc());
        EXPECT_EQ(record.totals.successes, 3000U);
        EXPECT_EQ(record.totals.failures, 0U);
        EXPECT_EQ(record.integrity.agrees, true);
        EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
        EXPECT_TRUE(std::ranges::none_of(record.events,
            [](const RunEvent& event) { return event.beginsOutage() || event.endsOutage(); }));
        // What is in flight when the tenth call leaves is waited for, and may be one more.
        EXPECT_GE(received() - before, 3000U / 11);
        EXPECT_LE(received() - before, 3000U / 10 + 50);
    }
}

TEST_F(LoadTestOnSandbox, KeepsItsDepthInFlightWhenItPipelines)
{
    TestProfile profile = commandsProfile({"JSON.GET small $.age"}, 5, 20000);
    profile.load.connections = 5;
    profile.load.pipeline = 16;
    profile.load.threads = 1;
    const RunRecord record = finishedRun(profile, endpoint(), adHoc());
    EXPECT_EQ(record.totals.successes, 20000U);
    EXPECT_EQ(record.integrity.agrees, true);
    EXPECT_EQ(record.integrity.bytesAgree, true) << bytesOf(record);
    for (const TimelinePoint& point : record.timeline)
        EXPECT_LE(point.inFlight, 80U);
}

TEST(LoadTestFaults, NamesATargetThatCannotBeReached)
{
    Endpoint endpoint;
    endpoint.port = freePort();
    const RunRecord record = finishedRun(commandsProfile({"PING"}, 1, 1), endpoint);
    EXPECT_EQ(record.state, "aborted");
    EXPECT_NE(record.abortReason.find("Nothing listens on"), std::string::npos)
        << record.abortReason;
}

TEST(LoadTestFaults, NamesAServerWithoutJson)
{
    const Sandbox sandbox = startedPlain();
    const RunRecord record
        = finishedRun(commandsProfile({"JSON.GET a $"}, 1, 1), sandbox.endpoint());
    EXPECT_EQ(record.state, "aborted");
    EXPECT_NE(record.abortReason.find("no JSON commands"), std::string::npos);
}

TEST(LoadTestFaults, GoesOnThroughAnOutageAndCountsIt)
{
    const std::uint16_t port = freePort();
    Sandbox::Options options;
    options.withJson = false;
    options.port = port;
    std::optional<Sandbox> sandbox(startedSandbox(options));
    TestProfile profile = commandsProfile({"PING"}, 10, 0);
    profile.load.duration = 5s;
    const RunRecord record = finishedRun(profile, sandbox->endpoint(), {}, [&](LoadTest& test) {
        QTimer::singleShot(1500, &test, [&] { sandbox.reset(); });
        QTimer::singleShot(2500, &test, [&] { sandbox.emplace(startedSandbox(options)); });
    });
    EXPECT_EQ(record.state, "finished");
    EXPECT_GT(record.totals.failures, 0U);
    EXPECT_EQ(record.timeline.back().phase, Phase::Stop);
    const TimelinePoint& last = record.timeline[record.timeline.size() - 2];
    EXPECT_GT(last.successes, 0U) << "it came back";
    std::uint64_t counted = 0;
    for (const FailureRow& failure : record.failures) {
        EXPECT_TRUE(
            failure.kind == "refused" || failure.kind == "reset" || failure.kind == "LOADING")
            << failure.kind;
        counted += failure.count;
    }
    EXPECT_EQ(counted, record.totals.failures);
    std::vector<std::string> events;
    for (const RunEvent& event : record.events)
        events.push_back(event.kind);
    EXPECT_EQ(events, (std::vector<std::string>{"lost", "back"}));
    EXPECT_FALSE(record.integrity.agrees.has_value()) << "a restarted server proves nothing";
    EXPECT_FALSE(record.integrity.bytesAgree.has_value());
    expectIdentities(record);
}

TEST(LoadTestFaults, CountsWhatAServerRefusesByItsFirstWord)
{
    const Sandbox sandbox = startedPlain({"--maxmemory", "1mb"});
    Client client = connectedTo(sandbox.endpoint());
    const TestProfile profile
        = commandsProfile({"SET key:{random_int 0 99999} {random_text 2000}"}, 5, 5000);
    const RunRecord record = finishedRun(profile, sandbox.endpoint());
    EXPECT_EQ(record.state, "finished");
    ASSERT_EQ(record.failures.size(), 1U);
    EXPECT_EQ(record.failures[0].kind, "OOM");
    EXPECT_EQ(record.failures[0].count, record.totals.failures);
    EXPECT_EQ(record.integrity.agrees, true) << "rejected calls are counted too";
}

TEST(LoadTestFaults, TimesOutCallsOfAServerThatHangs)
{
    const Sandbox sandbox = startedPlain();
    Endpoint endpoint = sandbox.endpoint();
    endpoint.callTimeout = 500ms;
    TestProfile profile = commandsProfile({"PING"}, 5, 0);
    profile.load.duration = 3s;
    profile.load.stopTimeout = 1s;
    const auto process = static_cast<pid_t>(sandbox.processId());
    const RunRecord record = finishedRun(
        profile, endpoint, {},
        [&](LoadTest& test) {
            QTimer::singleShot(1000, &test, [process] { ::kill(process, SIGSTOP); });
            QTimer::singleShot(2500, &test, [process] { ::kill(process, SIGCONT); });
        },
        20);
    EXPECT_EQ(record.state, "finished");
    EXPECT_GT(record.totals.failures, 0U);
    for (const FailureRow& failure : record.failures)
        EXPECT_TRUE(failure.kind == "timeout" || failure.kind == "reset")
            << failure.kind << failure.message;
}

} // namespace
} // namespace cicada
