#include "models/shape_handles.h"

#include "base/units.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

using ShapeKind = ShapeDefinition::Kind;
using std::chrono::nanoseconds;

// To the millisecond: nobody means what a hand cannot aim at.
nanoseconds shapeTime(double seconds)
{
    return std::chrono::milliseconds(std::llround(std::max(0.0, seconds) * 1000));
}

double stageBegin(const ShapeDefinition& shape, std::size_t stage)
{
    double second = 0;
    for (std::size_t i = 0; i < stage; ++i)
        second += secondsOf(shape.stages[i].ramp + shape.stages[i].hold);
    return second;
}

double stageTravel(const ShapeDefinition& shape, std::size_t stage)
{
    const double from = stage == 0 ? 0 : shape.stages[stage - 1].target;
    return shape.speed > 0 ? std::abs(shape.stages[stage].target - from) / shape.speed : 0;
}

double stageArrival(const ShapeDefinition& shape, std::size_t stage)
{
    double second = 0;
    for (std::size_t i = 0; i <= stage; ++i)
        second += stageTravel(shape, i) + (i < stage ? secondsOf(shape.stages[i].hold) : 0);
    return second;
}

ShapeDefinition moveTop(ShapeDefinition shape, std::size_t i, double second, double value)
{
    shape.stages[i].ramp = shapeTime(second - stageBegin(shape, i));
    shape.stages[i].target = value;
    return shape;
}

ShapeDefinition moveEnd(ShapeDefinition shape, std::size_t i, double second, double value)
{
    shape.stages[i].hold
        = shapeTime(second - stageBegin(shape, i) - secondsOf(shape.stages[i].ramp));
    shape.stages[i].target = value;
    return shape;
}

ShapeDefinition moveDwell(ShapeDefinition shape, std::size_t i, double second, double value)
{
    shape.stages[i].target = value;
    shape.stages[i].hold = shapeTime(second - stageArrival(shape, i));
    return shape;
}

ShapeDefinition movePoint(ShapeDefinition shape, std::size_t i, double second, double value)
{
    auto& points = shape.points;
    points[i].target = value;
    if (i == 0)
        return shape; // a shape begins with the run
    points[i].at = std::max(shapeTime(second), points[i - 1].at);
    if (i + 1 < points.size())
        points[i].at = std::min(points[i].at, points[i + 1].at);
    return shape;
}

ShapeDefinition moveStep(ShapeDefinition shape, std::size_t i, double second, double value)
{
    if (i == 0) {
        shape.from = value;
        return shape;
    }
    shape.step = value - shape.from;
    shape.every = shapeTime(second);
    return shape;
}

ShapeDefinition moveSpike(ShapeDefinition shape, std::size_t i, double second, double value)
{
    const double before = secondsOf(shape.before);
    const double ramp = secondsOf(shape.ramp);
    if (i == 0) {
        shape.before = shapeTime(second);
        shape.from = value;
        return shape;
    }
    shape.peak = value;
    if (i == 1)
        shape.ramp = shapeTime(second - before);
    else
        shape.hold = shapeTime(second - before - ramp);
    return shape;
}

ShapeDefinition moveWave(ShapeDefinition shape, std::size_t i, double second, double value)
{
    if (i == 0)
        shape.peak = value;
    else if (i == 1)
        shape.secondPeak = value;
    else
        shape.from = value;
    const double part = i == 0 ? 0.25 : i == 1 ? 0.75 : 1;
    shape.length = shapeTime(second / part);
    return shape;
}

} // namespace

std::vector<ShapeHandle> shapeHandles(const ShapeDefinition& shape)
{
    std::vector<ShapeHandle> handles;
    switch (shape.kind) {
    case ShapeKind::Stages:
        for (std::size_t i = 0; i < shape.stages.size(); ++i) {
            const ShapeStage& stage = shape.stages[i];
            const double top = stageBegin(shape, i) + secondsOf(stage.ramp);
            handles.push_back({top, stage.target, moveTop, i});
            if (stage.hold.count() > 0)
                handles.push_back({top + secondsOf(stage.hold), stage.target, moveEnd, i});
        }
        break;
    case ShapeKind::Dwell:
        for (std::size_t i = 0; i < shape.stages.size(); ++i)
            handles.push_back({stageArrival(shape, i) + secondsOf(shape.stages[i].hold),
                shape.stages[i].target, moveDwell, i});
        break;
    case ShapeKind::List:
        for (std::size_t i = 0; i < shape.points.size(); ++i)
            handles.push_back(
                {secondsOf(shape.points[i].at), shape.points[i].target, movePoint, i});
        break;
    case ShapeKind::Steps:
        handles.push_back({0, shape.from, moveStep, 0});
        handles.push_back({secondsOf(shape.every), shape.from + shape.step, moveStep, 1});
        break;
    case ShapeKind::Spike: {
        const double before = secondsOf(shape.before);
        const double ramp = secondsOf(shape.ramp);
        handles.push_back({before, shape.from, moveSpike, 0});
        handles.push_back({before + ramp, shape.peak, moveSpike, 1});
        handles.push_back({before + ramp + secondsOf(shape.hold), shape.peak, moveSpike, 2});
        break;
    }
    case ShapeKind::DoubleWave: {
        const double length = secondsOf(shape.length);
        handles.push_back({length / 4, shape.peak, moveWave, 0});
        handles.push_back({length * 3 / 4, shape.secondPeak, moveWave, 1});
        handles.push_back({length, shape.from, moveWave, 2});
        break;
    }
    }
    return handles;
}

ShapeDefinition startingShape(ShapeDefinition::Of of, ShapeKind kind, double height, double seconds)
{
    ShapeDefinition shape;
    shape.of = of;
    shape.kind = kind;
    const double low = std::max(1.0, std::round(height / 4));
    switch (kind) {
    case ShapeKind::Stages:
        shape.stages = {{height, shapeTime(seconds / 4), shapeTime(seconds / 2)},
            {0, shapeTime(seconds / 4), {}}};
        break;
    case ShapeKind::Steps:
        shape.from = low;
        shape.step = low;
        shape.to = 4 * low;
        shape.every = shapeTime(seconds / 4);
        break;
    case ShapeKind::Spike:
        shape.from = low;
        shape.peak = std::max(height, low + 1);
        shape.before = shape.after = shapeTime(seconds / 3);
        shape.ramp = shapeTime(seconds / 12);
        shape.hold = shapeTime(seconds / 6);
        break;
    case ShapeKind::DoubleWave:
        shape.from = low;
        shape.peak = std::max(height, low + 1);
        shape.secondPeak = std::max(std::round(height * 3 / 4), low + 1);
        shape.length = shapeTime(seconds);
        break;
    case ShapeKind::Dwell:
        shape.speed = std::max(1.0, std::round(height * 4 / seconds));
        shape.stages = {{low, {}, shapeTime(seconds / 3)}, {height, {}, shapeTime(seconds / 3)}};
        break;
    case ShapeKind::List:
        shape.points = {{{}, low}, {shapeTime(seconds / 2), height}, {shapeTime(seconds), low}};
        break;
    }
    return shape;
}

} // namespace cicada
