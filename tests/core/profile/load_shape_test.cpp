#include "profile/load_shape.h"

#include "workload/task.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

namespace cicada {
namespace {

using namespace std::chrono_literals;
using Kind = ShapeDefinition::Kind;
using Of = ShapeDefinition::Of;

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

/// Each millisecond of `shape` against `formula` (of seconds), and its integral against sums.
void holdAgainst(const LoadShape& shape, const std::function<double(double)>& formula,
    std::chrono::nanoseconds until)
{
    double sum = 0;
    constexpr std::chrono::nanoseconds kStep = 1ms;
    const double tolerance = std::max(1.0, shape.peak()) * 1e-6;
    for (std::chrono::nanoseconds time{0}; time < until; time += kStep) {
        const double middle = seconds(time + kStep / 2);
        ASSERT_NEAR(shape.targetAt(time + kStep / 2), formula(middle), tolerance) << middle;
        sum += formula(middle) * seconds(kStep);
    }
    EXPECT_NEAR(shape.dueBy(until), sum, std::max(1.0, sum) * 1e-4);
}

/// Every request is due where the integral reaches its number.
void holdArrivals(const LoadShape& shape, std::uint64_t count)
{
    std::chrono::nanoseconds before{-1};
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto due = shape.intendedStart(static_cast<double>(i));
        ASSERT_TRUE(due) << i;
        EXPECT_GE(*due, before);
        EXPECT_NEAR(shape.dueBy(*due), static_cast<double>(i), 1e-4 + shape.peak() * 2e-9) << i;
        before = *due;
    }
}

TEST(LoadShape, IsNothingByDefault)
{
    EXPECT_EQ(LoadShape().targetAt(5s), 0);
    EXPECT_FALSE(LoadShape().intendedStart(0));
}

TEST(LoadShape, SpacesASteadyRateEvenly)
{
    const LoadShape shape = LoadShape::steady(10'000);
    EXPECT_EQ(shape.intendedStart(0), 0ns);
    EXPECT_EQ(shape.intendedStart(1), 100us);
    EXPECT_EQ(shape.intendedStart(36'000'000), 1h);
    EXPECT_EQ(shape.targetAt(100h), 10'000);
}

TEST(LoadShape, StagesRampAndHold)
{
    ShapeDefinition stages;
    stages.stages = {{100, 10s, 5s}, {400, 0s, 5s}, {50, 5s, 0s}};
    const LoadShape shape = LoadShape::of(stages);
    holdAgainst(
        shape,
        [](double t) {
            return t < 10 ? 10 * t
                : t < 15  ? 100.0
                : t < 20  ? 400.0
                : t < 25  ? 400 - 70 * (t - 20)
                          : 50.0;
        },
        30s);
    EXPECT_EQ(shape.length(), 25s);
    EXPECT_EQ(shape.endTarget(), 50);
    EXPECT_EQ(shape.peak(), 400);
    holdArrivals(shape, 3000);
}

TEST(LoadShape, StepsGoUpByTheSameEachTime)
{
    ShapeDefinition steps;
    steps.kind = Kind::Steps;
    steps.from = 100;
    steps.step = 50;
    steps.every = 10s;
    steps.to = 225;
    const LoadShape shape = LoadShape::of(steps);
    holdAgainst(
        shape, [](double t) { return std::min(225.0, 100 + 50 * std::floor(t / 10)); }, 45s);
    EXPECT_EQ(shape.length(), 40s);
}

TEST(LoadShape, StepsGoDownToo)
{
    ShapeDefinition steps;
    steps.kind = Kind::Steps;
    steps.from = 100;
    steps.step = -40;
    steps.every = 1s;
    holdAgainst(
        LoadShape::of(steps), [](double t) { return std::max(0.0, 100 - 40 * std::floor(t)); }, 6s);
}

TEST(LoadShape, StepsWithoutAnEndStayBounded)
{
    ShapeDefinition steps;
    steps.kind = Kind::Steps;
    steps.step = 1;
    steps.every = 1s;
    const LoadShape shape = LoadShape::of(steps);
    EXPECT_EQ(shape.targetAt(5'000s + 500ms), 5'000);
    EXPECT_EQ(shape.targetAt(900h), static_cast<double>(LoadShape::kMostSteps - 1));
}

TEST(LoadShape, ASpikeGoesUpAndComesDown)
{
    ShapeDefinition spike;
    spike.kind = Kind::Spike;
    spike.from = 20;
    spike.peak = 520;
    spike.before = 3s;
    spike.ramp = 1s;
    spike.hold = 2s;
    spike.after = 4s;
    holdAgainst(
        LoadShape::of(spike),
        [](double t) {
            return t < 3 ? 20.0
                : t < 4  ? 20 + 500 * (t - 3)
                : t < 6  ? 520.0
                : t < 7  ? 520 - 500 * (t - 6)
                         : 20.0;
        },
        12s);
}

TEST(LoadShape, ADoubleWaveFollowsItsCosine)
{
    ShapeDefinition wave;
    wave.kind = Kind::DoubleWave;
    wave.from = 10;
    wave.peak = 110;
    wave.secondPeak = 60;
    wave.length = 20s;
    const LoadShape shape = LoadShape::of(wave);
    holdAgainst(
        shape,
        [](double t) {
            const double height = t < 10 ? 100 : 50;
            return 10 + height * (1 - std::cos(2 * std::numbers::pi * t / 10)) / 2;
        },
        20s);
    holdArrivals(shape, 900);
}

TEST(LoadShape, DwellMovesAtItsSpeedUntilItIsThereAndThenHolds)
{
    ShapeDefinition dwell;
    dwell.kind = Kind::Dwell;
    dwell.speed = 20;
    dwell.stages = {{100, 0s, 3s}, {40, 0s, 2s}};
    holdAgainst(
        LoadShape::of(dwell),
        [](double t) {
            return t < 5 ? 20 * t : t < 8 ? 100.0 : t < 11 ? 100 - 20 * (t - 8) : 40.0;
        },
        14s);
}

TEST(LoadShape, AListIsStraightBetweenItsPoints)
{
    ShapeDefinition list;
    list.kind = Kind::List;
    list.points = {{0s, 30}, {2s, 30}, {2s, 90}, {5s, 0}};
    holdAgainst(
        LoadShape::of(list),
        [](double t) { return t < 2 ? 30.0
                           : t < 5  ? 90 - 30 * (t - 2)
                                    : 0.0; }, 7s);
}

TEST(LoadShape, NothingIsDueWhereTheTargetIsNought)
{
    ShapeDefinition list;
    list.kind = Kind::List;
    list.points = {{0s, 10}, {1s, 10}, {1s, 0}, {4s, 0}, {4s, 10}, {5s, 10}, {5s, 0}};
    const LoadShape shape = LoadShape::of(list);
    EXPECT_EQ(shape.intendedStart(9), 900ms);
    EXPECT_EQ(shape.intendedStart(10), 4s) << "the pause lies between";
    EXPECT_EQ(shape.intendedStart(19), 4900ms);
    EXPECT_FALSE(shape.intendedStart(20)) << "the last one has been";
}

TEST(LoadShape, ArrivalsStayExactLateInALongRun)
{
    ShapeDefinition list;
    list.kind = Kind::List;
    list.points = {{0s, 50'000}, {100h, 50'001}};
    const LoadShape shape = LoadShape::of(list);
    const auto due = shape.intendedStart(1e10);
    ASSERT_TRUE(due);
    EXPECT_NEAR(shape.dueBy(*due), 1e10, 0.01);
}

TEST(LoadShape, ANewTargetTurnsARampThatIsUnderWay)
{
    const LoadShape ramp = LoadShape::ramp(0, 1000, 100);
    const LoadShape turned = ramp.retargeted(4s, 300, 50);
    holdAgainst(
        turned, [](double t) { return t < 4 ? 100 * t
                                   : t < 6  ? 400 - 50 * (t - 4)
                                            : 300.0; }, 9s);
    EXPECT_EQ(turned.dueBy(4s), ramp.dueBy(4s)) << "what has been is not changed";
}

TEST(LoadShape, ANewTargetInAWaveKeepsTheWaveBeforeIt)
{
    ShapeDefinition wave;
    wave.kind = Kind::DoubleWave;
    wave.peak = 100;
    wave.secondPeak = 100;
    wave.length = 20s;
    const LoadShape shape = LoadShape::of(wave);
    const LoadShape turned = shape.retargeted(7s, 500, 0);
    for (auto time = 0ms; time < 7s; time += 50ms)
        EXPECT_NEAR(turned.targetAt(time), shape.targetAt(time), 0.1);
    EXPECT_EQ(turned.targetAt(7s), 500);
}

TEST(LoadShape, AChangeAfterTheEndKeepsTheTimeBetween)
{
    const LoadShape turned = LoadShape::steady(200).retargeted(30s, 100, 0);
    EXPECT_EQ(turned.dueBy(30s), 6000);
    EXPECT_EQ(turned.dueBy(31s), 6100);
    EXPECT_EQ(turned.intendedStart(6000), 30s);
}

TEST(LoadShape, ASpawnRateMakesRampsOfJumpsAndTurnsThemInTime)
{
    ShapeDefinition steps;
    steps.kind = Kind::List;
    steps.points = {{0s, 100}, {5s, 100}, {5s, 200}, {6s, 200}, {6s, 110}, {20s, 110}};
    // 20/s: 100 after 5 s, then 120 at 6 s, where the target falls to 110.
    holdAgainst(
        LoadShape::of(steps).limitedTo(20),
        [](double t) {
            return t < 5 ? 20 * t : t < 6 ? 100 + 20 * (t - 5) : t < 6.5 ? 120 - 20 * (t - 6) : 110;
        },
        18s);
}

TEST(LoadShape, ASpawnRateLeavesSlowerRampsAlone)
{
    ShapeDefinition stages;
    stages.stages = {{100, 10s, 5s}, {0, 10s, 0s}};
    const LoadShape shape = LoadShape::of(stages);
    const LoadShape limited = shape.limitedTo(50);
    for (auto time = 0ms; time < 26s; time += 10ms)
        ASSERT_NEAR(limited.targetAt(time), shape.targetAt(time), 1e-6);
}

TEST(LoadShape, NeverMovesFasterThanItsLimitWhateverItIs)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> target(0, 1000);
    std::uniform_int_distribution<int> milliseconds(0, 3000);
    for (int round = 0; round < 200; ++round) {
        ShapeDefinition stages;
        for (int i = 0; i < 6; ++i)
            stages.stages.push_back(
                {target(random), std::chrono::milliseconds(milliseconds(random)),
                    std::chrono::milliseconds(milliseconds(random))});
        const LoadShape shape = LoadShape::of(stages).limitedTo(300);
        for (auto time = 0ms; time < 40s; time += 100ms)
            ASSERT_LE(std::abs(shape.targetAt(time + 100ms) - shape.targetAt(time)), 30.001);
        EXPECT_NEAR(shape.targetAt(60s), stages.stages.back().target, 1e-6);
    }
}

struct WrongShape
{
    std::function<void(ShapeDefinition&)> change;
    std::string line;
};

std::vector<std::string> problemsOf(const ShapeDefinition& shape)
{
    std::vector<std::string> lines;
    for (const Problem& problem : shapeProblems(shape, "load.shape"))
        lines.push_back(problem.field + ": " + problem.text);
    return lines;
}

TEST(ShapeProblems, NameTheFieldThatIsWrong)
{
    const WrongShape rows[] = {
        {[](ShapeDefinition& shape) { shape.stages.clear(); },
            "load.shape.stages: must hold at least one stage"},
        {[](ShapeDefinition& shape) { shape.stages[0].target = -1; },
            "load.shape.stages[0].target: must be 0 or more, is -1"},
        {[](ShapeDefinition& shape) { shape.stages[0] = {10, 0s, 0s}; },
            "load.shape.stages[0].hold: must be above 0s where ramp is 0s: the stage would take no "
            "time"},
        {[](ShapeDefinition& shape) { shape.stages[0].target = 0; },
            "load.shape: never has a user: a target must be above 0"},
        {[](ShapeDefinition& shape) { shape.stages[0].target = 2e6; },
            "load.shape.stages[0].target: must be at most 1,000,000, is 2000000"},
        {[](ShapeDefinition& shape) {
             shape.of = Of::Rate;
             shape.stages[0].target = 0;
         },
            "load.shape: never asks for a request: a target must be above 0"},
        {[](ShapeDefinition& shape) { shape.kind = Kind::Dwell; },
            "load.shape.speed: must be above 0, at most 1,000,000"},
        {[](ShapeDefinition& shape) {
             shape.kind = Kind::Steps;
             shape.from = 5;
             shape.step = 0;
             shape.every = 1s;
         },
            "load.shape.step: must not be 0: nothing would ever change"},
        {[](ShapeDefinition& shape) {
             shape.kind = Kind::Steps;
             shape.step = 1;
         },
            "load.shape.every: must be above 0s"},
        {[](ShapeDefinition& shape) {
             shape.kind = Kind::Steps;
             shape.step = 0.001;
             shape.every = 1s;
             shape.to = 1000;
         },
            "load.shape.step: makes 1,000,000 steps, must be at most 10,000"},
        {[](ShapeDefinition& shape) {
             shape.kind = Kind::DoubleWave;
             shape.peak = 5;
         },
            "load.shape.length: must be above 0s"},
        {[](ShapeDefinition& shape) {
             shape.kind = Kind::List;
             shape.points = {{1s, 5}};
         },
            "load.shape.points[0].at: must be 0s: a shape begins with the run"},
        {[](ShapeDefinition& shape) {
             shape.kind = Kind::List;
             shape.points = {{0s, 5}, {3s, 5}, {2s, 5}};
         },
            "load.shape.points[2].at: must be 3s or later, as the point before it"},
    };
    for (const WrongShape& row : rows) {
        ShapeDefinition shape;
        shape.stages = {{10, 1s, 1s}};
        row.change(shape);
        EXPECT_EQ(problemsOf(shape), std::vector{row.line});
    }
}

TEST(ParseStages, ReadsTimesAndTargets)
{
    std::vector<Problem> problems;
    const auto stages = parseStages("10s:100,1m:100,0s:20,5s:0", problems, "--user-stages");
    EXPECT_TRUE(problems.empty());
    ASSERT_EQ(stages.size(), 3U);
    EXPECT_EQ(stages[0].ramp, 10s);
    EXPECT_EQ(stages[0].hold, 1min) << "the same target again is a hold";
    EXPECT_EQ(stages[1].target, 20);
    EXPECT_EQ(stages[1].ramp, 0s);
    EXPECT_EQ(stages[2].target, 0);
}

TEST(ParseStages, RefusesWhatIsNotATimeAndATarget)
{
    for (const char* text : {"10s", "ten:5", "10s:", "10s:x", "10s:5,,5s:1"}) {
        std::vector<Problem> problems;
        EXPECT_TRUE(parseStages(text, problems, "--user-stages").empty()) << text;
        ASSERT_EQ(problems.size(), 1U) << text;
        EXPECT_EQ(problems[0].field, "--user-stages");
    }
}

} // namespace
} // namespace cicada
