#include "widgets/axis_ticks.h"

#include "models/figure_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace cicada {

namespace {

int decimalsOf(double step)
{
    int decimals = 0;
    while (
        decimals < 6 && std::abs(step - std::round(step)) > 1e-6 * std::max(1.0, std::abs(step))) {
        step *= 10;
        ++decimals;
    }
    return decimals;
}

/// Highest of 1, 2, 5 x 10^n at or below `value`.
double decadeStepBelow(double value)
{
    const double decade = std::pow(10, std::floor(std::log10(value) + 1e-9));
    for (const double factor : {5.0, 2.0}) {
        if (value >= factor * decade * (1 - 1e-9))
            return factor * decade;
    }
    return decade;
}

double nextDecadeStep(double value)
{
    const double decade = std::pow(10, std::floor(std::log10(value) + 1e-9));
    const double factor = std::round(value / decade);
    return factor < 2 ? 2 * decade : factor < 5 ? 5 * decade : 10 * decade;
}

double timeStep(double raw)
{
    static constexpr std::array kSteps{0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60., 120.,
        300., 600., 900., 1800., 3600., 7200., 21600.};
    for (const double step : kSteps) {
        if (step >= raw * (1 - 1e-9))
            return step;
    }
    return std::ceil(raw / 86'400) * 86'400;
}

} // namespace

double roundStep(double raw)
{
    const double decade = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * decade >= raw * (1 - 1e-9))
            return factor * decade;
    }
    return 10 * decade;
}

AxisTicks linearTicks(double maximum, int intervals)
{
    const double step = maximum > 0 ? roundStep(maximum / intervals) : 1.0;
    AxisTicks ticks{0, step * intervals, {}, decimalsOf(step)};
    for (int i = 0; i <= intervals; ++i)
        ticks.values.push_back(step * i);
    return ticks;
}

AxisTicks logarithmicTicks(double minimum, double maximum)
{
    AxisTicks ticks;
    ticks.low = decadeStepBelow(minimum);
    ticks.high = decadeStepBelow(maximum);
    while (ticks.high < maximum || ticks.high < ticks.low * 9.99)
        ticks.high = nextDecadeStep(ticks.high);
    const bool decadesOnly = ticks.high / ticks.low > 1'001;
    double value = ticks.low;
    while (value <= ticks.high * 1.001) {
        const double exponent = std::log10(value);
        if (!decadesOnly || std::abs(exponent - std::round(exponent)) < 1e-6)
            ticks.values.push_back(value);
        value = nextDecadeStep(value);
    }
    ticks.decimals = decimalsOf(ticks.low);
    return ticks;
}

AxisTicks timeTicks(double from, double to, int most)
{
    const double step = timeStep((to - from) / std::max(1, most));
    AxisTicks ticks{from, to, {}, decimalsOf(step)};
    const auto first = static_cast<qint64>(std::ceil(from / step - 1e-9));
    const auto last = static_cast<qint64>(std::floor(to / step + 1e-6));
    for (qint64 i = first; i <= last; ++i)
        ticks.values.push_back(static_cast<double>(i) * step);
    return ticks;
}

QString timeTickText(double second, const AxisTicks& axis)
{
    if (axis.high > 120 && axis.decimals == 0)
        return elapsedText(second);
    return QCoreApplication::translate("AxisTicks", "%1 s")
        .arg(QLocale().toString(second, 'f', axis.decimals));
}

} // namespace cicada
