#pragma once

#include "profile/shape_definition.h"

#include <vector>

namespace cicada {

/// A point of a load shape that can be dragged, and what that does to the definition.
struct ShapeHandle
{
    double second = 0;
    double value = 0; ///< users, or requests per second

    /// The definition with the handle moved there; members that it does not hold are kept, and
    /// nothing becomes negative or overtakes a neighbour.
    ShapeDefinition (*moved)(ShapeDefinition shape, std::size_t index, double second, double value)
        = nullptr;
    std::size_t index = 0; ///< what `moved` takes: a stage or a point
};

std::vector<ShapeHandle> shapeHandles(const ShapeDefinition& shape);

/// A shape of `kind` to begin with, about `height` high (as a handle's value) and `seconds` long.
ShapeDefinition startingShape(
    ShapeDefinition::Of of, ShapeDefinition::Kind kind, double height, double seconds);

} // namespace cicada
