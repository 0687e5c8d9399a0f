#include "report/run_journal.h"

#include "base/random.h"
#include "core/report/sample_run.h"
#include "profile/text_file.h"
#include "report/run_file.h"
#include "support/file_size_limit.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace cicada;
using namespace std::chrono_literals;

namespace {

const std::vector<Summary::TaskName> kTasks{
    {"Read", "READ", {"JSON.GET"}}, {"Edit", "UPDATE", {"JSON.GET", "JSON.SET"}}};

RunRecord atStart()
{
    RunRecord run;
    run.name = "Night run";
    run.state = "running";
    run.targetUri = "redis://127.0.0.1:6379";
    run.profileJson = R"({"name":"Night run"})";
    return run;
}

TaskStatistics statistics(std::size_t calls, Random& random)
{
    TaskStatistics task;
    task.successes = 1 + random.below(3);
    task.failures = random.below(3);
    task.misses = random.below(2);
    task.requests = task.successes + task.failures + task.misses;
    task.calls = task.requests * calls;
    task.sentBytes = random.below(1000);
    task.receivedBytes = random.below(100'000);
    task.commands.resize(calls);
    for (std::uint64_t i = 0; i < task.requests; ++i) {
        task.latency.record(random.below(100'000));
        task.serviceTime.record(random.below(10'000));
        task.connectionWait.record(random.below(10));
        for (CallStatistics& call : task.commands) {
            ++call.calls;
            call.serviceTime.record(random.below(5'000));
        }
    }
    return task;
}

std::vector<Interval> seconds(int count)
{
    Random random(17);
    std::vector<Interval> intervals;
    for (int i = 0; i < count; ++i) {
        Interval& interval = intervals.emplace_back();
        interval.phase = i == 0 ? Phase::Spawn : Phase::Measure;
        interval.start = std::chrono::seconds(i);
        interval.length = 1s;
        interval.users = 5;
        interval.connections = 4;
        interval.inFlight = 3;
        interval.tasks = {statistics(1, random), statistics(2, random)};
        interval.addFailure({1, "timeout", "no reply"}, interval.tasks[1].failures);
        interval.loopLag.record(random.below(200));
        interval.callsSent["JSON.GET"] = interval.tasks[0].calls;
        interval.callsUnanswered["JSON.GET"] = 1;
        interval.callsDiscarded["SET"] = 2;
    }
    return intervals;
}

// What the run file would have held, had the program not died.
nlohmann::json expected(const std::vector<Interval>& intervals)
{
    RunRecord run = atStart();
    Summary summary(kTasks, false);
    for (const Interval& interval : intervals)
        summary.add(interval);
    summary.fill(run);
    run.histograms = summary.histograms();
    run.state = "aborted";
    run.abortReason = "Recovered from the journal: the program ended before the run did";
    run.verdict = run.abortReason;
    return runFileJson(run);
}

class RunJournalTest : public testing::Test
{
protected:
    std::filesystem::path path() const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / "a.journal";
    }

    void write(const std::vector<Interval>& intervals)
    {
        auto journal = RunJournal::create(path(), atStart(), kTasks);
        ASSERT_TRUE(journal) << journal.error().text;
        for (const Interval& interval : intervals)
            ASSERT_TRUE(journal->append(interval));
    }

    std::string content() const { return readTextFile(path(), 100'000'000).value(); }

    // Not as the app writes files: waiting for the disk thousands of times is not the claim.
    void writeText(const std::string& text) const
    {
        std::ofstream(path(), std::ios::binary | std::ios::trunc) << text;
    }

    QTemporaryDir m_folder;
};

TEST_F(RunJournalTest, HoldsTheWholeRun)
{
    write(seconds(5));
    const auto run = RunJournal::recover(path());
    ASSERT_TRUE(run) << run.error().text;
    EXPECT_EQ(runFileJson(*run), expected(seconds(5)));
    EXPECT_EQ(run->state, "aborted");
    EXPECT_GT(run->totals.requests, 0U);
}

TEST_F(RunJournalTest, EachSecondIsOnDiskAsSoonAsItIsAppended)
{
    auto journal = RunJournal::create(path(), atStart(), kTasks);
    ASSERT_TRUE(journal);
    EXPECT_EQ(runFileJson(*RunJournal::recover(path())), expected({}));
    for (std::size_t i = 1; i <= 3; ++i) {
        const std::vector<Interval> intervals = seconds(static_cast<int>(i));
        ASSERT_TRUE(journal->append(intervals.back()));
        EXPECT_EQ(runFileJson(*RunJournal::recover(path())), expected(intervals));
    }
}

TEST_F(RunJournalTest, LosesAtMostALineThatIsTornAtAnyByte)
{
    write(seconds(3));
    const std::string text = content();
    const std::size_t lastLine = text.rfind('\n', text.size() - 2) + 1;
    const nlohmann::json withoutLast = expected(seconds(2));
    for (std::size_t length = lastLine; length < text.size() - 1; ++length) {
        writeText(text.substr(0, length));
        const auto run = RunJournal::recover(path());
        ASSERT_TRUE(run) << length;
        ASSERT_EQ(runFileJson(*run), withoutLast) << length;
    }
    writeText(text.substr(0, text.size() - 1));
    EXPECT_EQ(runFileJson(*RunJournal::recover(path())), expected(seconds(3)))
        << "only the line's end is missing";
}

TEST_F(RunJournalTest, SaysWhereDamageInTheMiddleCostsMore)
{
    write(seconds(4));
    std::string text = content();
    std::size_t line = 0;
    for (int i = 0; i < 3; ++i)
        line = text.find('\n', line) + 1;
    text[line + 1] = '#';
    writeText(text);
    const auto run = RunJournal::recover(path());
    ASSERT_TRUE(run);
    EXPECT_EQ(run->elapsedSeconds, 2);
    EXPECT_THAT(run->abortReason, testing::HasSubstr("the journal is damaged"));
}

TEST_F(RunJournalTest, SurvivesRandomDamage)
{
    write(seconds(2));
    const std::string good = content();
    Random random(23);
    for (int round = 0; round < 1'000; ++round) {
        std::string text = good;
        for (std::uint64_t hits = 1 + random.below(3); hits > 0; --hits)
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        writeText(text);
        const auto run = RunJournal::recover(path());
        ASSERT_TRUE(run || !run.error().text.empty());
    }
}

TEST_F(RunJournalTest, RefusesWhatIsNoJournal)
{
    for (const char* text : {"", "\n", "hello\n", "{}\n", R"({"format":"cicada-run","version":1})",
             R"({"format":"cicada-journal","version":2})",
             R"({"format":"cicada-journal","version":1})",
             R"({"format":"cicada-journal","version":1,"run":5,"tasks":[]})",
             R"({"format":"cicada-journal","version":1,"run":{},"tasks":[7]})"}) {
        writeText(text);
        const auto run = RunJournal::recover(path());
        ASSERT_FALSE(run) << text;
        EXPECT_THAT(run.error().text, testing::StartsWith("Cannot recover " + path().string()));
    }
    EXPECT_FALSE(RunJournal::recover(path() / "below"));
}

TEST_F(RunJournalTest, RemoveTakesTheFileAway)
{
    auto journal = RunJournal::create(path(), atStart(), kTasks);
    ASSERT_TRUE(journal);
    journal->remove();
    EXPECT_FALSE(std::filesystem::exists(path()));
    EXPECT_TRUE(journal->append(seconds(1).front()));
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(RunJournalTest, AFolderThatIsNoneIsOneSentence)
{
    writeText("x");
    const auto journal = RunJournal::create(path() / "below.journal", atStart(), kTasks);
    ASSERT_FALSE(journal);
    EXPECT_EQ(journal.error().kind, ErrorKind::Io);
}

#ifndef _WIN32

TEST_F(RunJournalTest, AFullDiskIsSaidOnceAndWhatWasKeptStaysWhole)
{
    const std::vector<Interval> intervals = seconds(6);
    write({intervals[0], intervals[1]});
    const std::uintmax_t twoSeconds = std::filesystem::file_size(path());
    {
        const FileSizeLimit limit(twoSeconds + 100);
        auto journal = RunJournal::create(path(), atStart(), kTasks);
        ASSERT_TRUE(journal);
        EXPECT_TRUE(journal->append(intervals[0]));
        EXPECT_TRUE(journal->append(intervals[1]));
        const auto full = journal->append(intervals[2]);
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error().kind, ErrorKind::Io);
        EXPECT_THAT(full.error().text, testing::HasSubstr("The run goes on"));
        EXPECT_TRUE(journal->append(intervals[3])) << "it is said once";
    }
    EXPECT_EQ(std::filesystem::file_size(path()), twoSeconds) << "no torn line is left";
    EXPECT_EQ(runFileJson(*RunJournal::recover(path())), expected(seconds(2)));
}

TEST_F(RunJournalTest, ADiskThatIsFullFromTheStartIsOneSentence)
{
    if (!std::filesystem::is_character_file("/dev/full"))
        GTEST_SKIP() << "this system has no device that is always full";
    const auto journal = RunJournal::create("/dev/full", atStart(), kTasks);
    ASSERT_FALSE(journal);
    EXPECT_EQ(journal.error().kind, ErrorKind::Io);
}

#endif

} // namespace
