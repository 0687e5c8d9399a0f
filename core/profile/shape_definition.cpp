#include "profile/shape_definition.h"

#include "base/units.h"
#include "profile/limits.h"
#include "profile/load_shape.h"
#include "profile/shape_json.h"
#include "profile/strict_json.h"
#include "workload/task.h"

#include <QByteArrayView>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

using Kind = ShapeDefinition::Kind;
using Of = ShapeDefinition::Of;
using std::chrono::nanoseconds;

/// Collects the problems of one shape.
class Checker
{
public:
    Checker(const ShapeDefinition& shape, std::string path)
        : m_shape(shape)
        , m_path(std::move(path))
        , m_range(shape.of == Of::Users ? RealRange{0, static_cast<double>(limits::kUsers.high)}
                                        : limits::kRate)
    {
    }

    std::vector<Problem> check()
    {
        switch (m_shape.kind) {
        case Kind::Stages:
        case Kind::Dwell:
            checkStages();
            break;
        case Kind::Steps:
            checkSteps();
            break;
        case Kind::Spike:
            target("from", m_shape.from);
            target("peak", m_shape.peak);
            time("before", m_shape.before);
            time("ramp", m_shape.ramp);
            time("hold", m_shape.hold);
            time("after", m_shape.after);
            if (m_shape.ramp.count() == 0 && m_shape.hold.count() == 0)
                problem("hold", "must be above 0s where ramp is 0s: the spike would take no time");
            break;
        case Kind::DoubleWave:
            target("from", m_shape.from);
            target("peak", m_shape.peak);
            target("second_peak", m_shape.secondPeak);
            positiveTime("length", m_shape.length);
            break;
        case Kind::List:
            checkPoints();
            break;
        }
        if (m_problems.empty() && LoadShape::of(m_shape).peak() <= 0)
            problem("",
                m_shape.of == Of::Users ? "never has a user: a target must be above 0"
                                        : "never asks for a request: a target must be above 0");
        return std::move(m_problems);
    }

private:
    void checkStages()
    {
        const bool isDwell = m_shape.kind == Kind::Dwell;
        if (isDwell && !(m_shape.speed > 0 && limits::kSpawnRate.holds(m_shape.speed)))
            problem("speed", "must be above 0, at most 1,000,000");
        if (m_shape.stages.empty())
            problem("stages", "must hold at least one stage");
        if (m_shape.stages.size() > LoadShape::kMostSteps)
            return problem("stages", "must be at most " + formatCount(LoadShape::kMostSteps));
        for (std::size_t i = 0; i < m_shape.stages.size(); ++i) {
            const ShapeStage& stage = m_shape.stages[i];
            const std::string path = elementPath("stages", i);
            target(path + ".target", stage.target);
            time(path + ".hold", stage.hold);
            if (isDwell)
                continue;
            time(path + ".ramp", stage.ramp);
            // A jump may be where the next ramp begins.
            const bool leads = i + 1 < m_shape.stages.size() && m_shape.stages[i + 1].ramp.count();
            if (stage.ramp.count() == 0 && stage.hold.count() == 0 && !leads)
                problem(path + ".hold",
                    "must be above 0s where ramp is 0s: the stage would take no time");
        }
    }

    void checkSteps()
    {
        target("from", m_shape.from);
        target("to", m_shape.to);
        positiveTime("every", m_shape.every);
        if (!std::isfinite(m_shape.step) || m_shape.step == 0)
            return problem("step", "must not be 0: nothing would ever change");
        if (m_shape.step > 0 && m_shape.to > 0 && m_shape.to < m_shape.from)
            problem("to", "must be from or more, since step is above 0");
        if (m_shape.step < 0 && m_shape.to > m_shape.from)
            problem("to", "must be from or less, since step is below 0");
        const double steps = std::abs((m_shape.to - m_shape.from) / m_shape.step);
        if ((m_shape.to > 0 || m_shape.step < 0) && steps > LoadShape::kMostSteps)
            problem("step",
                "makes " + formatRate(steps) + " steps, must be at most "
                    + formatCount(LoadShape::kMostSteps));
    }

    void checkPoints()
    {
        if (m_shape.points.empty())
            problem("points", "must hold at least one point");
        if (m_shape.points.size() > LoadShape::kMostSteps)
            return problem("points", "must be at most " + formatCount(LoadShape::kMostSteps));
        for (std::size_t i = 0; i < m_shape.points.size(); ++i) {
            const std::string path = elementPath("points", i);
            time(path + ".at", m_shape.points[i].at);
            target(path + ".target", m_shape.points[i].target);
            if (i > 0 && m_shape.points[i].at < m_shape.points[i - 1].at)
                problem(path + ".at",
                    "must be " + formatDuration(m_shape.points[i - 1].at)
                        + " or later, as the point before it");
        }
        if (!m_shape.points.empty() && m_shape.points.front().at.count() != 0)
            problem("points[0].at", "must be 0s: a shape begins with the run");
    }

    void target(const std::string& field, double value)
    {
        if (!m_range.holds(value))
            problem(field, m_range.text(value) + ", is " + jsonNumber(value).dump());
    }

    void time(const std::string& field, nanoseconds value)
    {
        if (!limits::kDuration.holds(value))
            problem(field, limits::kDuration.text() + ", is " + formatDuration(value));
    }

    void positiveTime(const std::string& field, nanoseconds value)
    {
        if (value.count() == 0)
            problem(field, "must be above 0s");
        else
            time(field, value);
    }

    void problem(const std::string& field, std::string text)
    {
        m_problems.push_back({field.empty() ? m_path : m_path + "." + field, std::move(text)});
    }

    const ShapeDefinition& m_shape;
    std::string m_path;
    RealRange m_range;
    std::vector<Problem> m_problems;
};

} // namespace

std::string_view shapeKindName(Kind kind)
{
    switch (kind) {
    case Kind::Stages:
        break;
    case Kind::Steps:
        return "steps";
    case Kind::Spike:
        return "spike";
    case Kind::DoubleWave:
        return "double_wave";
    case Kind::Dwell:
        return "dwell";
    case Kind::List:
        return "list";
    }
    return "stages";
}

std::string_view shapeOfName(Of of)
{
    return of == Of::Users ? "users" : "rate";
}

std::vector<Problem> shapeProblems(const ShapeDefinition& shape, const std::string& path)
{
    return Checker(shape, path).check();
}

std::vector<ShapeStage> parseStages(
    std::string_view text, std::vector<Problem>& problems, const std::string& field)
{
    std::vector<ShapeStage> stages;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const std::size_t colon = part.find(':');
        const auto time = parseDuration(part.substr(0, colon));
        bool isNumber = false;
        const std::string_view number
            = colon == std::string_view::npos ? std::string_view() : part.substr(colon + 1);
        const double target = QByteArrayView(number.data(), static_cast<qsizetype>(number.size()))
                                  .toDouble(&isNumber);
        if (!time || !isNumber) {
            problems.push_back({field,
                "must be like 10s:100,1m:100,5s:0, each a time and the target that is reached in "
                "it"});
            return {};
        }
        if (!stages.empty() && stages.back().target == target)
            stages.back().hold += *time;
        else
            stages.push_back({target, *time, nanoseconds(0)});
    }
    return stages;
}

} // namespace cicada
