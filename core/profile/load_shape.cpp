#include "profile/load_shape.h"

#include "base/units.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cicada {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kTiny = 1e-9;

LoadShape::Duration durationOf(double seconds)
{
    // Beyond the longest run there is nothing, and nothing to overflow.
    constexpr double kMost = 9e9;
    return LoadShape::Duration(
        static_cast<std::int64_t>(std::llround(std::clamp(seconds, 0.0, kMost) * 1e9)));
}

} // namespace

double LoadShape::Stretch::valueAt(double x) const
{
    const double part = std::clamp(x / length, 0.0, 1.0);
    return from + (to - from) * (isWave ? (1 - std::cos(kPi * part)) / 2 : part);
}

double LoadShape::Stretch::dueIn(double x) const
{
    if (!isWave)
        return from * x + (to - from) * x * x / (2 * length);
    return from * x + (to - from) * (x / 2 - length / (2 * kPi) * std::sin(kPi * x / length));
}

double LoadShape::Stretch::whenDue(double due) const
{
    if (isWave) { // no closed form; the integral never falls, so halving finds it
        double low = 0;
        double high = length;
        for (int i = 0; i < 52; ++i) {
            const double middle = (low + high) / 2;
            (dueIn(middle) < due ? low : high) = middle;
        }
        return high;
    }
    // from x + slope x^2 / 2 = due, in the form that keeps its digits where the slope is small.
    const double slope = (to - from) / length;
    const double root = std::sqrt(std::max(0.0, from * from + 2 * slope * due));
    return from + root <= 0 ? 0 : std::min(length, 2 * due / (from + root));
}

double LoadShape::Stretch::whenValue(double value) const
{
    const double part = std::clamp((value - from) / (to - from), 0.0, 1.0);
    return length * (isWave ? std::acos(1 - 2 * part) / kPi : part);
}

/// Puts stretches behind one another.
class LoadShape::Builder
{
public:
    explicit Builder(double first = 0)
        : m_value(first)
    {
    }

    double value() const { return m_value; }

    void jump(double target) { m_value = std::max(0.0, target); }

    void moveTo(double target, double seconds, bool isWave = false)
    {
        const double from = m_value;
        jump(target);
        if (!(seconds > 0) || !std::isfinite(from) || !std::isfinite(m_value))
            return;
        Stretch stretch{m_curve.length, seconds, from, m_value, isWave, m_curve.dueAtEnd};
        m_curve.dueAtEnd += stretch.dueIn(seconds);
        m_curve.length += seconds;
        m_curve.stretches.push_back(stretch);
    }

    void hold(double seconds) { moveTo(m_value, seconds); }

    /// The part of `stretch` from `begin` to `end`. A wave is cut into straight pieces.
    void append(const Stretch& stretch, double begin, double end)
    {
        jump(stretch.valueAt(begin));
        const bool isWhole = begin <= 0 && end >= stretch.length;
        const int pieces = stretch.isWave && !isWhole ? 64 : 1;
        for (int i = 1; i <= pieces; ++i)
            moveTo(stretch.valueAt(begin + (end - begin) * i / pieces), (end - begin) / pieces,
                stretch.isWave && isWhole);
    }

    LoadShape shape()
    {
        m_curve.endTarget = std::isfinite(m_value) ? m_value : 0;
        return LoadShape(std::make_shared<const Curve>(std::move(m_curve)));
    }

private:
    Curve m_curve;
    double m_value;
};

LoadShape::LoadShape()
    : m_curve(std::make_shared<const Curve>())
{
}

LoadShape::LoadShape(std::shared_ptr<const Curve> curve)
    : m_curve(std::move(curve))
{
}

LoadShape LoadShape::steady(double target)
{
    return Builder(std::max(0.0, target)).shape();
}

LoadShape LoadShape::ramp(double from, double to, double perSecond)
{
    Builder builder(from);
    builder.moveTo(to, perSecond > 0 ? std::abs(to - from) / perSecond : 0);
    return builder.shape();
}

