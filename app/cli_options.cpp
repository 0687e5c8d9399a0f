#include "cli_options.h"

#include "base/numbers.h"
#include "base/units.h"
#include "profile/limits.h"
#include "redis/endpoint.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <limits>

namespace cicada {

namespace {

using Check = std::function<std::string(const std::string&)>;

/// CLI11 reads -1 as the highest number there is, and of one that is too high it says only that it
/// cannot convert it.
Check wholeNumber(std::uint64_t highest = std::numeric_limits<std::uint64_t>::max())
{
    return [highest](const std::string& text) -> std::string {
        if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos)
            return "must be a whole number, 0 or more";
        const auto number = numberFrom<std::uint64_t>(text);
        return number && *number <= highest ? "" : "must be at most " + formatCount(highest);
    };
}

std::string anyNumber(const std::string& text)
{
    return numberFrom<double>(text) ? "" : "must be a number";
}

void defineTargetOptions(CLI::App& command, CliOptions& options)
{
    command.add_option("--target", options.target,
        "Where to connect: a redis://, rediss:// or unix:// URI, a saved target's name, or "
        "\"sandbox\"");
    command.add_option("--password-env", options.passwordEnv,
        "Name of the environment variable that holds the password");
    command.add_flag("--password-stdin", options.passwordStdin,
        "Read the password from standard input (first line)");
    command.add_option("--ca-file", options.caFile, "TLS: authorities to trust (PEM)");
    command.add_option("--cert-file", options.certificateFile, "TLS: client certificate (PEM)");
    command.add_option("--key-file", options.keyFile, "TLS: client key (PEM)");
    command.add_option("--server-name", options.serverName,
        "TLS: name the certificate must have, where it is not the host");
    command.add_flag("--insecure", options.insecure, "TLS: do not verify the certificate");
}

void defineResults(CLI::App& command, CliOptions& options)
{
    command.add_option("--json", options.json, "Write the run file here");
    command.add_option("--html", options.html, "Write the HTML report here");
    command.add_option("--csv", options.csv, "Write the tables as CSV files into this folder");
    command.add_option("--hdr", options.hdr,
        "Write HdrHistogram interval logs into this folder: latency and service time of all tasks "
        "and of each");
}

void defineRun(CLI::App& app, CliOptions& options)
{
    CLI::App* const run
        = app.add_subcommand("run", "Run a test profile, or commands given by --command");
    run->add_option("profile", options.profile, "Test profile (*.cicada.json)");
    run->add_option("--command", options.commands,
           "Ad hoc instead of a profile: a command with placeholders, keys as written. May be "
           "repeated")
        ->take_all();
    defineTargetOptions(*run, options);
    run->add_option("--users", options.users, "Simulated users")->check(wholeNumber());
    run->add_option("--spawn-rate", options.spawnRate, "Users started per second; 0: all at once")
        ->check(anyNumber);
    run->add_option("--rate", options.rate, "Open loop: tasks per second of all users together")
        ->check(anyNumber);
    run->add_option("--user-stages", options.userStages,
        "Users over time, e.g. 10s:100,1m:100,5s:0: within 10 s to 100, for 1 min at 100, within 5 "
        "s to 0; all of it is measured");
    run->add_option("--rate-stages", options.rateStages,
        "The same for the rate of an open loop, e.g. 30s:5000,1m:5000");
    run->add_option("--arrivals", options.arrivals,
        "Open loop: even, or poisson (at random, as from many independent clients)");
    run->add_option("--backlog-limit", options.backlogLimit,
           "Open loop: how many due requests may wait for a free user (1,000,000); more are "
           "dropped and counted")
        ->check(wholeNumber());
    run->add_option("--wait", options.wait,
        "Between two tasks of a user: none|1s|between:1s:3s|pacing:1s|rate:2");
    run->add_option("--duration", options.duration, "Measured time, e.g. 30s, 2m");
    run->add_option(
           "--requests", options.requests, "End after this many requests instead of a time")
        ->check(wholeNumber());
    run->add_option("--warmup", options.warmup, "Time before measuring, e.g. 5s");
    run->add_option(
           "--connections", options.connections, "Connections in all; automatic where not given")
        ->check(wholeNumber());
    run->add_option("--connection-mode", options.connectionMode,
        "exclusive (a user holds one for a call) or multiplexed");
    run->add_option("--pipeline", options.pipeline, "Calls in flight per connection")
        ->check(wholeNumber());
    run->add_option("--reconnect-every", options.reconnectEvery,
           "Close and open each connection again after so many calls; 0: never")
        ->check(wholeNumber());
    run->add_option("--threads", options.threads, "Worker threads; 0: automatic")
        ->check(wholeNumber(limits::kThreads.high));
    run->add_option("--call-timeout", options.callTimeout, "Longest time for one call, e.g. 10s");
    run->add_option("--tags", options.tags, "Only tasks with any of these tags (a,b)")
        ->delimiter(',');
    run->add_option("--exclude-tags", options.excludeTags,
           "No tasks with any of these tags; wins over --tags")
        ->delimiter(',');
    run->add_option("--check-values", options.checkValues,
           "Share of the replies that are held against what was written, 0 to 1, e.g. 0.01")
        ->check(anyNumber);
    run->add_option("--seed", options.seed, "Seed of all random choices")->check(wholeNumber());
    defineResults(*run, options);
    run->add_flag("--no-tls-resumption", options.noTlsResumption,
        "Each TLS connection makes a whole handshake, as many clients do");
    run->add_flag("--no-prepare", options.noPrepare, "Do not write the data sets first");
    run->add_flag("--keep-data", options.keepData, "Leave the documents that this run wrote");
    run->add_flag(
        "--yes", options.yes, "Write to a target that is not this machine without asking");
    run->add_flag("--quiet", options.quiet, "No live line");
}

void defineOthers(CLI::App& app, CliOptions& options)
{
    for (const auto& [name, text] : {std::pair("prepare", "Write a profile's data sets"),
             std::pair("clean", "Remove a profile's data sets from the target")}) {
        CLI::App* const command = app.add_subcommand(name, text);
        command->add_option("profile", options.profile, "Test profile (*.cicada.json)")->required();
        defineTargetOptions(*command, options);
        command->add_flag("--yes", options.yes, "Do not ask where the target is not this machine");
        command->add_flag("--quiet", options.quiet, "No live line");
    }
    CLI::App* const check
        = app.add_subcommand("check", "Check a target's connection, or a profile");
    check
        ->add_option("what", options.profile,
            "A URI, \"sandbox\", a saved target's name, or a profile's file")
        ->required();
    defineTargetOptions(*check, options);

    CLI::App* const sandbox
        = app.add_subcommand("sandbox", "Start a private Redis with JSON until Ctrl-C");
    sandbox->add_option("--port", options.port, "Port; 0: a free one")->check(wholeNumber(65'535));

    CLI::App* const tasks = app.add_subcommand("tasks", "List the built-in tasks, or describe one");
    tasks->add_option("id", options.taskType,
        "A task's name; \"custom\" lists the placeholders for commands of your own");

    CLI::App* const documents
        = app.add_subcommand("documents", "List the kinds of documents, or print some of one kind");
    documents->add_option("kind", options.kind, "A kind of document");
    documents->add_option("--seed", options.seed, "Seed (42)")->check(wholeNumber());
    documents->add_option("--count", options.count, "How many, one compact document a line")
        ->check(wholeNumber());
    documents->add_option("--file", options.file, "Of kind \"file\" or \"template\": which");

    const char* const runs
        = "Run file (*.cicada-run.json), HTML report, or journal of a killed run";
    CLI::App* const report
        = app.add_subcommand("report", "Make reports of a run file; of several, of their sum");
    report->add_option("run", options.runFiles, runs)->required();
    defineResults(*report, options);

    CLI::App* const compare
        = app.add_subcommand("compare", "Show two runs side by side, and what differs for real");
    compare->add_option("runs", options.runFiles, runs)->required()->expected(2);
}

} // namespace

std::string parseCommandLine(
    int argumentCount, char** arguments, CliOptions& options, int& exitCode)
{
    CLI::App app("Cicada: load tests for RedisJSON", "cicada-cli");
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string("cicada-cli ") + CICADA_VERSION);
    defineRun(app, options);
    defineOthers(app, options);
    try {
        app.parse(argumentCount, arguments);
    } catch (const CLI::ParseError& error) {
        exitCode = app.exit(error) == 0 ? 0 : 2;
        return {};
    }
    return app.get_subcommands().front()->get_name();
}

std::string repeatCommand(int argumentCount, char** arguments)
{
    std::string text = "cicada-cli";
    for (int i = 1; i < argumentCount; ++i) {
        std::string argument = arguments[i];
        // A password in a URI is for this run only.
        const std::size_t scheme = argument.find("://");
        if (scheme != std::string::npos) {
            const std::string prefix
                = argument.starts_with("--") ? argument.substr(0, argument.find('=') + 1) : "";
            const auto endpoint = Endpoint::parse(argument.substr(prefix.size()));
            argument = endpoint ? prefix + endpoint->uri() : prefix + "...";
        }
        const bool plain
            = argument.find_first_of(" '\"$*?{}[]()<>|&;\\`!#~\n\t") == std::string::npos
            && !argument.empty();
        std::string quoted;
        for (const char c : argument)
            quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
        text += plain ? " " + argument : " '" + quoted + "'";
    }
    return text;
}

} // namespace cicada
