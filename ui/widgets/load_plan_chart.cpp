#include "widgets/load_plan_chart.h"

#include "load_sentence.h"
#include "widgets/color_roles.h"

#include <QLocale>
#include <QPainter>

#include <cmath>

namespace cicada {

namespace {

double secondsOf(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

/// 1, 2 or 5 times a power of ten, so that about `steps` of it make `range`.
double labelStep(double range, int steps)
{
    const double raw = range / steps;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double factor = raw / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

QString tickText(double seconds)
{
    return spokenDuration(std::chrono::milliseconds(std::llround(seconds * 1000)));
}

} // namespace

/// The load in seconds and where it goes on the widget.
struct LoadPlanChart::Plan
{
    QRectF area;
    double rampEnd = 0, warmupEnd = 0, end = 1; ///< seconds
    double top = 1;                             ///< users at the upper edge
    bool openEnd = false;                       ///< ends after requests: the length is not known

    double x(double second) const { return area.left() + area.width() * second / end; }

    double y(double users) const { return area.bottom() - area.height() * users / top; }
};

LoadPlanChart::LoadPlanChart(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Planned users over time"));
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

LoadPlanChart::Plan LoadPlanChart::plan(const QRectF& area) const
{
    Plan plan;
    plan.area = area;
    plan.rampEnd = m_load.spawnRate > 0 ? static_cast<double>(m_load.users) / m_load.spawnRate : 0;
    plan.warmupEnd = plan.rampEnd + secondsOf(m_load.warmup);
    plan.openEnd = m_load.requests > 0;
    const double measured
        = plan.openEnd ? std::max(plan.warmupEnd * 1.5, 1.0) : secondsOf(m_load.duration);
    plan.end = std::max(plan.warmupEnd + measured, 0.001);
    plan.top = std::max(1.0, static_cast<double>(m_load.users)) * 1.12;
    return plan;
}

void LoadPlanChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int lineHeight = fontMetrics().height();
    const QString most = QLocale().toString(static_cast<qulonglong>(m_load.users));
    const double left = fontMetrics().horizontalAdvance(most) + 10;
    const Plan shown = plan(QRectF(rect()).adjusted(left, lineHeight + 6, -14, -lineHeight - 8));
    paintPhases(painter, shown);
    paintAxes(painter, shown);
    paintUsers(painter, shown);
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
    const auto users = static_cast<double>(m_load.users);
    for (const double value : {0.0, users}) {
        const QRectF label(0, plan.y(value) - lineHeight / 2.0, plan.area.left() - 6, lineHeight);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter,
            QLocale().toString(static_cast<qulonglong>(value)));
    }
    if (plan.openEnd)
        return; // the time axis has no scale
    const double step = labelStep(plan.end, plan.area.width() < 320 ? 4 : 6);
    const auto steps = static_cast<int>(plan.end * 1.0001 / step);
    for (int i = 0; i <= steps; ++i) {
        const double second = i * step;
        const double x = plan.x(second);
        const QRectF label(x - 40, plan.area.bottom() + 4, 80, lineHeight);
        painter.drawLine(QPointF(x, plan.area.bottom()), QPointF(x, plan.area.bottom() + 3));
        painter.drawText(
            label.right() > width() ? QRectF(width() - 80, label.top(), 80, lineHeight) : label,
            label.right() > width() ? Qt::AlignRight : Qt::AlignHCenter,
            second == 0 ? tr("0 s") : tickText(second));
    }
}

void LoadPlanChart::paintUsers(QPainter& painter, const Plan& plan) const
{
    const auto users = static_cast<double>(m_load.users);
    QPolygonF line;
    line << QPointF(plan.x(0), plan.y(0)) << QPointF(plan.x(plan.rampEnd), plan.y(users))
         << QPointF(plan.x(plan.end), plan.y(users));
    painter.setPen(QPen(roleColor(ColorRole::Accent, palette()), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    if (!plan.openEnd)
        return;
    painter.setPen(roleColor(ColorRole::Muted, palette()));
    painter.drawText(
        QRectF(plan.area.left(), plan.area.bottom() + 4, plan.area.width(), fontMetrics().height()),
        Qt::AlignRight,
        tr("until %1 requests").arg(QLocale().toString(static_cast<qulonglong>(m_load.requests))));
}

} // namespace cicada
