#pragma once

#include "base/result.h"
#include "cli_options.h"
#include "profile/test_profile.h"
#include "server/sandbox.h"

#include <optional>

namespace cicada {

/// Where a command really connects: the endpoint with its password, and the sandbox that lives as
/// long as this where that is the target.
struct CliTarget
{
    Endpoint endpoint;
    std::optional<Sandbox> sandbox;
};

/// Starts the sandbox, or takes the endpoint and adds password and TLS options. Reads standard
/// input for --password-stdin, and the keychain for a saved target without a password option.
Result<CliTarget> openTarget(const CliOptions& options, const Target& target);

/// Before writing to a target that is not this machine: shows what it is and what will be written,
/// and asks. Done at once for loopback and with --yes. Error::Aborted where the answer is no or
/// nobody can be asked.
Result<Done> confirmWriting(
    const CliOptions& options, const Endpoint& endpoint, const TestProfile& profile);

} // namespace cicada
