#include "cli_run.h"

#include "base/units.h"
#include "cli_interrupt.h"
#include "cli_keys.h"
#include "cli_results.h"
#include "cli_target.h"
#include "engine/data_loader.h"
#include "engine/source_keys.h"
#include "report/generator_text.h"
#include "report/run_journal.h"
#include "report/statistics_table.h"
#include "report/twin_text.h"

#include <QCoreApplication>
#include <QTimer>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace cicada {

namespace {

constexpr int kInterruptedExit = 130;
constexpr std::chrono::milliseconds kInterruptPoll{50};
/// After the first Ctrl-C; with what follows, the program ends within about two seconds.
constexpr std::chrono::milliseconds kStopLimit{600};

std::string liveLine(const RunProgress& progress, const RunRecord& record)
{
    const auto seconds
        = [](double value) { return std::to_string(static_cast<long>(value)) + " s"; };
    std::string line;
    switch (progress.state) {
    case RunState::Connecting:
        return "Connecting";
    case RunState::Preparing:
        if (progress.documentsTotal == 0)
            return "Preparing";
        return "Preparing " + std::to_string(std::lround(progress.fraction * 100)) + " %, "
            + formatCount(progress.documentsDone) + " of " + formatCount(progress.documentsTotal)
            + " documents, " + formatRate(progress.documentsPerSecond) + "/s, "
            + seconds(progress.secondsLeft) + " left";
    case RunState::Spawning:
        line = "Spawning " + formatCount(progress.users) + " / " + formatCount(progress.targetUsers)
            + " users";
        break;
    case RunState::WarmingUp:
        line = "Warming up " + seconds(progress.phaseElapsed) + " of "
            + seconds(progress.phaseLength);
        break;
    case RunState::Measuring:
        line = progress.phaseLength > 0
            ? "Measuring " + seconds(progress.phaseElapsed) + " of " + seconds(progress.phaseLength)
            : "Measuring " + std::to_string(std::lround(progress.fraction * 100)) + " %";
        break;
    case RunState::Paused:
        line = "Paused";
        break;
    case RunState::Stopping:
        return "Stopping";
    default:
        return {};
    }
    if (record.timeline.empty())
        return line;
    const TimelinePoint& point = record.timeline.back();
    line += "  " + formatRate(point.throughputPerSecond) + " tasks/s";
    if (point.latency)
        line += "  median " + formatMicroseconds(point.latency->p50) + "  99 % "
            + formatMicroseconds(point.latency->p99);
    if (point.backlog > 0 || point.dropped > 0)
        line += "  backlog " + formatCount(point.backlog) + "  dropped "
            + formatCount(point.dropped);
    return line + "  failures " + formatCount(point.failures) + "  misses "
        + formatCount(point.misses);
}

/// Draws progress over itself on a terminal; elsewhere a line at each change of state.
class Progress
{
public:
    explicit Progress(bool quiet)
        : m_quiet(quiet)
        , m_live(hasLiveLine())
    {
    }

    ~Progress() { clear(); }

    void show(const std::string& line)
    {
        if (m_quiet || line.empty())
            return;
        if (m_live) {
            std::fprintf(stderr, "\r\x1b[K%s", line.substr(0, 150).c_str());
            std::fflush(stderr);
            m_drawn = true;
        } else if (const std::string word = line.substr(0, line.find(' ')); word != m_lastWord) {
            std::fprintf(stderr, "%s\n", line.c_str());
            m_lastWord = word;
        }
    }

    /// A line that stays.
    void say(const std::string& line)
    {
        if (!m_quiet && m_live && !line.empty())
            std::fprintf(stderr, "%s\n", line.c_str());
    }