LoadShape LoadShape::of(const ShapeDefinition& definition)
{
    using Kind = ShapeDefinition::Kind;
    Builder builder(definition.from);
    switch (definition.kind) {
    case Kind::Stages:
        builder.jump(0);
        for (const ShapeStage& stage : definition.stages) {
            builder.moveTo(stage.target, secondsOf(stage.ramp));
            builder.hold(secondsOf(stage.hold));
        }
        break;
    case Kind::Steps: {
        const double every = secondsOf(definition.every);
        if (!(every > 0) || definition.step == 0 || !std::isfinite(definition.step))
            break;
        const bool rises = definition.step > 0;
        const auto isOver = [&](double value) {
            const bool hasEnd = definition.to > 0 || !rises;
            return hasEnd && (rises ? value >= definition.to : value <= definition.to);
        };
        for (std::size_t i = 0; i < kMostSteps; ++i) {
            const double value = definition.from + definition.step * static_cast<double>(i);
            builder.jump(isOver(value) ? definition.to : value);
            builder.hold(every);
            if (isOver(value))
                break;
        }
        break;
    }
    case Kind::Spike:
        builder.hold(secondsOf(definition.before));
        builder.moveTo(definition.peak, secondsOf(definition.ramp));
        builder.hold(secondsOf(definition.hold));
        builder.moveTo(definition.from, secondsOf(definition.ramp));
        builder.hold(secondsOf(definition.after));
        break;
    case Kind::DoubleWave:
        for (const double peak : {definition.peak, definition.secondPeak}) {
            builder.moveTo(peak, secondsOf(definition.length) / 4, true);
            builder.moveTo(definition.from, secondsOf(definition.length) / 4, true);
        }
        break;
    case Kind::Dwell:
        builder.jump(0);
        for (const ShapeStage& stage : definition.stages) {
            const double distance = std::abs(stage.target - builder.value());
            builder.moveTo(stage.target, definition.speed > 0 ? distance / definition.speed : 0);
            builder.hold(secondsOf(stage.hold));
        }
        break;
    case Kind::List: {
        builder.jump(definition.points.empty() ? 0 : definition.points.front().target);
        double reached = 0;
        for (const ShapePoint& point : definition.points) {
            const double at = secondsOf(point.at);
            builder.moveTo(point.target, at - reached);
            reached = std::max(reached, at);
        }
        break;
    }
    }
    return builder.shape();
}

LoadShape LoadShape::limitedTo(double perSecond) const
{
    if (!(perSecond > 0))
        return *this;
    Builder builder(0);
    const auto follow = [&](const Stretch& line) {
        const double slope = (line.to - line.from) / line.length;
        for (double x = 0; line.length - x > kTiny;) {
            const double gap = line.valueAt(x) - builder.value();
            if (std::abs(gap) <= kTiny * std::max(1.0, line.to)
                && std::abs(slope) <= perSecond * (1 + kTiny)) {
                builder.moveTo(line.to, line.length - x);
                return;
            }
            // As fast as it may towards the line, up to where they meet or the line ends.
            const double speed = gap > 0 || (gap == 0 && slope > 0) ? perSecond : -perSecond;
            const double closing = speed - slope;
            const double meets = closing * gap > 0 ? gap / closing : line.length;
            const double time = std::min(meets, line.length - x);
            builder.moveTo(builder.value() + speed * time, time);
            x += time;
        }
    };
    for (const Stretch& stretch : m_curve->stretches) {
        const int pieces = stretch.isWave ? 64 : 1;
        for (int i = 0; i < pieces; ++i) {
            const double length = stretch.length / pieces;
            follow({0, length, stretch.valueAt(length * i), stretch.valueAt(length * (i + 1)),
                false, 0});
        }
    }
    const double left = std::abs(m_curve->endTarget - builder.value());
    builder.moveTo(m_curve->endTarget, left > kTiny ? left / perSecond : 0);
    return builder.shape();
}

LoadShape LoadShape::retargeted(Duration at, double target, double perSecond) const
{
    const double now = std::max(0.0, secondsOf(at));
    Builder builder(m_curve->stretches.empty() ? m_curve->endTarget : 0);
    for (const Stretch& stretch : m_curve->stretches)
        if (stretch.start < now)
            builder.append(stretch, 0, std::min(stretch.length, now - stretch.start));
    if (now >= m_curve->length) {
        builder.jump(m_curve->endTarget);
        builder.hold(now - m_curve->length);
    }
    const double distance = std::abs(target - builder.value());
    builder.moveTo(target, perSecond > 0 ? distance / perSecond : 0);
    return builder.shape();
}

