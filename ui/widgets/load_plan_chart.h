#pragma once

#include "models/shape_handles.h"
#include "profile/test_profile.h"

#include <QWidget>

#include <optional>

namespace cicada {

/// Users, or requests per second, over time as a load plans it: the ramp or the shape, the warm-up,
/// the measured window. A drawing of the settings, not of anything measured. The points of a shape
/// can be dragged.
class LoadPlanChart : public QWidget
{
    Q_OBJECT

public:
    explicit LoadPlanChart(QWidget* parent = nullptr);

    void setLoad(const Load& load);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A point was moved; `drag` is the same for all moves of one.
    void shapeDragged(const cicada::ShapeDefinition& shape, int drag);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Plan;
    Plan plan() const;
    std::optional<std::size_t> handleAt(const QPointF& position) const;
    QString valueText(double value) const;
    void paintHandles(QPainter& painter, const Plan& plan) const;
    void paintPhases(QPainter& painter, const Plan& plan) const;
    void paintCourse(QPainter& painter, const Plan& plan) const;
    void paintAxes(QPainter& painter, const Plan& plan) const;

    Load m_load;
    std::optional<std::size_t> m_dragged; ///< handle under the hand
    double m_dragEnd = 0, m_dragTop = 0;  ///< the scales stay while one drags
    int m_drags = 0;
};

} // namespace cicada
