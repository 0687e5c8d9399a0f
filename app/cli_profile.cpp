#include "cli_profile.h"

#include "base/units.h"
#include "cli_errors.h"
#include "profile/profile_json.h"
#include "profile/target_store.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

void takeDuration(const std::optional<std::string>& text, const char* option,
    std::chrono::nanoseconds& out, std::vector<Problem>& problems)
{
    if (!text)
        return;
    if (const auto duration = parseDuration(*text))
        out = *duration;
    else
        problems.push_back({option, duration.error().text});
}

void takeNumber(const std::optional<double>& value, const char* option, double& out,
    std::vector<Problem>& problems)
{
    if (!value)
        return;
    if (std::isfinite(*value) && *value >= 0)
        out = *value;
    else
        problems.push_back({option, "must be 0 or more"});
}

void takeStages(const std::optional<std::string>& text, const char* option, ShapeDefinition::Of of,
    Load& load, std::vector<Problem>& problems)
{
    if (!text)
        return;
    ShapeDefinition shape;
    shape.of = of;
    shape.stages = parseStages(*text, problems, option);
    load.shape = std::move(shape);
    load.duration = {}; // to the shape's end, unless --duration says another
    load.requests = 0;
}

// An option says what the load is: it takes the place of a profile's shape, rate or wait that would
// say another, not of another option.
void applyCourse(const CliOptions& options, Load& load, std::vector<Problem>& problems)
{
    if (options.userStages && options.rateStages)
        problems.push_back({"--rate-stages", "must not be given with --user-stages"});
    if (options.userStages && options.users)
        problems.push_back({"--users", "must not be given with --user-stages"});
    if (options.rateStages && options.rate)
        problems.push_back({"--rate", "must not be given with --rate-stages"});
    const bool isOpen = options.rate || options.rateStages;
    if (isOpen && options.wait && *options.wait != "none")
        problems.push_back({"--wait",
            std::string("must be none with ") + (options.rate ? "--rate" : "--rate-stages")
                + ": requests then come by the rate, and no user waits"});
    const bool ofRate = load.shape && load.shape->of == ShapeDefinition::Of::Rate;
    if (ofRate ? isOpen || options.wait : options.users.has_value()) {
        if (load.shape && load.duration.count() == 0 && load.requests == 0)
            load.duration = Load().duration;
        load.shape.reset();
    }
    if (isOpen)
        load.wait = WaitTime();
    if (options.rateStages || (options.wait && !options.rate))
        load.rate = 0;
    takeStages(options.userStages, "--user-stages", ShapeDefinition::Of::Users, load, problems);
    takeStages(options.rateStages, "--rate-stages", ShapeDefinition::Of::Rate, load, problems);
}

void applyLoad(const CliOptions& options, Load& load, std::vector<Problem>& problems)
{
    applyCourse(options, load, problems);
    load.users = options.users.value_or(load.users);
    takeNumber(options.spawnRate, "--spawn-rate", load.spawnRate, problems);
    takeNumber(options.rate, "--rate", load.rate, problems);
    if (options.rate && *options.rate == 0)
        problems.push_back({"--rate", "must be above 0"});
    load.backlogLimit = options.backlogLimit.value_or(load.backlogLimit);
    if (options.arrivals) {
        load.arrivals = *options.arrivals == "poisson" ? Arrivals::Poisson : Arrivals::Even;
        if (*options.arrivals != arrivalsName(load.arrivals))
            problems.push_back({"--arrivals", "must be \"even\" or \"poisson\""});
    }
    if (options.wait) {
        if (const auto wait = WaitTime::parse(*options.wait))
            load.wait = *wait;
        else
            problems.push_back({"--wait", wait.error().text});
    }
    if (options.duration)
        load.requests = 0;
    takeDuration(options.duration, "--duration", load.duration, problems);
    takeDuration(options.warmup, "--warmup", load.warmup, problems);
    if (options.requests && *options.requests == 0)
        problems.push_back({"--requests", "must be 1 or more"});
    load.requests = options.requests.value_or(load.requests);
    if (options.connections && *options.connections == 0)
        problems.push_back({"--connections", "must be 1 or more: users need a connection"});
    load.connections = options.connections.value_or(load.connections);
    load.pipeline = options.pipeline.value_or(load.pipeline);
    load.reconnectEvery = options.reconnectEvery.value_or(load.reconnectEvery);
    load.tlsResumption = load.tlsResumption && !options.noTlsResumption;
    load.threads = options.threads.value_or(load.threads);
    takeNumber(options.checkValues, "--check-values", load.checkValues, problems);
    load.seed = options.seed.value_or(load.seed);
    if (options.connectionMode) {
        if (*options.connectionMode == "exclusive")
            load.connectionMode = ConnectionMode::Exclusive;
        else if (*options.connectionMode == "multiplexed")
            load.connectionMode = ConnectionMode::Multiplexed;
        else
            problems.push_back({"--connection-mode", "must be \"exclusive\" or \"multiplexed\""});
    }
}

