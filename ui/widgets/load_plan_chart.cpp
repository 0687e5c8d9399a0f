#include "widgets/load_plan_chart.h"

#include "base/units.h"
#include "load_sentence.h"
#include "widgets/axis_ticks.h"
#include "widgets/color_roles.h"

#include <QLineF>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cicada {

/// The load in seconds and where it goes on the widget.
struct LoadPlanChart::Plan
{
    QRectF area;
    double rampEnd = 0, warmupEnd = 0, end = 1; ///< seconds
    double peak = 1;                            ///< most users, or requests per second
    double top = 1;                             ///< at the upper edge
    LoadShape course;
    bool openEnd = false; ///< ends after requests: the length is not known

    double x(double second) const { return area.left() + area.width() * second / end; }

    double y(double value) const { return area.bottom() - area.height() * value / top; }

    double secondAt(double x) const { return (x - area.left()) / area.width() * end; }

    double valueAt(double y) const { return (area.bottom() - y) / area.height() * top; }
};

LoadPlanChart::LoadPlanChart(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Planned load over time"));
    setMouseTracking(true);
}

void LoadPlanChart::setLoad(const Load& load)
{
    m_load = load;
    setAccessibleDescription(loadSentence(load, true));
    update();
}

QSize LoadPlanChart::sizeHint() const
{
    return QSize(420, 220);
}

QSize LoadPlanChart::minimumSizeHint() const
{
    return QSize(240, 160);
}

LoadPlanChart::Plan LoadPlanChart::plan() const
{
    Plan plan;
    const bool isRate = isOpenLoop(m_load);
    plan.course = isRate ? rateShape(m_load) : usersShape(m_load);
    if (!m_load.shape)
        plan.rampEnd = secondsOf(usersShape(m_load).length());
    plan.warmupEnd = plan.rampEnd + secondsOf(m_load.warmup);
    plan.openEnd = m_load.requests > 0;
    const double course = secondsOf(plan.course.length());
    const double measured
        = plan.openEnd ? std::max(plan.warmupEnd * 1.5, 1.0) : secondsOf(m_load.duration);
    const bool untilShapesEnd = m_load.shape && m_load.duration.count() == 0;
    plan.end = std::max(untilShapesEnd ? course : plan.warmupEnd + measured, 0.001);
    plan.peak = std::max(1.0, plan.course.peak());
    plan.top = plan.peak * 1.12;
    if (m_dragged) {
        plan.end = m_dragEnd;
        plan.top = m_dragTop;
    }
    const double left = fontMetrics().horizontalAdvance(valueText(plan.peak)) + 10;
    const int lineHeight = fontMetrics().height();
    plan.area = QRectF(rect()).adjusted(left, lineHeight + 6, -14, -lineHeight - 8);
    return plan;
}

QString LoadPlanChart::valueText(double value) const
{
    const QString number = QLocale().toString(std::llround(value));
    return isOpenLoop(m_load) && value > 0 ? tr("%1/s").arg(number) : number;
}

void LoadPlanChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Plan shown = plan();
    paintPhases(painter, shown);
    paintAxes(painter, shown);
    paintCourse(painter, shown);
    paintHandles(painter, shown);
}

void LoadPlanChart::paintPhases(QPainter& painter, const Plan& plan) const
{
    const QColor base = roleColor(ColorRole::CardSurface, palette());
    const QColor accent = roleColor(ColorRole::Accent, palette());
    const auto phase = [&](double from, double to, const QColor& fill, const QString& name) {
        const QRectF stretch(
            QPointF(plan.x(from), plan.area.top()), QPointF(plan.x(to), plan.area.bottom()));
        painter.fillRect(stretch, fill);
        const QRectF title(stretch.left(), 0, stretch.width(), plan.area.top() - 4);
        if (fontMetrics().horizontalAdvance(name) > title.width())
            return;
        painter.setPen(roleColor(ColorRole::Muted, palette()));
        painter.drawText(title, Qt::AlignHCenter | Qt::AlignBottom, name);
    };
    const QColor grey = mixed(palette().color(QPalette::WindowText), base, 0.05);
    if (plan.rampEnd > 0)
        phase(0, plan.rampEnd, grey, tr("spawn"));
    if (plan.warmupEnd > plan.rampEnd)
        phase(plan.rampEnd, plan.warmupEnd,
            mixed(palette().color(QPalette::WindowText), base, 0.10), tr("warm-up"));
    phase(plan.warmupEnd, plan.end, mixed(accent, base, isDark(palette()) ? 0.16 : 0.10),
        tr("measured"));
}

