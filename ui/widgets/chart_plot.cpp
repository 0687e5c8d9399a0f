#include "widgets/chart_plot.h"

#include "widgets/axis_ticks.h"
#include "widgets/run_colors.h"
#include "widgets/tabular_text.h"
#include "widgets/time_axis.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace cicada {

namespace {

/// Breaks beyond so many are drawn through: a chart of dust tells nothing and costs much.
constexpr std::size_t kMostParts = 24;
constexpr double kLineWidth = 1.6;
constexpr double kShortestDrag = 5;
constexpr double kStride = 3; ///< pixels

QPen dashed(const QColor& color)
{
    QPen pen(color, 1);
    pen.setDashPattern({3, 3});
    return pen;
}

/// `text` behind a veil of `ground`, so that it can be read where a curve passes.
void drawOverCurves(QPainter& painter, const QRectF& box, const QString& text, QColor ground)
{
    ground.setAlphaF(0.8F);
    painter.fillRect(box, ground);
    painter.drawText(box, Qt::AlignLeft, text);
}

} // namespace

ChartPlot::ChartPlot(TimeAxis* axis, std::size_t lines, QWidget* parent)
    : QChartView(parent)
    , m_axis(axis)
    , m_lines(lines)
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    // The axes never change: heights and times are turned into 0 to 1 here, so that a new range
    // costs one replace() per line and no layout of Qt's own labels.
    for (const auto edge : {Qt::AlignLeft, Qt::AlignBottom}) {
        auto* unit = new QValueAxis(chart());
        unit->setRange(0, 1);
        unit->setVisible(false);
        chart()->addAxis(unit, edge);
    }
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    connect(axis, &TimeAxis::cursorChanged, this, &ChartPlot::updateCursor);
}

QSize ChartPlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {line * 30, line * 8};
}

QSize ChartPlot::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    return {line * 12, line * 4};
}

QFont ChartPlot::labelFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    return small;
}

void ChartPlot::layOut()
{
    const QFontMetricsF metrics(labelFont());
    const double left = tabularWidth(metrics, QStringLiteral("000,000")) + 6;
    const double right = m_rightRoom ? tabularWidth(metrics, QStringLiteral("0.00M")) + 6 : 14;
    const double width = m_area.width();
    m_area = QRectF(rect()).adjusted(left, metrics.height() / 2 + 1, -right, -metrics.height() - 6);
    chart()->setPlotArea(m_area);
    if (m_area.width() != width)
        Q_EMIT plotWidthChanged();
}

void ChartPlot::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
}

void ChartPlot::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

double ChartPlot::xOf(double second) const
{
    return m_area.left()
        + (second - m_axis->from()) / (m_axis->to() - m_axis->from()) * m_area.width();
}

double ChartPlot::secondAt(double x) const
{
    return m_axis->from() + (x - m_area.left()) / m_area.width() * (m_axis->to() - m_axis->from());
}

void ChartPlot::setLineColor(std::size_t line, const QColor& color)
{
    m_lines[line].color = color;
    for (QLineSeries* part : m_lines[line].parts) {
        QPen pen = part->pen();
        pen.setColor(color);
        part->setPen(pen);
    }
}

/// What the eye cannot tell from the whole at this width: of each stride the lowest and the highest
/// point. A run of 1,200 points costs a third to draw.
QList<QPointF> ChartPlot::thinned(const QList<QPointF>& points) const
{
    const double strides = std::max(1.0, m_area.width() / kStride);
    if (static_cast<double>(points.size()) < 3 * strides * (points.back().x() - points.front().x()))
        return points;
    QList<QPointF> kept{points.front()};
    for (qsizetype begin = 0; begin < points.size();) {
        const double stride = std::floor(points[begin].x() * strides);
        qsizetype lowest = begin;
        qsizetype highest = begin;
        qsizetype end = begin;
        for (; end < points.size() && std::floor(points[end].x() * strides) <= stride; ++end) {
            if (points[end].y() < points[lowest].y())
                lowest = end;
            if (points[end].y() > points[highest].y())
                highest = end;
        }
        kept.append(points[std::min(lowest, highest)]);
        if (lowest != highest)
            kept.append(points[std::max(lowest, highest)]);
        begin = end;
    }
    kept.append(points.back());
    return kept;
}

