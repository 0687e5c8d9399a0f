#pragma once

#include <cstdint>
#include <optional>

namespace cicada {

/// What a Redis Cloud Essentials plan allows. A test that goes beyond measures the plan.
struct PlanCaps
{
    std::uint64_t connections = 0;
    std::uint64_t operationsPerSecond = 0;
};

/// The plan that a server with this maxmemory (bytes) seems to be on: its size, read as MB,
/// MiB or GiB. Nothing says so for certain, so a person is warned, never stopped.
std::optional<PlanCaps> planCapsFor(std::uint64_t maxMemory);

} // namespace cicada
