#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

struct Problem;

/// A part of a shape: from where the last one ended to `target` within `ramp` (0: at once), then
/// `hold` there.
struct ShapeStage
{
    double target = 0;
    std::chrono::nanoseconds ramp{0};
    std::chrono::nanoseconds hold{0};
};

struct ShapePoint
{
    std::chrono::nanoseconds at{0}; ///< since the run's start
    double target = 0;
};

/// A load shape as a person writes it: users, or requests per second, over time. A plain value;
/// LoadShape::of() makes the curve of it. Members that a kind does not name are not used by it.
struct ShapeDefinition
{
    enum class Of
    {
        Users,
        Rate, ///< tasks/s of all users together: an open loop
    };

    enum class Kind
    {
        Stages,     ///< `stages`, from 0 on
        Steps,      ///< `from`, then `step` more every `every`, up to `to` (0: without an end)
        Spike,      ///< `from` for `before`, up to `peak` in `ramp`, `hold`, down again, `after`
        DoubleWave, ///< two smooth waves in `length`: from `from` to `peak`, to `secondPeak`
        Dwell,      ///< each stage: move by `speed` per second until it is reached, then hold
        List,       ///< straight lines between `points`; it begins with the first one's target
    };

    Of of = Of::Users;
    Kind kind = Kind::Stages;
    std::vector<ShapeStage> stages;
    std::vector<ShapePoint> points;
    double from = 0, to = 0, step = 0, peak = 0, secondPeak = 0, speed = 0;
    std::chrono::nanoseconds every{0}, before{0}, ramp{0}, hold{0}, after{0}, length{0};
};

std::string_view shapeKindName(ShapeDefinition::Kind kind); ///< "stages", "double_wave"...
std::string_view shapeOfName(ShapeDefinition::Of of);       ///< "users", "rate"

/// What is wrong with `shape`, with the fields below `path` ("load.shape").
std::vector<Problem> shapeProblems(const ShapeDefinition& shape, const std::string& path);

/// Stages from "10s:100,1m:100,5s:0": each a time and the target that is reached in it. A problem
/// of `field` and no stages where it cannot be read.
std::vector<ShapeStage> parseStages(
    std::string_view text, std::vector<Problem>& problems, const std::string& field);

} // namespace cicada
