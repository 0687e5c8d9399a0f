#pragma once

#include <QString>

#include <vector>

/// Round steps for axes. Pure functions.
namespace cicada {

/// An axis from `low` to `high` with a line at each of `values`, all round.
struct AxisTicks
{
    double low = 0;
    double high = 1;
    std::vector<double> values;
    int decimals = 0; ///< that tell the values apart
};

/// Smallest of 1, 2, 2.5, 5 and 10 x 10^n that is not below `raw`; needs raw > 0.
double roundStep(double raw);

/// From 0 to just above `maximum` in `intervals` equal round steps.
AxisTicks linearTicks(double maximum, int intervals);

/// From below `minimum` to above `maximum`, both positive, in at least one power of ten; `low`,
/// `high` and `values` are plain numbers, not logarithms.
AxisTicks logarithmicTicks(double minimum, double maximum);

/// Whole seconds, minutes or hours (parts of a second when zoomed so far), at most `most` of them.
AxisTicks timeTicks(double from, double to, int most);

/// "30 s"; "2:30" and "1:02:00" where the axis reaches beyond two minutes.
QString timeTickText(double second, const AxisTicks& axis);

} // namespace cicada