    void clear()
    {
        if (m_drawn)
            std::fprintf(stderr, "\r\x1b[K");
        m_drawn = false;
    }

private:
    bool m_quiet;
    bool m_live;
    bool m_drawn = false;
    std::string m_lastWord;
};

int exitCodeOf(const LoadTest& test, const RunRecord& record)
{
    if (record.state == "finished")
        return 0;
    if (record.state == "stopped")
        return kInterruptedExit;
    const std::optional<Error> error = test.error();
    if (!error)
        return 4;
    return error->kind == ErrorKind::Invalid ? 2 : error->kind == ErrorKind::Target ? 3 : 4;
}

std::vector<std::string> namesOf(const std::vector<Summary::TaskName>& tasks)
{
    std::vector<std::string> names;
    names.reserve(tasks.size());
    for (const Summary::TaskName& task : tasks)
        names.push_back(task.name);
    return names;
}

/// Keeps each second on disk beside the run file that was asked for, until that is safe.
class Journal
{
public:
    Journal(const CliOptions& options, LoadTest& test)
        : m_path(journalPath(options))
    {
        if (m_path.empty())
            return;
        keepEarlier();
        QObject::connect(
            &test, &LoadTest::intervalFinished, &test, [this, &test](const Interval& interval) {
                if (!m_tried) {
                    m_tried = true;
                    auto created = RunJournal::create(m_path, test.record(), test.taskNames());
                    created ? (void)m_journal.emplace(std::move(*created)) : warn(created.error());
                }
                if (m_journal)
                    if (const auto written = m_journal->append(interval); !written) {
                        warn(written.error());
                        m_journal.reset();
                    }
            });
    }

    void remove()
    {
        if (m_journal)
            m_journal->remove();
    }

private:
    /// A journal that is there already is all that is left of a run that was killed.
    void keepEarlier() const
    {
        namespace fs = std::filesystem;
        if (!RunJournal::isJournal(m_path))
            return;
        std::error_code failed;
        std::string aside;
        for (int number = 1; aside.empty() || fs::exists(aside, failed); ++number)
            aside = m_path + '.' + std::to_string(number);
        fs::rename(m_path, aside, failed);
        if (!failed)
            std::fprintf(stderr,
                "An earlier run was cut short. What it had measured is kept: cicada-cli report %s "
                "--json FILE\n",
                shown(aside).c_str());
    }

    static void warn(const Error& error)
    {
        std::fprintf(stderr, "\nwarning: %s\n", shown(error.text).c_str());
    }

    std::string m_path;
    bool m_tried = false;
    std::optional<RunJournal> m_journal;
};

} // namespace