const LoadShape::Stretch* LoadShape::at(double second) const
{
    const auto& stretches = m_curve->stretches;
    if (stretches.empty() || second >= m_curve->length)
        return nullptr;
    const auto after = std::upper_bound(stretches.begin(), stretches.end(), second,
        [](double value, const Stretch& stretch) { return value < stretch.start; });
    return after == stretches.begin() ? &stretches.front() : &*(after - 1);
}

double LoadShape::targetAt(Duration time) const
{
    const double second = secondsOf(time);
    const Stretch* const stretch = at(second);
    return stretch != nullptr ? stretch->valueAt(second - stretch->start) : m_curve->endTarget;
}

double LoadShape::dueBy(Duration time) const
{
    const double second = std::max(0.0, secondsOf(time));
    const Stretch* const stretch = at(second);
    return stretch != nullptr ? stretch->dueBefore + stretch->dueIn(second - stretch->start)
                              : m_curve->dueAtEnd + m_curve->endTarget * (second - m_curve->length);
}

std::optional<LoadShape::Duration> LoadShape::intendedStart(double count) const
{
    const auto& stretches = m_curve->stretches;
    if (stretches.empty() || count >= m_curve->dueAtEnd) {
        if (m_curve->endTarget <= 0)
            return std::nullopt;
        return durationOf(m_curve->length + (count - m_curve->dueAtEnd) / m_curve->endTarget);
    }
    // The last of those that begin at this count: before it there may be times without any.
    const auto after = std::upper_bound(stretches.begin(), stretches.end(), std::max(0.0, count),
        [](double value, const Stretch& stretch) { return value < stretch.dueBefore; });
    const Stretch& stretch = *(after - 1);
    return durationOf(stretch.start + stretch.whenDue(std::max(0.0, count) - stretch.dueBefore));
}

std::optional<LoadShape::Duration> LoadShape::lastRiseTo(double level, Duration until) const
{
    const double last = secondsOf(until);
    const auto& stretches = m_curve->stretches;
    double after = m_curve->endTarget; // the target right after the stretch looked at
    for (auto stretch = stretches.rbegin(); stretch != stretches.rend(); ++stretch) {
        const double end = stretch->start + stretch->length;
        if (end <= last && stretch->to <= level && level < after)
            return durationOf(end); // a jump
        if (stretch->start <= last && stretch->from <= level && level < stretch->to) {
            const double when = stretch->start + stretch->whenValue(level);
            if (when <= last)
                return durationOf(when);
        }
        after = stretch->from;
    }
    return level < after ? std::optional(Duration(0)) : std::nullopt;
}

int LoadShape::directionAt(Duration time) const
{
    const Stretch* const stretch = at(secondsOf(time));
    if (stretch == nullptr || stretch->from == stretch->to)
        return 0;
    return stretch->to > stretch->from ? 1 : -1;
}

LoadShape::Duration LoadShape::length() const
{
    return durationOf(m_curve->length);
}

double LoadShape::endTarget() const
{
    return m_curve->endTarget;
}

double LoadShape::peak() const
{
    double peak = m_curve->endTarget;
    for (const Stretch& stretch : m_curve->stretches)
        peak = std::max({peak, stretch.from, stretch.to});
    return peak;
}

std::vector<LoadShape::Corner> LoadShape::corners() const
{
    std::vector<Corner> corners;
    const auto& stretches = m_curve->stretches;
    corners.reserve(stretches.size() + 1);
    for (std::size_t i = 0; i < stretches.size(); ++i)
        corners.push_back({durationOf(stretches[i].start),
            i == 0 ? stretches[i].from : stretches[i - 1].to, stretches[i].from});
    corners.push_back({length(), stretches.empty() ? m_curve->endTarget : stretches.back().to,
        m_curve->endTarget});
    return corners;
}

} // namespace cicada
