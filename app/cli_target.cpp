#include "cli_target.h"

#include "base/units.h"
#include "cli_errors.h"
#include "cli_keychain.h"
#include "cli_terminal.h"
#include "server/target_check.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace cicada {

namespace {

/// What the command line says, else the keychain of a saved target. Never of another one: a
/// stranger's profile may give its address any name.
Result<std::string> passwordFrom(const CliOptions& options, const Target& target)
{
    if (!options.passwordEnv.empty()) {
        // Nothing in this program writes the environment.
        const char* const value
            = std::getenv(options.passwordEnv.c_str()); // NOLINT(concurrency-mt-unsafe)
        if (value == nullptr)
            return Error{ErrorKind::Invalid,
                "--password-env: the environment variable " + options.passwordEnv + " is not set."};
        return std::string(value);
    }
    if (options.passwordStdin) {
        std::string line;
        if (!std::getline(std::cin, line))
            return Error{ErrorKind::Invalid, "--password-stdin: standard input is empty."};
        return line;
    }
    return target.kind == Target::Kind::Saved ? keychainPassword(target.name) : std::string();
}

} // namespace

Result<CliTarget> openTarget(const CliOptions& options, const Target& target)
{
    CliTarget opened;
    if (target.kind == Target::Kind::Sandbox) {
        auto sandbox = Sandbox::start();
        if (!sandbox)
            return sandbox.error();
        opened.endpoint = sandbox->endpoint();
        opened.endpoint.callTimeout = target.endpoint.callTimeout;
        opened.sandbox.emplace(std::move(*sandbox));
        return opened;
    }
    opened.endpoint = target.endpoint;
    if (options.target && !opened.endpoint.password.empty())
        std::fprintf(stderr,
            "warning: a password on the command line can be seen by other users of this machine; "
            "use --password-env or --password-stdin.\n");
    const auto password = passwordFrom(options, target);
    if (!password)
        return password.error();
    if (!password->empty())
        opened.endpoint.password = *password;
    Endpoint::Tls& tls = opened.endpoint.tls;
    const auto take = [](const std::string& from, std::string& to) {
        if (!from.empty())
            to = from;
    };
    take(options.caFile, tls.caFile);
    take(options.certificateFile, tls.certificateFile);
    take(options.keyFile, tls.keyFile);
    take(options.serverName, tls.serverName);
    tls.verify = tls.verify && !options.insecure;
    return opened;
}

Result<Done> confirmWriting(
    const CliOptions& options, const Endpoint& endpoint, const TestProfile& profile)
{
    if (options.yes || endpoint.isLoopback())
        return Done{};
    std::vector<std::string> prefixes;
    prefixes.reserve(profile.dataSets.size());
    for (const DataSet& dataSet : profile.dataSets)
        if (!isExisting(dataSet))
            prefixes.push_back(dataSet.prefix);
    const CheckResult check = checkTarget(endpoint, prefixes);
    if (!check.reachable)
        return Error{ErrorKind::Target, check.sentence};
    std::fprintf(stderr, "%s is not this machine:\n", endpoint.uri().c_str());
    for (const CheckStep& step : check.steps)
        std::fprintf(stderr, "  %-18s %s\n", step.name.c_str(), shown(step.detail).c_str());
    for (const DataSet& dataSet : profile.dataSets) {
        if (isExisting(dataSet))
            std::fprintf(stderr, "Will read keys that match \"%s\", and write none of them.\n",
                shown(dataSet.sourceKeys).c_str());
        else
            std::fprintf(stderr, "Will write up to %s keys that begin with \"%s\".\n",
                formatCount(dataSet.count * dataSet.storedAs.size()).c_str(),
                shown(dataSet.prefix).c_str());
    }
    if (profile.dataSets.empty())
        std::fprintf(stderr, "Will send the commands as they are written.\n");
    if (!hasInputTerminal())
        return Error{ErrorKind::Aborted,
            "Not started: nobody can be asked here. Give --yes to run on this target."};
    std::fprintf(stderr, "Go on? [y/N] ");
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "Y" && answer != "yes")
        return Error{ErrorKind::Aborted, "Not started."};
    return Done{};
}

} // namespace cicada