TestProfile adHocProfile(const CliOptions& options)
{
    TestProfile profile;
    profile.name = options.commands.front();
    profile.load.users = 50;
    for (const std::string& command : options.commands) {
        TaskDefinition task;
        task.name = command;
        task.type = "custom";
        for (int number = 2; std::any_of(profile.tasks.begin(), profile.tasks.end(),
                 [&](const TaskDefinition& other) { return other.name == task.name; });
            ++number)
            task.name = command + " (" + std::to_string(number) + ")";
        task.commands.push_back({command, ""});
        profile.tasks.push_back(std::move(task));
    }
    return profile;
}

/// The profile that is meant, with every given option put over its field. Problems name the option
/// or field.
Result<TestProfile> profileOf(const CliOptions& options, std::vector<Problem>& problems)
{
    if (options.profile.empty() == options.commands.empty())
        return Error{
            ErrorKind::Invalid, "Give either a profile or --command. See cicada-cli run --help."};
    TestProfile profile;
    if (!options.commands.empty()) {
        profile = adHocProfile(options);
    } else {
        auto loaded = loadProfile(options.profile, &problems);
        if (!loaded)
            return loaded.error();
        profile = std::move(*loaded);
    }
    if (options.target) {
        const auto target = targetFor(*options.target);
        if (!target)
            return target.error();
        profile.target = *target;
    } else if (profile.target.kind == Target::Kind::Saved) {
        const auto target = targetFor(profile.target.name);
        if (!target)
            return target.error();
        profile.target = *target;
    }
    applyLoad(options, profile.load, problems);
    std::chrono::nanoseconds callTimeout = profile.target.endpoint.callTimeout;
    takeDuration(options.callTimeout, "--call-timeout", callTimeout, problems);
    profile.target.endpoint.callTimeout
        = std::chrono::duration_cast<std::chrono::milliseconds>(callTimeout);
    selectByTags(profile, options.tags, options.excludeTags);
    return profile;
}

} // namespace

Result<Target> targetFor(const std::string& text)
{
    if (text == "sandbox")
        return Target{};
    if (text.find("://") != std::string::npos) {
        const auto endpoint = Endpoint::parse(text);
        if (!endpoint)
            return endpoint.error();
        Target target;
        target.kind = Target::Kind::Endpoint;
        target.endpoint = *endpoint;
        target.name = endpoint->uri();
        return target;
    }
    const auto saved = TargetStore().load();
    if (!saved)
        return saved.error();
    std::vector<std::string> names{"sandbox"};
    for (const Target& target : *saved) {
        if (target.name == text) {
            Target chosen = target;
            chosen.kind = Target::Kind::Saved;
            return chosen;
        }
        names.push_back(target.name);
    }
    const std::string near = nearestName(text, names);
    return Error{ErrorKind::Invalid,
        "There is no saved target \"" + text + "\""
            + (near.empty() ? "" : "; did you mean \"" + near + "\"?")
            + ". Give a URI such as redis://127.0.0.1:6379, or \"sandbox\"."};
}

std::optional<TestProfile> checkedProfile(const CliOptions& options, int& exitCode)
{
    std::vector<Problem> problems;
    auto profile = profileOf(options, problems);
    if (profile && problems.empty())
        problems = validate(*profile);
    if (!problems.empty())
        exitCode = reportProblems(problems);
    else if (!profile)
        exitCode = reportError(profile.error());
    else
        return std::move(*profile);
    return std::nullopt;
}

} // namespace cicada
