#include "cli_data.h"

#include "base/units.h"
#include "cli_errors.h"
#include "cli_interrupt.h"
#include "cli_live_line.h"
#include "cli_profile.h"
#include "cli_target.h"
#include "engine/data_loader.h"
#include "engine/source_keys.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>

namespace cicada {

namespace {

/// Gives the control of a step that progress is shown of as `verb`, "Writing".
using StepControl = std::function<LoaderControl(const std::string& verb)>;

/// Runs `work` on the data sets of a profile with progress and Ctrl-C, on this thread, and prints
/// the sentence that it returns.
int withDataSets(const CliOptions& options,
    const std::function<Result<std::string>(
        const Endpoint&, const TestProfile&, const StepControl&)>& work)
{
    int exitCode = 0;
    const auto profile = checkedProfile(options, exitCode);
    if (!profile)
        return exitCode;
    auto target = openTarget(options, profile->target);
    if (!target)
        return reportError(target.error());
    if (target->sandbox)
        return reportError({ErrorKind::Invalid,
            "The sandbox ends with this command, so there is nothing to prepare or clean; give "
            "--target."});
    if (const auto confirmed = confirmWriting(options, target->endpoint, *profile); !confirmed)
        return reportError(confirmed.error());
    catchInterrupts();
    std::atomic<bool> cancel{false};
    LiveLine progress(options.quiet);
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
    const auto done = work(target->endpoint, *profile, controlOf);
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