void ChartPlot::setPart(Line& line, std::size_t part, const QList<QPointF>& points)
{
    if (part == line.parts.size()) {
        auto* series = new QLineSeries(chart());
        chart()->addSeries(series);
        for (QAbstractAxis* axis : chart()->axes())
            series->attachAxis(axis);
        series->setPen(QPen(line.color, kLineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        line.parts.push_back(series);
    }
    line.parts[part]->replace(points);
}

void ChartPlot::setLine(std::size_t line, const QList<QPointF>& points)
{
    const double from = m_axis->from();
    const double scale = 1 / (m_axis->to() - from);
    std::size_t part = 0;
    QList<QPointF> unbroken;
    unbroken.reserve(points.size());
    const auto finishPart = [&] {
        if (unbroken.isEmpty())
            return;
        // A lone point would not be drawn at all.
        if (unbroken.size() == 1)
            unbroken.append(unbroken.front() + QPointF(1e-4, 0));
        setPart(m_lines[line], part++, thinned(unbroken));
        unbroken.clear();
    };
    for (const QPointF& point : points) {
        if (std::isnan(point.y())) {
            if (part + 1 < kMostParts)
                finishPart();
        } else {
            unbroken.append({(point.x() - from) * scale, point.y()});
        }
    }
    finishPart();
    for (; part < m_lines[line].parts.size(); ++part) {
        if (m_lines[line].parts[part]->count() > 0)
            m_lines[line].parts[part]->clear();
    }
}

void ChartPlot::setTicks(std::vector<Tick> left, std::vector<Tick> right)
{
    if (left == m_leftTicks && right == m_rightTicks)
        return;
    m_leftTicks = std::move(left);
    m_rightTicks = std::move(right);
    viewport()->update();
}

void ChartPlot::setSpans(std::vector<Span> spans)
{
    if (spans == m_spans)
        return;
    m_spans = std::move(spans);
    viewport()->update();
}

void ChartPlot::setMarks(std::vector<Mark> marks)
{
    if (marks == m_marks)
        return;
    m_marks = std::move(marks);
    viewport()->update();
}

void ChartPlot::setEmptyText(const QString& text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    viewport()->update();
}

void ChartPlot::drawBackground(QPainter* painter, const QRectF& rect)
{
    const RunColors colors = RunColors::of(palette());
    painter->fillRect(rect, colors.card);
    painter->setFont(labelFont());
    painter->setRenderHint(QPainter::Antialiasing, false);
    const double lineHeight = QFontMetricsF(painter->font()).height();

    for (const Span& span : m_spans) {
        const double left = std::max(xOf(span.from), m_area.left());
        const double right = std::min(xOf(span.to), m_area.right());
        if (right <= left)
            continue;
        painter->fillRect(
            QRectF(QPointF(left, m_area.top()), QPointF(right, m_area.bottom())), colors.phase);
    }
    for (const Tick& tick : m_leftTicks) {
        const double y = std::round(m_area.bottom() - tick.height * m_area.height());
        painter->setPen(colors.grid);
        painter->drawLine(QPointF(m_area.left(), y), QPointF(m_area.right(), y));
        painter->setPen(colors.dimText);
        drawTabular(*painter, QRectF(0, y - lineHeight / 2, m_area.left() - 6, lineHeight),
            Qt::AlignRight, tick.text);
    }
    painter->setPen(colors.dimText);
    for (const Tick& tick : m_rightTicks) {
        const double y = m_area.bottom() - tick.height * m_area.height();
        drawTabular(*painter,
            QRectF(m_area.right() + 6, y - lineHeight / 2, width() - m_area.right(), lineHeight),
            Qt::AlignLeft, tick.text);
    }
    drawTimeLabels(*painter);
    if (!m_emptyText.isEmpty())
        painter->drawText(m_area, Qt::AlignCenter, m_emptyText);
    painter->setRenderHint(QPainter::Antialiasing);
}

void ChartPlot::drawTimeLabels(QPainter& painter) const
{
    const QFontMetricsF metrics(painter.font());
    const int most = std::max(2, static_cast<int>(m_area.width() / (metrics.height() * 5)));
    const AxisTicks ticks = timeTicks(m_axis->from(), m_axis->to(), most);
    for (const double second : ticks.values) {
        const QString text = timeTickText(second, ticks);
        const double half = tabularWidth(metrics, text) / 2;
        const double x = std::min(xOf(second), width() - half);
        drawTabular(painter, QRectF(x - half, m_area.bottom() + 4, 2 * half, metrics.height()),
            Qt::AlignLeft, text);
    }
}

void ChartPlot::drawForeground(QPainter* painter, const QRectF&)
{
    painter->setFont(labelFont());
    painter->setRenderHint(QPainter::Antialiasing, false);
    drawSpanTexts(*painter);
    drawMarks(*painter);
    if (m_dragFrom) {
        QColor band = palette().color(QPalette::Highlight);
        band.setAlphaF(0.25F);
        painter->fillRect(
            QRectF(QPointF(*m_dragFrom, m_area.top()), QPointF(m_dragTo, m_area.bottom()))
                .normalized(),
            band);
    }
    drawCursor(*painter);
    if (hasFocus() && m_reachedByKeyboard) {
        painter->setPen(palette().color(QPalette::Highlight));
        painter->drawRect(m_area);
    }
    painter->setRenderHint(QPainter::Antialiasing);
}

// Over the curves, which may pass there.
void ChartPlot::drawSpanTexts(QPainter& painter) const
{
    const RunColors colors = RunColors::of(palette());
    const QFontMetricsF metrics(painter.font());
    for (const Span& span : m_spans) {
        const double left = std::max(xOf(span.from), m_area.left()) + 4;
        const double right = std::min(xOf(span.to), m_area.right());
        const double width = metrics.horizontalAdvance(span.text);
        if (!m_markTexts || left + width + 4 > right)
            continue;
        painter.setPen(colors.dimText);
        drawOverCurves(painter, QRectF(left, m_area.top() + 1, width, metrics.height()), span.text,
            colors.phase);
    }
}

void ChartPlot::drawMarks(QPainter& painter) const
{
    const RunColors colors = RunColors::of(palette());
    const QFontMetricsF metrics(painter.font());
    std::array<double, 2> freeFrom{m_area.left(), m_area.left()};
    for (const Mark& mark : m_marks) {
        if (mark.second < m_axis->from() || mark.second > m_axis->to())
            continue;
        const double x = std::round(xOf(mark.second));
        const QColor color = mark.fault ? colors.failures : colors.dimText;
        painter.setPen(dashed(color));
        painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));
        const QString text = metrics.elidedText(mark.text, Qt::ElideRight, m_area.width() / 2);
        const double width = metrics.horizontalAdvance(text) + 4;
        const double left = x + 4 + width <= m_area.right() ? x + 4 : x - 4 - width;
        painter.setPen(color);
        // Texts that would cover one another go to a second line; the rest is left to the Log tab.
        const auto row = std::find_if(
            freeFrom.begin(), freeFrom.end(), [left](double x0) { return left >= x0; });
        if (!m_markTexts || row == freeFrom.end())
            continue;
        *row = std::max(x, left + width);
        const auto line = static_cast<double>(row - freeFrom.begin());
        const QRectF box(left, m_area.top() + 1 + line * metrics.height(), width, metrics.height());
        drawOverCurves(painter, box, text, colors.card);
    }
}

