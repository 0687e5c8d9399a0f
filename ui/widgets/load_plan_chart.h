#pragma once

#include "profile/test_profile.h"

#include <QWidget>

namespace cicada {

/// Users over time as a load plans it: the ramp, the warm-up, the measured window. A drawing of the
/// settings, not of anything measured.
class LoadPlanChart : public QWidget
{
    Q_OBJECT

public:
    explicit LoadPlanChart(QWidget* parent = nullptr);

    void setLoad(const Load& load);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Plan;
    Plan plan(const QRectF& area) const;
    void paintPhases(QPainter& painter, const Plan& plan) const;
    void paintUsers(QPainter& painter, const Plan& plan) const;
    void paintAxes(QPainter& painter, const Plan& plan) const;

    Load m_load;
};

} // namespace cicada
