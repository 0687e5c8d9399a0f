#include "widgets/figures_strip.h"

#include "widgets/run_colors.h"
#include "widgets/tabular_text.h"

#include <QPainter>

namespace cicada {

namespace {

constexpr double kStripPadding = 12;

} // namespace

FiguresStrip::FiguresStrip(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Figures"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FiguresStrip::setFigures(std::vector<Figure> figures)
{
    if (figures == m_figures)
        return;
    m_figures = std::move(figures);
    QStringList spoken;
    for (const Figure& figure : m_figures)
        spoken << figure.label + QLatin1Char(' ') + figure.value;
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

QFont FiguresStrip::valueFont() const
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.45);
    large.setWeight(QFont::DemiBold);
    return large;
}

QFont FiguresStrip::labelFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

QSize FiguresStrip::sizeHint() const
{
    const int height = QFontMetrics(valueFont()).height() + QFontMetrics(labelFont()).height() + 16;
    return {fontMetrics().height() * 40, height};
}

void FiguresStrip::paintEvent(QPaintEvent*)
{
    const RunColors colors = RunColors::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    colors.drawCard(painter, rect());
    if (m_figures.empty())
        return;
    const double cell = width() / static_cast<double>(m_figures.size());
    const double labelHeight = QFontMetricsF(labelFont()).height();
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        const Figure& figure = m_figures[i];
        const QRectF box(cell * static_cast<double>(i), 7, cell, height() - 14);
        if (i > 0) {
            painter.setPen(colors.grid);
            painter.drawLine(QPointF(std::round(box.left()) + 0.5, 1),
                QPointF(std::round(box.left()) + 0.5, height() - 1));
        }
        const QRectF inner = box.adjusted(kStripPadding, 0, -4, 0);
        QFont value = valueFont();
        while (value.pointSizeF() > font().pointSizeF()
            && tabularWidth(QFontMetricsF(value), figure.value) > inner.width())
            value.setPointSizeF(value.pointSizeF() - 0.5);
        painter.setFont(value);
        painter.setPen(figure.alert ? colors.failures : colors.text);
        drawTabular(
            painter, inner.adjusted(0, 0, 0, -labelHeight - 2), Qt::AlignLeft, figure.value);
        painter.setFont(labelFont());
        painter.setPen(colors.dimText);
        painter.drawText(inner, static_cast<int>(Qt::AlignLeft | Qt::AlignBottom),
            QFontMetricsF(labelFont()).elidedText(figure.label, Qt::ElideRight, inner.width()));
    }
}

} // namespace cicada
