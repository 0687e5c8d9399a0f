#pragma once

#include <QObject>

#include <optional>

namespace cicada {

/// The time axis that all charts of a run share: what part is shown, and where the cursor is. In
/// seconds since the run's start. UI thread.
class TimeAxis : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The whole run, from 0. A zoom stays.
    void setExtent(double seconds);

    double from() const { return m_zoomed ? m_from : 0; }

    double to() const { return m_zoomed ? m_to : m_extent; }

    bool isZoomed() const { return m_zoomed; }

    /// In either order; cut to the extent. Less than a fifth of a second is not worth a zoom:
    /// ignored.
    void zoom(double from, double to);
    void resetZoom();

    std::optional<double> cursor() const { return m_cursor; }

    void setCursor(std::optional<double> second);

Q_SIGNALS:
    void rangeChanged();
    void cursorChanged();

private:
    double m_extent = 10;
    double m_from = 0;
    double m_to = 0;
    bool m_zoomed = false;
    std::optional<double> m_cursor;
};

} // namespace cicada
