#include "widgets/time_axis.h"

#include <algorithm>

namespace cicada {

void TimeAxis::setExtent(double seconds)
{
    if (seconds == m_extent)
        return;
    m_extent = seconds;
    if (!m_zoomed)
        Q_EMIT rangeChanged();
}

void TimeAxis::zoom(double from, double to)
{
    const auto [low, high] = std::minmax(from, to);
    const double begin = std::clamp(low, 0.0, m_extent);
    const double end = std::clamp(high, 0.0, m_extent);
    if (end - begin < 0.2)
        return;
    m_from = begin;
    m_to = end;
    m_zoomed = begin > 0 || end < m_extent;
    Q_EMIT rangeChanged();
}

void TimeAxis::resetZoom()
{
    if (!m_zoomed)
        return;
    m_zoomed = false;
    Q_EMIT rangeChanged();
}

void TimeAxis::setCursor(std::optional<double> second)
{
    if (second == m_cursor)
        return;
    m_cursor = second;
    Q_EMIT cursorChanged();
}

} // namespace cicada
