#include "profile/shape_json.h"

#include "profile/object_reader.h"

#include <array>
#include <cmath>
#include <limits>

namespace cicada {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Kind = ShapeDefinition::Kind;
using Of = ShapeDefinition::Of;

constexpr std::array kKinds{
    Kind::Stages, Kind::Steps, Kind::Spike, Kind::DoubleWave, Kind::Dwell, Kind::List};
constexpr std::array kOf{Of::Users, Of::Rate};

/// Any number: what is out of range is said by shapeProblems() alone, here and for edits.
constexpr RealRange kAnyNumber{std::numeric_limits<double>::lowest()};
constexpr DurationRange kAnyTime{};

/// The members of one kind, once for reading and once for writing.
template <typename Shape, typename Number, typename Time>
void visitMembers(Shape& shape, const Number& number, const Time& time)
{
    switch (shape.kind) {
    case Kind::Stages:
    case Kind::List:
        break;
    case Kind::Steps:
        number("from", shape.from, false);
        number("step", shape.step, true);
        time("every", shape.every, true);
        number("to", shape.to, false);
        break;
    case Kind::Spike:
        number("from", shape.from, false);
        number("peak", shape.peak, true);
        time("before", shape.before, false);
        time("ramp", shape.ramp, false);
        time("hold", shape.hold, false);
        time("after", shape.after, false);
        break;
    case Kind::DoubleWave:
        number("from", shape.from, false);
        number("peak", shape.peak, true);
        number("second_peak", shape.secondPeak, true);
        time("length", shape.length, true);
        break;
    case Kind::Dwell:
        number("speed", shape.speed, true);
        break;
    }
}

bool hasStages(const ShapeDefinition& shape)
{
    return shape.kind == Kind::Stages || shape.kind == Kind::Dwell;
}

} // namespace

ordered_json jsonNumber(double value)
{
    if (std::abs(value) < 1e15 && std::trunc(value) == value)
        return static_cast<std::int64_t>(value);
    return value;
}

ShapeDefinition shapeFromJson(
    const json& value, const std::string& path, std::vector<Problem>& problems)
{
    const std::size_t before = problems.size();
    ObjectReader reader(value, path, problems);
    ShapeDefinition shape;
    const auto need = [&](std::string_view name, bool required) {
        if (required)
            reader.require(name);
    };
    reader.require("of");
    reader.choice("of", shape.of, kOf, shapeOfName);
    reader.require("kind");
    reader.choice("kind", shape.kind, kKinds, shapeKindName);
    visitMembers(
        shape,
        [&](std::string_view name, double& out, bool required) {
            need(name, required);
            reader.real(name, out, kAnyNumber);
        },
        [&](std::string_view name, std::chrono::nanoseconds& out, bool required) {
            need(name, required);
            reader.duration(name, out, kAnyTime);
        });
    if (hasStages(shape)) {
        reader.require("stages");
        reader.forEach("stages", [&](const json& element, const std::string& elementPath) {
            ObjectReader row(element, elementPath, problems);
            ShapeStage& stage = shape.stages.emplace_back();
            row.require("target");
            row.real("target", stage.target, kAnyNumber);
            if (shape.kind == Kind::Stages)
                row.duration("ramp", stage.ramp, kAnyTime);
            row.duration("hold", stage.hold, kAnyTime);
            row.refuseUnknown();
        });
    } else if (shape.kind == Kind::List) {
        reader.require("points");
        reader.forEach("points", [&](const json& element, const std::string& elementPath) {
            ObjectReader row(element, elementPath, problems);
            ShapePoint& point = shape.points.emplace_back();
            row.require("at");
            row.duration("at", point.at, kAnyTime);
            row.require("target");
            row.real("target", point.target, kAnyNumber);
            row.refuseUnknown();
        });
    }
    reader.refuseUnknown();
    if (problems.size() == before)
        for (Problem& problem : shapeProblems(shape, path))
            problems.push_back(std::move(problem));
    return shape;
}

ordered_json shapeToJson(const ShapeDefinition& shape)
{
    ordered_json value{{"of", shapeOfName(shape.of)}, {"kind", shapeKindName(shape.kind)}};
    visitMembers(
        shape, [&](const char* name, double number, bool) { value[name] = jsonNumber(number); },
        [&](const char* name, std::chrono::nanoseconds time, bool) {
            value[name] = formatDuration(time);
        });
    if (hasStages(shape)) {
        value["stages"] = ordered_json::array();
        for (const ShapeStage& stage : shape.stages) {
            ordered_json row{{"target", jsonNumber(stage.target)}};
            if (shape.kind == Kind::Stages)
                row["ramp"] = formatDuration(stage.ramp);
            row["hold"] = formatDuration(stage.hold);
            value["stages"].push_back(std::move(row));
        }
    } else if (shape.kind == Kind::List) {
        value["points"] = ordered_json::array();
        for (const ShapePoint& point : shape.points)
            value["points"].push_back(
                {{"at", formatDuration(point.at)}, {"target", jsonNumber(point.target)}});
    }
    return value;
}

} // namespace cicada
