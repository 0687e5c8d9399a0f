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

} // namespace cicada