int runCommand(const CliOptions& options, const std::string& repeat)
{
    std::vector<Problem> problems;
    const auto made = profileFor(options, problems);
    if (!problems.empty())
        return reportProblems(problems);
    if (!made)
        return reportError(made.error());
    const TestProfile& profile = *made;
    if (problems = validate(profile); !problems.empty())
        return reportProblems(problems);
    if (const auto places = checkResultPlaces(options); !places)
        return reportError(places.error());

    auto target = openTarget(options, profile.target);
    if (!target)
        return reportError(target.error());
    if (const auto confirmed = confirmWriting(options, target->endpoint, profile); !confirmed)
        return reportError(confirmed.error());

    RunOptions runOptions;
    runOptions.prepare = !options.noPrepare;
    runOptions.keepData = options.keepData || target->sandbox.has_value();
    runOptions.adHoc = !options.commands.empty();
    runOptions.repeatCommand = repeat;
    runOptions.stopLimit = kStopLimit;
    LoadTest test(profile, target->endpoint, runOptions);
    Journal journal(options, test);
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
    Progress progress(options.quiet);
    progress.say(keys.help());
    const auto showNow = [&](const RunProgress& now) {
        const std::string typed = keys.prompt();
        progress.show(typed.empty() ? liveLine(now, test.record()) : typed);
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
    if (record.state == "aborted") {
        std::fprintf(stderr, "cicada-cli: %s\n", shown(record.abortReason).c_str());
    } else {
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
    if (!options.hdr.empty() && !logs) // it ended before its first second
        logs = HdrLogs(record.startedAt, namesOf(test.taskNames()));
    const bool safe = writeResults(options, record, logs ? &*logs : nullptr);
    if (safe)
        journal.remove();
    const int code = exitCodeOf(test, record);
    return code == 0 && !safe ? 4 : code;
}

namespace {

/// Gives the control of a step that progress is shown of as `verb`, "Writing".
using StepControl = std::function<LoaderControl(const std::string& verb)>;

/// Runs `work` on the data sets of a profile with progress and Ctrl-C, on this thread, and prints
/// the sentence that it returns.
int withDataSets(const CliOptions& options,
    const std::function<Result<std::string>(
        const Endpoint&, const TestProfile&, const StepControl&)>& work)
{
    std::vector<Problem> problems;
    const auto made = profileFor(options, problems);
    if (!problems.empty())
        return reportProblems(problems);
    if (!made)
        return reportError(made.error());
    if (problems = validate(*made); !problems.empty())
        return reportProblems(problems);
    auto target = openTarget(options, made->target);
    if (!target)
        return reportError(target.error());
    if (target->sandbox)
        return reportError({ErrorKind::Invalid,
            "The sandbox ends with this command, so there is nothing to prepare or clean; give "
            "--target."});
    if (const auto confirmed = confirmWriting(options, target->endpoint, *made); !confirmed)
        return reportError(confirmed.error());
    catchInterrupts();
    std::atomic<bool> cancel{false};
    Progress progress(options.quiet);
    const StepControl controlOf = [&](const std::string& verb) {
        LoaderControl control;
        control.cancel = &cancel;
        control.onProgress = [&cancel, &progress, verb](const LoaderProgress& now) {
            cancel = interrupts() > 0;
            progress.show(verb + " " + formatCount(now.done) + " of " + formatCount(now.total)
                + " keys, " + formatRate(now.perSecond) + "/s, "
                + std::to_string(std::lround(now.secondsLeft)) + " s left");
        };
        return control;
    };
    const auto done = work(target->endpoint, *made, controlOf);
    progress.clear();
    if (!done) {
        const int code = reportError(done.error());
        return cancel ? kInterruptedExit : code;
    }
    std::printf("%s\n", shown(*done).c_str());
    return cancel ? kInterruptedExit : 0;
}

/// Reads the documents that a data set takes from keys of the target; returns what is to be known
/// of that, as sentences with a space behind each.
Result<std::string> readFromTarget(
    const Endpoint& endpoint, std::vector<DataSet>& dataSets, const LoaderControl& control)
{
    if (std::none_of(dataSets.begin(), dataSets.end(), awaitsTarget))
        return std::string();
    auto client = Client::connect(endpoint, "cicada-prepare");
    if (!client)
        return client.error();
    const auto notes = readSources(*client, dataSets, control);
    if (!notes)
        return notes.error();
    std::string sentences;
    for (const std::string& note : *notes)
        sentences += note + " ";
    return sentences;
}

} // namespace

int prepareCommand(const CliOptions& options)
{
    return withDataSets(options,
        [](const Endpoint& endpoint, const TestProfile& profile,
            const StepControl& controlOf) -> Result<std::string> {
            std::vector<DataSet> dataSets = profile.dataSets;
            const auto notes = readFromTarget(endpoint, dataSets, controlOf("Reading"));
            if (!notes)
                return notes.error();
            const auto written = prepareDataSets(endpoint, dataSets, controlOf("Writing"));
            if (!written)
                return written.error();
            const auto verified = verifyDataSets(endpoint, dataSets, controlOf("Counting"));
            if (!verified)
                return verified.error();
            const std::string sentence = *notes + formatCount(*written)
                + " keys written. All counted: " + formatCount(verified->foundKeys) + " of "
                + formatCount(verified->expectedKeys) + " are there. "
                + formatCount(verified->sampled) + " read back and compared, "
                + formatCount(verified->differing) + " differ.";
            if (!verified->ok())
                return Error{ErrorKind::Target,
                    "The target does not hold the data sets as they were written. " + sentence};
            return sentence;
        });
}

int cleanCommand(const CliOptions& options)
{
    return withDataSets(options,
        [](const Endpoint& endpoint, const TestProfile& profile,
            const StepControl& controlOf) -> Result<std::string> {
            const auto cleaned = cleanDataSets(endpoint, profile.dataSets, controlOf("Removing"));
            if (!cleaned)
                return cleaned.error();
            return formatCount(cleaned->removed) + " keys removed, " + formatCount(cleaned->left)
                + " left.";
        });
}

} // namespace cicada
