// cicada-cli: the engine without a display. Links no GUI library.
#include "base/units.h"
#include "cli_data.h"
#include "cli_errors.h"
#include "cli_interrupt.h"
#include "cli_library.h"
#include "cli_options.h"
#include "cli_profile.h"
#include "cli_results.h"
#include "cli_run.h"
#include "cli_target.h"
#include "report/comparison_text.h"
#include "report/hdr_log.h"
#include "report/run_file.h"
#include "report/run_journal.h"
#include "report/run_sum.h"
#include "server/target_check.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <thread>

namespace cicada {

namespace {

int checkProfile(const CliOptions& options)
{
    int exitCode = 0;
    const auto profile = checkedProfile(options, exitCode);
    if (!profile)
        return exitCode;
    const auto counted = [](std::size_t count, const char* one) {
        return formatCount(count) + " " + one + (count == 1 ? "" : "s");
    };
    std::printf("%s: valid, %s, %s.\n", shown(profile->name).c_str(),
        counted(profile->dataSets.size(), "data set").c_str(),
        counted(profile->tasks.size(), "task").c_str());
    return 0;
}

int checkCommand(const CliOptions& options)
{
    if (std::filesystem::exists(options.profile) || options.profile.ends_with(".json"))
        return checkProfile(options);
    const auto target = targetFor(options.profile);
    if (!target)
        return reportError(target.error());
    const auto opened = openTarget(options, *target);
    if (!opened)
        return reportError(opened.error());
    const CheckResult check = checkTarget(opened->endpoint, {}, [](const CheckStep& step) {
        const char* const mark = step.status == CheckStep::Status::Passed ? "ok"
            : step.status == CheckStep::Status::Warning                   ? "!"
            : step.status == CheckStep::Status::Failed                    ? "FAILED"
                                                                          : "-";
        std::printf("%-7s %-18s %s\n", mark, step.name.c_str(), shown(step.detail).c_str());
    });
    if (!check.reachable || !check.hasJson)
        return reportError({ErrorKind::Target, check.sentence});
    std::printf("%s\n", shown(check.sentence).c_str());
    return 0;
}

int sandboxCommand(const CliOptions& options)
{
    Sandbox::Options sandboxOptions;
    sandboxOptions.port = options.port;
    const auto sandbox = Sandbox::start(sandboxOptions);
    if (!sandbox)
        return reportError(sandbox.error());
    std::printf("%s\n", sandbox->endpoint().uri().c_str());
    std::fflush(stdout);
    std::fprintf(stderr, "%s. Ctrl-C ends it.\n", sandbox->description().c_str());
    catchInterrupts();
    while (interrupts() == 0 && sandbox->running())
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return interrupts() > 0
        ? 0
        : reportError({ErrorKind::Aborted, "The sandbox's server ended by itself."});
}

/// Run files, reports, and journals of runs that were cut short.
Result<std::vector<RunRecord>> loadRuns(const std::vector<std::string>& paths)
{
    std::vector<RunRecord> runs;
    for (const std::string& path : paths) {
        auto run = RunJournal::isJournal(path) ? RunJournal::recover(path) : loadRunFile(path);
        if (!run)
            return run.error();
        runs.push_back(std::move(*run));
    }
    return runs;
}

int reportCommand(const CliOptions& options)
{
    if (options.html.empty() && options.csv.empty() && options.hdr.empty() && options.json.empty())
        return reportError({ErrorKind::Invalid,
            "Say what to make: --html FILE, --csv FOLDER, --hdr FOLDER or --json FILE."});
    if (const auto places = checkResultPlaces(options); !places)
        return reportError(places.error());
    const auto runs = loadRuns(options.runFiles);
    if (!runs)
        return reportError(runs.error());
    const auto record = runs->size() == 1 ? Result<RunRecord>(runs->front()) : sumOfRuns(*runs);
    if (!record)
        return reportError(record.error());
    if (options.hdr.empty())
        return writeResults(options, *record) ? 0 : 4;
    const auto logs = HdrLogs::of(*record);
    if (!logs)
        return reportError(logs.error());
    return writeResults(options, *record, &*logs) ? 0 : 4;
}

int compareCommand(const CliOptions& options)
{
    const auto runs = loadRuns(options.runFiles);
    if (!runs)
        return reportError(runs.error());
    std::fputs(comparisonText(runs->at(0), runs->at(1)).c_str(), stdout);
    return 0;
}

int dispatch(const std::string& command, const CliOptions& options, const std::string& repeat)
{
    if (command == "run")
        return runCommand(options, repeat);
    if (command == "prepare")
        return prepareCommand(options);
    if (command == "clean")
        return cleanCommand(options);
    if (command == "check")
        return checkCommand(options);
    if (command == "sandbox")
        return sandboxCommand(options);
    if (command == "tasks")
        return tasksCommand(options);
    if (command == "documents")
        return documentsCommand(options);
    if (command == "compare")
        return compareCommand(options);
    return reportCommand(options);
}

} // namespace

} // namespace cicada

int main(int argc, char** argv)
try {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Cicada"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CICADA_VERSION));
    cicada::CliOptions options;
    int exitCode = 0;
    const std::string command = cicada::parseCommandLine(argc, argv, options, exitCode);
    return command.empty() ? exitCode
                           : cicada::dispatch(command, options, cicada::repeatCommand(argc, argv));
} catch (const std::exception& error) { // no memory, for one
    std::fprintf(stderr, "cicada-cli: cannot go on: %s\n", error.what());
    return 4;
}
