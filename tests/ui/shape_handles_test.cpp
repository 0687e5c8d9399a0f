#include "models/shape_handles.h"

#include "profile/load_shape.h"
#include "workload/task.h"

#include <gtest/gtest.h>

namespace cicada {

namespace {

using Kind = ShapeDefinition::Kind;

class EveryShapeKind : public testing::TestWithParam<Kind>
{
};

TEST_P(EveryShapeKind, BeginsAsOneThatCanRun)
{
    for (const auto of : {ShapeDefinition::Of::Users, ShapeDefinition::Of::Rate})
        for (const double height : {1.0, 10.0, 5000.0})
            for (const Problem& problem :
                shapeProblems(startingShape(of, GetParam(), height, 60), "load.shape"))
                ADD_FAILURE() << height << ' ' << problem.field << ": " << problem.text;
}

TEST_P(EveryShapeKind, HasItsHandlesOnItsCurve)
{
    const ShapeDefinition shape = startingShape(ShapeDefinition::Of::Users, GetParam(), 1000, 60);
    const LoadShape curve = LoadShape::of(shape);
    ASSERT_FALSE(shapeHandles(shape).empty());
    for (const ShapeHandle& handle : shapeHandles(shape)) {
        const std::chrono::nanoseconds at(static_cast<std::int64_t>(handle.second * 1e9));
        const double just
            = std::max(curve.targetAt(at), curve.targetAt(at - std::chrono::milliseconds(1)));
        EXPECT_NEAR(just, handle.value, 5) << handle.second;
    }
}

TEST_P(EveryShapeKind, FollowsTheHand)
{
    const ShapeDefinition shape = startingShape(ShapeDefinition::Of::Users, GetParam(), 1000, 60);
    const auto handles = shapeHandles(shape);
    for (std::size_t i = 0; i < handles.size(); ++i) {
        const double value = handles[i].value + 60;
        const auto moved
            = shapeHandles(handles[i].moved(shape, handles[i].index, handles[i].second + 1, value));
        ASSERT_EQ(moved.size(), handles.size());
        EXPECT_NEAR(moved[i].value, value, 0.001);
        EXPECT_GE(moved[i].second, 0);
    }
}

INSTANTIATE_TEST_SUITE_P(All, EveryShapeKind,
    testing::Values(
        Kind::Stages, Kind::Steps, Kind::Spike, Kind::DoubleWave, Kind::Dwell, Kind::List),
    [](const auto& kind) { return std::string(shapeKindName(kind.param)); });

TEST(ShapeHandles, NeverTurnTimeBack)
{
    ShapeDefinition list = startingShape(ShapeDefinition::Of::Rate, Kind::List, 100, 60);
    const auto handles = shapeHandles(list);
    list = handles[1].moved(list, 1, 500, 70);
    EXPECT_EQ(list.points[1].at, list.points[2].at) << "the next point is the end";
    list = handles[1].moved(list, 1, -5, 70);
    EXPECT_EQ(list.points[1].at, std::chrono::seconds(0));
}

} // namespace

} // namespace cicada
