#include "profile/test_profile.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace cicada {

namespace {

constexpr std::uint64_t kConnectionsPerThread = 64;

bool hasAnyOf(const TaskDefinition& task, const std::vector<std::string>& tags)
{
    return std::any_of(task.tags.begin(), task.tags.end(), [&](const std::string& tag) {
        return std::find(tags.begin(), tags.end(), tag) != tags.end();
    });
}

// All cores, but one for a server that shares them; no more than have something to do.
std::uint64_t automaticThreads(const Load& load, bool serverOnThisMachine)
{
    const std::uint64_t cores = std::max(1U, std::thread::hardware_concurrency());
    std::uint64_t threads = serverOnThisMachine && cores > 1 ? cores - 1 : cores;
    threads = std::min({threads, mostUsers(load), std::uint64_t{256}});
    return load.connections == 0 ? threads : std::min(threads, load.connections);
}

// Null where it has none of that.
const ShapeDefinition* shapeOf(const Load& load, ShapeDefinition::Of of)
{
    return load.shape && load.shape->of == of ? &*load.shape : nullptr;
}

} // namespace

std::string_view arrivalsName(Arrivals arrivals)
{
    return arrivals == Arrivals::Poisson ? "poisson" : "even";
}

bool isOpenLoop(const Load& load)
{
    return load.rate > 0 || shapeOf(load, ShapeDefinition::Of::Rate) != nullptr;
}

LoadShape usersShape(const Load& load)
{
    if (const auto* shape = shapeOf(load, ShapeDefinition::Of::Users))
        return LoadShape::of(*shape).limitedTo(load.spawnRate);
    return LoadShape::ramp(0, static_cast<double>(load.users), load.spawnRate);
}

LoadShape rateShape(const Load& load)
{
    const auto* shape = shapeOf(load, ShapeDefinition::Of::Rate);
    return shape != nullptr ? LoadShape::of(*shape) : LoadShape::steady(load.rate);
}

std::uint64_t mostUsers(const Load& load)
{
    const auto* shape = shapeOf(load, ShapeDefinition::Of::Users);
    if (shape == nullptr)
        return std::max<std::uint64_t>(1, load.users);
    const double peak = std::clamp(LoadShape::of(*shape).peak(), 1.0, 1e6);
    return static_cast<std::uint64_t>(std::ceil(peak));
}

void selectByTags(TestProfile& profile, const std::vector<std::string>& include,
    const std::vector<std::string>& exclude)
{
    for (TaskDefinition& task : profile.tasks) {
        const bool kept = (include.empty() || hasAnyOf(task, include)) && !hasAnyOf(task, exclude);
        task.enabled = task.enabled && kept;
    }
}

ResolvedLoad resolve(const Load& load, bool serverOnThisMachine)
{
    const std::uint64_t threads = std::max<std::uint64_t>(
        1, load.threads == 0 ? automaticThreads(load, serverOnThisMachine) : load.threads);
    // A thread without a connection could do nothing.
    const std::uint64_t connections = std::max(threads,
        load.connections == 0 ? std::min(mostUsers(load), kConnectionsPerThread * threads)
                              : load.connections);
    return {static_cast<unsigned>(threads), connections};
}

} // namespace cicada
