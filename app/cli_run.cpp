#include "cli_run.h"

#include "cli_errors.h"
#include "cli_interrupt.h"
#include "cli_journal.h"
#include "cli_keys.h"
#include "cli_live_line.h"
#include "cli_profile.h"
#include "cli_results.h"
#include "cli_target.h"
#include "report/generator_text.h"
#include "report/statistics_table.h"
#include "report/twin_text.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

namespace cicada {

namespace {

constexpr std::chrono::milliseconds kInterruptPoll{50};
/// After the first Ctrl-C; with what follows, the program ends within about two seconds.
constexpr std::chrono::milliseconds kStopLimit{600};

int exitCodeOf(const LoadTest& test, const RunRecord& record)
{
    if (record.state == "finished")
        return 0;
    if (record.state == "stopped")
        return kInterruptedExit;
    const std::optional<Error> error = test.error();
    return error ? exitCodeOf(error->kind) : 4;
}

std::vector<std::string> namesOf(const std::vector<Summary::TaskName>& tasks)
{
    std::vector<std::string> names;
    names.reserve(tasks.size());
    for (const Summary::TaskName& task : tasks)
        names.push_back(task.name);
    return names;
}

void printResult(const RunRecord& record)
{
    if (record.state == "aborted") {
        std::fprintf(stderr, "cicada-cli: %s\n", shown(record.abortReason).c_str());
        return;
    }
    std::fputs(statisticsTable(record).c_str(), stdout);
    if (const std::string twins = twinText(record); !twins.empty())
        std::printf("\n%s", twins.c_str());
    std::printf("\n%s\n", shown(record.verdict).c_str());
    if (const auto& floor = record.generator.floor)
        std::printf("%s\n", timingFloorSentence(*floor).c_str());
    if (const auto& wait = record.totals.connectionWait)
        std::printf("%s\n", connectionWaitSentence(*wait).c_str());
    if (const auto& tls = record.generator.tls)
        std::printf("%s\n", tlsSentence(*tls).c_str());
    for (const std::string& warning : record.generator.warnings)
        std::fprintf(stderr, "warning: %s\n", shown(warning).c_str());
    if (record.integrity.agrees == false)
        for (const std::string& note : record.integrity.notes)
            std::fprintf(stderr, "warning: %s\n", shown(note).c_str());
}

} // namespace

int runCommand(const CliOptions& options, const std::string& repeat)
{
    int exitCode = 0;
    const auto profile = checkedProfile(options, exitCode);
    if (!profile)
        return exitCode;
    if (const auto places = checkResultPlaces(options); !places)
        return reportError(places.error());

    auto target = openTarget(options, profile->target);
    if (!target)
        return reportError(target.error());
    if (const auto confirmed = confirmWriting(options, target->endpoint, *profile); !confirmed)
        return reportError(confirmed.error());

    RunOptions runOptions;
    runOptions.prepare = !options.noPrepare;
    runOptions.keepData = options.keepData || target->sandbox.has_value();
    runOptions.adHoc = !options.commands.empty();
    runOptions.repeatCommand = repeat;
    runOptions.stopLimit = kStopLimit;
    LoadTest test(*profile, target->endpoint, runOptions);
    CliJournal journal(options, test);
    // A line for each second, where a run file keeps one histogram for all of them.
    std::optional<HdrLogs> logs;
    if (!options.hdr.empty())
        QObject::connect(&test, &LoadTest::intervalFinished, &test, [&](const Interval& interval) {
            const RunRecord now = test.record();
            if (!logs)
                logs = HdrLogs(now.startedAt, namesOf(test.taskNames()));
            if (Summary::countsInTotals(interval, now.totalsIncludeRamp))
                logs->add(interval);
        });
    LiveKeys keys(test);
    LiveLine progress(options.quiet);
    progress.say(keys.help());
    const auto showNow = [&](const RunProgress& now) {
        const std::string typed = keys.prompt();
        progress.show(typed.empty() ? lineOf(now, test.record()) : typed);
    };
    QObject::connect(&test, &LoadTest::progressed, &test, showNow);
    QObject::connect(
        &test, &LoadTest::finished, &test, [](const RunRecord&) { QCoreApplication::quit(); });

    catchInterrupts();
    int seen = 0;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &test, [&] {
        for (; seen < interrupts(); ++seen)
            test.stop();
        const std::string before = keys.prompt();
        keys.poll();
        if (keys.prompt() != before)
            showNow(test.progress());
    });
    poll.start(kInterruptPoll);
    test.start();
    QCoreApplication::exec();

    progress.clear();
    const RunRecord record = test.record();
    printResult(record);
    if (!options.hdr.empty() && !logs) // it ended before its first second
        logs = HdrLogs(record.startedAt, namesOf(test.taskNames()));
    const bool safe = writeResults(options, record, logs ? &*logs : nullptr);
    if (safe)
        journal.remove();
    const int code = exitCodeOf(test, record);
    return code == 0 && !safe ? 4 : code;
}

} // namespace cicada
