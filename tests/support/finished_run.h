#pragma once

#include "engine/load_test.h"

#include <functional>

/// Whole runs of the real engine, driven to their end in this thread.
namespace cicada {

/// A profile of ad hoc commands, ready to run.
TestProfile commandsProfile(
    const std::vector<std::string>& commands, std::uint64_t users, std::uint64_t requests);

/// Runs to the end (at most `limitSeconds`, which fails the test) and gives the record. `during` is
/// called with the test as soon as it has been started.
RunRecord finishedRun(const TestProfile& profile, const Endpoint& endpoint,
    const RunOptions& options = {}, const std::function<void(LoadTest&)>& during = {},
    int limitSeconds = 60);

/// That a record's figures add up: rows to totals, kinds of outcomes to requests, the timeline and
/// the failures too.
void expectIdentities(const RunRecord& record);

/// Our bytes and the server's, for the message of a failed test.
std::string bytesOf(const RunRecord& record);

} // namespace cicada