void ChartPlot::drawCursor(QPainter& painter) const
{
    const std::optional<double> second = m_axis->cursor();
    if (!second || *second < m_axis->from() || *second > m_axis->to())
        return;
    const RunColors colors = RunColors::of(palette());
    const double x = std::round(xOf(*second));
    painter.setPen(colors.dimText);
    painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));
    const QFontMetricsF metrics(painter.font());
    const QString text = timeTickText(*second, AxisTicks{0, m_axis->to(), {}, 1});
    const double width = tabularWidth(metrics, text) + 8;
    const QRectF box(std::min(x - width / 2, this->width() - width), m_area.bottom() + 3, width,
        metrics.height() + 2);
    painter.fillRect(box, colors.text);
    painter.setPen(colors.card);
    drawTabular(painter, box, Qt::AlignHCenter, text);
}

void ChartPlot::updateCursor()
{
    // Only the old and the new strip: the lines are dear to draw.
    const double half = QFontMetricsF(labelFont()).averageCharWidth() * 6;
    for (const std::optional<double>& second : {m_drawnCursor, m_axis->cursor()}) {
        if (second) {
            const double x = std::min(xOf(*second), width() - half);
            viewport()->update(QRectF(x - half, 0, 2 * half, height()).toAlignedRect());
        }
    }
    m_drawnCursor = m_axis->cursor();
}

void ChartPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragFrom = std::clamp(event->position().x(), m_area.left(), m_area.right());
    m_dragTo = *m_dragFrom;
}

void ChartPlot::mouseMoveEvent(QMouseEvent* event)
{
    const double x = std::clamp(event->position().x(), m_area.left(), m_area.right());
    if (m_dragFrom) {
        m_dragTo = x;
        viewport()->update();
    }
    m_axis->setCursor(secondAt(x));
}

void ChartPlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_dragFrom)
        return;
    const double from = *m_dragFrom;
    m_dragFrom.reset();
    if (std::abs(m_dragTo - from) >= kShortestDrag)
        m_axis->zoom(secondAt(from), secondAt(m_dragTo));
    viewport()->update();
}

void ChartPlot::mouseDoubleClickEvent(QMouseEvent*)
{
    m_dragFrom.reset();
    m_axis->resetZoom();
}

void ChartPlot::leaveEvent(QEvent*)
{
    m_axis->setCursor(std::nullopt);
}

void ChartPlot::focusInEvent(QFocusEvent* event)
{
    m_reachedByKeyboard
        = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ChartPlot::keyPressEvent(QKeyEvent* event)
{
    const double length = m_axis->to() - m_axis->from();
    const double cursor = m_axis->cursor().value_or(m_axis->from() + length / 2);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const double step = length / 50 * (event->key() == Qt::Key_Left ? -1 : 1);
        m_axis->setCursor(std::clamp(cursor + step, m_axis->from(), m_axis->to()));
        return;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_axis->zoom(cursor - length / 4, cursor + length / 4);
        return;
    case Qt::Key_Minus:
        m_axis->zoom(cursor - length, cursor + length);
        return;
    case Qt::Key_Escape:
        if (!m_axis->isZoomed() && !m_axis->cursor())
            break;
        m_axis->setCursor(std::nullopt);
        m_axis->resetZoom();
        return;
    default:
        break;
    }
    event->ignore();
}

} // namespace cicada