void LoadPlanChart::paintAxes(QPainter& painter, const Plan& plan) const
{
    const QColor muted = roleColor(ColorRole::Muted, palette());
    painter.setPen(QPen(roleColor(ColorRole::Line, palette()), 1));
    painter.drawLine(plan.area.bottomLeft(), plan.area.bottomRight());

    painter.setPen(muted);
    const int lineHeight = fontMetrics().height();
    for (const double value : {0.0, plan.peak}) {
        const QRectF label(0, plan.y(value) - lineHeight / 2.0, plan.area.left() - 6, lineHeight);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, valueText(value));
    }
    if (plan.openEnd)
        return; // the time axis has no scale
    const AxisTicks ticks = timeTicks(0, plan.end, plan.area.width() < 320 ? 4 : 6);
    for (const double second : ticks.values) {
        const double x = plan.x(second);
        const QRectF label(x - 40, plan.area.bottom() + 4, 80, lineHeight);
        painter.drawLine(QPointF(x, plan.area.bottom()), QPointF(x, plan.area.bottom() + 3));
        painter.drawText(
            label.right() > width() ? QRectF(width() - 80, label.top(), 80, lineHeight) : label,
            label.right() > width() ? Qt::AlignRight : Qt::AlignHCenter,
            timeTickText(second, ticks));
    }
}

void LoadPlanChart::paintCourse(QPainter& painter, const Plan& plan) const
{
    constexpr int kPieces = 24; // of a wave; more than the eye tells
    const auto point
        = [&](double second, double value) { return QPointF(plan.x(second), plan.y(value)); };
    QPolygonF line;
    const std::vector<LoadShape::Corner> corners = plan.course.corners();
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const double second = secondsOf(corners[i].at);
        line << point(second, corners[i].before) << point(second, corners[i].after);
        if (i + 1 == corners.size())
            break;
        const double step = (secondsOf(corners[i + 1].at) - second) / kPieces;
        for (int piece = 1; piece < kPieces; ++piece)
            line << point(second + step * piece,
                plan.course.targetAt(
                    std::chrono::nanoseconds(std::llround((second + step * piece) * 1e9))));
    }
    if (corners.empty() || secondsOf(corners.back().at) < plan.end)
        line << point(
            plan.end, plan.course.targetAt(std::chrono::nanoseconds(std::llround(plan.end * 1e9))));
    painter.save();
    painter.setClipRect(plan.area.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(roleColor(ColorRole::Accent, palette()), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.restore();
    if (!plan.openEnd)
        return;
    painter.setPen(roleColor(ColorRole::Muted, palette()));
    painter.drawText(
        QRectF(plan.area.left(), plan.area.bottom() + 4, plan.area.width(), fontMetrics().height()),
        Qt::AlignRight,
        tr("until %1 requests").arg(QLocale().toString(static_cast<qulonglong>(m_load.requests))));
}

void LoadPlanChart::paintHandles(QPainter& painter, const Plan& plan) const
{
    if (!m_load.shape)
        return;
    const std::vector<ShapeHandle> handles = shapeHandles(*m_load.shape);
    painter.setPen(QPen(roleColor(ColorRole::Accent, palette()), 2));
    for (std::size_t i = 0; i < handles.size(); ++i) {
        painter.setBrush(m_dragged == i ? roleColor(ColorRole::Accent, palette())
                                        : roleColor(ColorRole::CardSurface, palette()));
        painter.drawEllipse(QPointF(plan.x(handles[i].second), plan.y(handles[i].value)), 4.5, 4.5);
    }
}

std::optional<std::size_t> LoadPlanChart::handleAt(const QPointF& position) const
{
    constexpr double kReach = 9;
    if (!m_load.shape)
        return std::nullopt;
    const Plan shown = plan();
    const std::vector<ShapeHandle> handles = shapeHandles(*m_load.shape);
    // From the last: where two lie on each other, the one that can be pulled apart.
    for (std::size_t i = handles.size(); i-- > 0;) {
        const QPointF at(shown.x(handles[i].second), shown.y(handles[i].value));
        if (QLineF(at, position).length() <= kReach)
            return i;
    }
    return std::nullopt;
}

void LoadPlanChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Plan shown = plan();
    // The hand may leave the chart: what lies beyond its edges can be reached, too.
    m_dragEnd = shown.end;
    m_dragTop = shown.top;
    const auto handle = handleAt(event->position());
    if (!handle)
        return;
    m_dragged = handle;
    ++m_drags;
    update();
}

void LoadPlanChart::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragged) {
        handleAt(event->position()) ? setCursor(Qt::SizeAllCursor) : unsetCursor();
        return;
    }
    if (!m_load.shape)
        return; // removed elsewhere meanwhile
    const ShapeDefinition shape = *m_load.shape;
    const std::vector<ShapeHandle> handles = shapeHandles(shape);
    if (*m_dragged >= handles.size())
        return;
    const Plan shown = plan();
    constexpr double kSnaps = 200; // places along each axis that a handle can be put
    const double timeStep = roundStep(shown.end / kSnaps);
    const double valueStep
        = std::max(roundStep(shown.top / kSnaps), isOpenLoop(m_load) ? 0.0 : 1.0);
    const double second
        = std::max(0.0, std::round(shown.secondAt(event->position().x()) / timeStep) * timeStep);
    const double value = std::clamp(
        std::round(shown.valueAt(event->position().y()) / valueStep) * valueStep, 0.0, 1e6);
    const ShapeHandle& handle = handles[*m_dragged];
    Q_EMIT shapeDragged(handle.moved(shape, handle.index, second, value), m_drags);
}

void LoadPlanChart::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged.reset();
    update();
}

} // namespace cicada
