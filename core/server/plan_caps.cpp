#include "server/plan_caps.h"

namespace cicada {

namespace {

struct RedisPlan
{
    double megabytes = 0;
    PlanCaps caps;
};

constexpr RedisPlan kPlans[] = {
    {30, {30, 100}},
    {250, {256, 1'000}},
    {1'000, {1'024, 2'000}},
    {2'500, {2'500, 4'000}},
    {5'000, {5'000, 8'000}},
    {12'000, {10'000, 16'000}},
};

} // namespace

std::optional<PlanCaps> planCapsFor(std::uint64_t maxMemory)
{
    for (const RedisPlan& plan : kPlans) {
        // From plain MB to GiB, each with a little room.
        const double low = plan.megabytes * 1e6 * 0.98;
        const double high = plan.megabytes * 1e6 * 1.08;
        if (static_cast<double>(maxMemory) >= low && static_cast<double>(maxMemory) <= high)
            return plan.caps;
    }
    return std::nullopt;
}

} // namespace cicada
