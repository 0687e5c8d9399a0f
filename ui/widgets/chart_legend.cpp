#include "widgets/chart_legend.h"

#include "widgets/run_colors.h"
#include "widgets/tabular_text.h"

#include <QPainter>

namespace cicada {

namespace {

constexpr double kSwatch = 10;
constexpr double kLegendGap = 5;
constexpr double kBetween = 12;

} // namespace

ChartLegend::ChartLegend(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(title)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChartLegend::setTitle(const QString& title)
{
    m_title = title;
    update();
}

// At most half of the line, so that the legend keeps its place.
QString ChartLegend::shownTitle() const
{
    return QFontMetricsF(titleFont()).elidedText(m_title, Qt::ElideRight, width() / 2.0);
}

void ChartLegend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    update();
}

QFont ChartLegend::titleFont() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

double ChartLegend::widthOf(const Entry& entry, bool withName) const
{
    const QFontMetricsF metrics(font());
    double width = kSwatch + kBetween;
    if (withName)
        width += kLegendGap + metrics.horizontalAdvance(entry.name);
    if (!entry.value.isEmpty())
        width += kLegendGap + tabularWidth(QFontMetricsF(titleFont()), entry.value);
    return width;
}

double ChartLegend::widthWithNames(const QString& title) const
{
    double width = QFontMetricsF(titleFont()).horizontalAdvance(title) + kBetween;
    for (const Entry& entry : m_entries)
        width += widthOf(entry, true);
    return width;
}

QSize ChartLegend::minimumSizeHint() const
{
    return {fontMetrics().height() * 6, fontMetrics().height() + 4};
}

QSize ChartLegend::sizeHint() const
{
    return {static_cast<int>(widthWithNames(m_title)) + 1, minimumSizeHint().height()};
}

void ChartLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const RunColors colors = RunColors::of(palette());
    const QFontMetricsF metrics(font());
    painter.setFont(titleFont());
    painter.setPen(colors.text);
    const QString title = shownTitle();
    drawTabular(painter, rect(), Qt::AlignLeft, title);
    double x = QFontMetricsF(titleFont()).horizontalAdvance(title) + kBetween;
    // Where names and values do not both fit, the values matter more: the colours tell which is
    // which.
    const bool withNames = widthWithNames(title) <= width();
    for (const Entry& entry : m_entries) {
        painter.fillRect(QRectF(x, height() / 2.0 - 1.5, kSwatch, 3), entry.color);
        double textX = x + kSwatch + kLegendGap;
        if (withNames || entry.value.isEmpty()) {
            painter.setFont(font());
            painter.setPen(colors.dimText);
            drawTabular(painter, QRectF(textX, 0, width(), height()), Qt::AlignLeft, entry.name);
            textX += metrics.horizontalAdvance(entry.name) + kLegendGap;
        }
        painter.setFont(titleFont());
        painter.setPen(colors.text);
        drawTabular(painter, QRectF(textX, 0, width(), height()), Qt::AlignLeft, entry.value);
        x += widthOf(entry, withNames || entry.value.isEmpty());
    }
}

} // namespace cicada
