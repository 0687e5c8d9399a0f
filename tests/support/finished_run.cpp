#include "support/finished_run.h"

#include <QEventLoop>
#include <QTimer>
#include <gtest/gtest.h>

namespace cicada {

TestProfile commandsProfile(
    const std::vector<std::string>& commands, std::uint64_t users, std::uint64_t requests)
{
    TestProfile profile;
    for (const std::string& command : commands) {
        TaskDefinition task;
        task.name = command;
        task.type = "custom";
        task.commands.push_back({command, ""});
        profile.tasks.push_back(std::move(task));
    }
    profile.load.users = users;
    profile.load.requests = requests;
    return profile;
}

RunRecord finishedRun(const TestProfile& profile, const Endpoint& endpoint,
    const RunOptions& options, const std::function<void(LoadTest&)>& during, int limitSeconds)
{
    LoadTest test(profile, endpoint, options);
    QEventLoop loop;
    bool ended = false;
    QObject::connect(&test, &LoadTest::finished, &loop, [&](const RunRecord&) {
        ended = true;
        loop.quit();
    });
    QTimer::singleShot(limitSeconds * 1000, &loop, [&] { loop.quit(); });
    test.start();
    if (during)
        during(test);
    loop.exec();
    EXPECT_TRUE(ended) << "the run did not end within " << limitSeconds << " s";
    return test.record();
}

void expectIdentities(const RunRecord& record)
{
    std::uint64_t requests = 0, failures = 0, misses = 0;
    for (const TaskRow& row : record.tasks) {
        EXPECT_EQ(row.requests, row.successes + row.failures + row.misses) << row.name;
        requests += row.requests;
        failures += row.failures;
        misses += row.misses;
    }
    EXPECT_EQ(requests, record.totals.requests);
    EXPECT_EQ(failures, record.totals.failures);
    EXPECT_EQ(misses, record.totals.misses);
    std::uint64_t timeline = 0;
    for (const TimelinePoint& point : record.timeline)
        if (record.totalsIncludeRamp || point.phase == Phase::Measure)
            timeline += point.requests;
    EXPECT_EQ(timeline, record.totals.requests);
    std::uint64_t counted = 0;
    for (const FailureRow& failure : record.failures)
        counted += failure.count;
    std::uint64_t ofCalls = 0; // a task's failures have a row each, but its calls may have several
    for (const TaskRow& row : record.tasks)
        ofCalls += row.failures;
    EXPECT_GE(counted, ofCalls);
}

std::string bytesOf(const RunRecord& record)
{
    const auto text = [](const Traffic& traffic) {
        return std::to_string(traffic.sent) + '/' + std::to_string(traffic.received);
    };
    return text(record.integrity.traffic) + ", the server "
        + text(record.integrity.trafficCountedByServer) + ", left out "
        + text(record.integrity.ownTraffic);
}

} // namespace cicada
