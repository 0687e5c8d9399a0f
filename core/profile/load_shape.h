#pragma once

#include "profile/shape_definition.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cicada {

/// How many users there should be, or how many requests per second, over the time of a run: the
/// plan, whatever then happens. Immutable, so that threads share one without a lock; a copy costs a
/// pointer. Made of stretches that are straight or half a wave:
///     straight  v(x) = from + (to - from) x / length
///     wave      v(x) = from + (to - from) (1 - cos(pi x / length)) / 2
/// After its end the last target lasts for ever.
class LoadShape
{
public:
    using Duration = std::chrono::nanoseconds;

    /// Steps of a shape without an end: then it stays level.
    static constexpr std::size_t kMostSteps = 10'000;

    /// Always 0.
    LoadShape();

    /// Always `target`.
    static LoadShape steady(double target);

    /// From `from` to `to` by `perSecond` (0: at once), up or down, then level.
    static LoadShape ramp(double from, double to, double perSecond);

    /// The curve of a definition. What is wrong with it (shapeProblems) counts as nothing there, so
    /// that an editor can draw what it has.
    static LoadShape of(const ShapeDefinition& definition);

    /// The same, but never faster than `perSecond` up or down (0: no limit): a jump becomes a ramp,
    /// and a new target that comes while one is under way turns it.
    LoadShape limitedTo(double perSecond) const;

    /// This up to `at`, from the value it has there by `perSecond` (0: at once) to `target`, and
    /// level: what a change while it runs comes to, also in the middle of a ramp.
    LoadShape retargeted(Duration at, double target, double perSecond) const;

    /// The target at `time` since the start.
    double targetAt(Duration time) const;

    /// Requests that are due in [0, `time`): the integral of targetAt().
    double dueBy(Duration time) const;

    /// When request `count` (from 0; between two whole numbers too) is due: where dueBy() reaches
    /// it; nullopt where it never does. Latency counts from here: a late start must not hide the
    /// queue behind a stall.
    std::optional<Duration> intendedStart(double count) const;

    /// The last time up to `until` at which the target rose to `level` or beyond it; nullopt where
    /// it did not.
    std::optional<Duration> lastRiseTo(double level, Duration until) const;

    /// -1 where it falls at `time`, 0 where it is level, 1 where it rises.
    int directionAt(Duration time) const;

    Duration length() const; ///< then it is level

    double endTarget() const;

    double peak() const; ///< the highest target

    /// Where its stretches meet, for drawings: time and target before and after.
    struct Corner
    {
        Duration at;
        double before, after;
    };

    std::vector<Corner> corners() const;

private:
    class Builder;

    struct Stretch
    {
        double start = 0, length = 0; ///< seconds
        double from = 0, to = 0;
        bool isWave = false;
        double dueBefore = 0; ///< integral up to its start

        double valueAt(double x) const;
        double dueIn(double x) const;
        double whenDue(double due) const;
        double whenValue(double value) const;
    };

    struct Curve
    {
        std::vector<Stretch> stretches; ///< without gaps; none of them empty
        double length = 0;
        double endTarget = 0;
        double dueAtEnd = 0;
    };

    explicit LoadShape(std::shared_ptr<const Curve> curve);

    /// The stretch at `second`; null after the end.
    const Stretch* at(double second) const;

    std::shared_ptr<const Curve> m_curve;
};

} // namespace cicada
