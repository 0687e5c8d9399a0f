#include "widgets/time_chart.h"

#include "models/figure_text.h"
#include "widgets/chart_legend.h"
#include "widgets/time_axis.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cicada {

namespace {

constexpr int kIntervals = 3;
constexpr qsizetype kLongestLabel = 7; ///< "250,000"

/// The points from `from` to `to` and one more on either side, so that lines run to the edge.
std::pair<qsizetype, qsizetype> visiblePart(const QList<QPointF>& points, double from, double to)
{
    const auto byTime = [](const QPointF& point, double second) { return point.x() < second; };
    const auto begin = std::lower_bound(points.begin(), points.end(), from, byTime);
    const auto end = std::lower_bound(begin, points.end(), to, byTime);
    return {std::max<qsizetype>(0, begin - points.begin() - 1),
        std::min(points.size(), end - points.begin() + 1)};
}

/// Of the point nearest in time; nothing beyond the ends and where there is no data.
std::optional<double> valueAt(const QList<QPointF>& points, double second)
{
    if (points.isEmpty() || second < points.front().x() - 1 || second > points.back().x() + 1)
        return std::nullopt;
    const auto after = std::lower_bound(points.begin(), points.end(), second,
        [](const QPointF& point, double limit) { return point.x() < limit; });
    auto nearest = after;
    if (after == points.end()
        || (after != points.begin() && second - (after - 1)->x() < after->x() - second))
        --nearest;
    return std::isnan(nearest->y()) ? std::nullopt : std::optional(nearest->y());
}

} // namespace

TimeChart::TimeChart(const QString& title, std::vector<Line> lines, TimeAxis* axis, QWidget* parent)
    : QFrame(parent)
    , m_title(title)
    , m_lines(std::move(lines))
    , m_axis(axis)
    , m_legend(new ChartLegend(title))
    , m_plot(new ChartPlot(axis, m_lines.size()))
    , m_values(m_lines.size())
{
    setSubject({});
    m_plot->setAccessibleDescription(
        tr("Left and Right move the cursor, plus and minus zoom, Escape shows all."));
    auto* header = new QHBoxLayout;
    header->addWidget(m_legend);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(11, 5, 1, 3);
    layout->setSpacing(1);
    layout->addLayout(header);
    layout->addWidget(m_plot, 1);
    connect(axis, &TimeAxis::rangeChanged, this, &TimeChart::rescale);
    connect(m_plot, &ChartPlot::plotWidthChanged, this, &TimeChart::rescale);
    connect(axis, &TimeAxis::cursorChanged, this, &TimeChart::showCursorValues);
    applyColors();
    rescale();
}

void TimeChart::setSubject(const QString& subject)
{
    const QString title
        = subject.isEmpty() ? m_title : tr("%1: %2", "chart and task").arg(m_title, subject);
    m_legend->setTitle(title);
    setAccessibleName(title);
    m_plot->setAccessibleName(tr("Chart: %1").arg(title));
}

void TimeChart::addScaleSwitch(bool logarithmic)
{
    m_logarithmic = logarithmic;
    m_scaleButtons = new QButtonGroup(this);
    auto* header = static_cast<QHBoxLayout*>(layout()->itemAt(0)->layout());
    header->setSpacing(0);
    const QStringList names{tr("linear"), tr("log")};
    for (int id = 0; id < names.size(); ++id) {
        auto* button = new QToolButton;
        button->setText(names[id]);
        button->setAccessibleName(tr("Latency scale: %1").arg(names[id]));
        button->setAutoRaise(true);
        button->setCheckable(true);
        // The header must be as high as that of the chart beside it.
        button->setFixedHeight(m_legend->sizeHint().height());
        button->setChecked((id == 1) == logarithmic);
        m_scaleButtons->addButton(button, id);
        header->addWidget(button);
    }
    header->addSpacing(10);
    connect(m_scaleButtons, &QButtonGroup::idClicked, this,
        [this](int id) { setLogarithmic(id == 1); });
    rescale();
}

void TimeChart::setLogarithmic(bool logarithmic)
{
    if (logarithmic == m_logarithmic)
        return;
    m_logarithmic = logarithmic;
    if (m_scaleButtons)
        m_scaleButtons->button(logarithmic ? 1 : 0)->setChecked(true);
    rescale();
    Q_EMIT logarithmicChanged(logarithmic);
}

void TimeChart::setData(std::vector<QList<QPointF>> values)
{
    m_values = std::move(values);
    rescale();
    showCursorValues();
}

AxisTicks TimeChart::ticksFor(bool right) const
{
    double highest = 0;
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        if (m_lines[line].rightAxis != right)
            continue;
        const auto [begin, end] = visiblePart(m_values[line], m_axis->from(), m_axis->to());
        for (qsizetype i = begin; i < end; ++i) {
            const double value = m_values[line][i].y();
            if (std::isnan(value))
                continue;
            highest = std::max(highest, value);
            if (value > 0)
                lowest = std::min(lowest, value);
        }
    }
    if (m_logarithmic && highest > 0)
        return logarithmicTicks(lowest, highest);
    return linearTicks(highest * 1.02, kIntervals);
}

double TimeChart::heightOf(double value, const AxisTicks& ticks, bool right) const
{
    if (!m_logarithmic || right || ticks.low <= 0)
        return value / ticks.high;
    return value > 0 ? std::log10(value / ticks.low) / std::log10(ticks.high / ticks.low)
                     : std::numeric_limits<double>::quiet_NaN();
}

std::vector<ChartPlot::Tick> TimeChart::labelled(const AxisTicks& ticks, bool right) const
{
    std::vector<ChartPlot::Tick> labels;
    labels.reserve(ticks.values.size());
    const bool nothing = std::all_of(
        m_values.begin(), m_values.end(), [](const auto& line) { return line.isEmpty(); });
    for (const double value : ticks.values) {
        QString text = ticks.low > 0 ? QLocale().toString(value, 'g', 6)
                                     : QLocale().toString(value, 'f', ticks.decimals);
        if (right || text.size() > kLongestLabel)
            text = compactText(value);
        if (nothing)
            text.clear();
        labels.push_back({heightOf(value, ticks, right), text});
    }
    return labels;
}

void TimeChart::rescale()
{
    const AxisTicks left = ticksFor(false);
    const AxisTicks right = ticksFor(true);
    bool empty = true;
    bool hasRight = false;
    QList<QPointF> points;
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        const bool onRight = m_lines[line].rightAxis;
        const AxisTicks& ticks = onRight ? right : left;
        const QList<QPointF>& values = m_values[line];
        const auto [begin, end] = visiblePart(values, m_axis->from(), m_axis->to());
        points.clear();
        points.reserve(end - begin);
        for (qsizetype i = begin; i < end; ++i)
            points.append({values[i].x(), heightOf(values[i].y(), ticks, onRight)});
        m_plot->setLine(line, points);
        empty = empty && values.isEmpty();
        hasRight = hasRight || onRight;
    }
    m_plot->setTicks(
        labelled(left, false), hasRight ? labelled(right, true) : std::vector<ChartPlot::Tick>{});
    m_plot->setEmptyText(empty ? tr("no data yet") : QString());
    showCursorValues();
}

void TimeChart::applyColors()
{
    const RunColors colors = RunColors::of(palette());
    for (std::size_t line = 0; line < m_lines.size(); ++line)
        m_plot->setLineColor(line, colors.*m_lines[line].color);
    showCursorValues();
}

void TimeChart::showCursorValues()
{
    const RunColors colors = RunColors::of(palette());
    std::vector<ChartLegend::Entry> entries;
    entries.reserve(m_lines.size());
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        if (m_lines[line].onlyWithData && m_values[line].isEmpty())
            continue;
        QString text;
        if (const auto cursor = m_axis->cursor()) {
            const std::optional<double> value = valueAt(m_values[line], *cursor);
            text = value ? m_lines[line].text(*value) : noDataText();
        }
        entries.push_back({m_lines[line].name, colors.*m_lines[line].color, text});
    }
    m_legend->setEntries(std::move(entries));
}

void TimeChart::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

void TimeChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    RunColors::of(palette()).drawCard(painter, rect());
}

void TimeChart::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu;
    menu.addAction(
        tr("&Copy as picture"), this, [this] { QApplication::clipboard()->setPixmap(grab()); });
    QAction* all = menu.addAction(tr("&Show the whole run"), m_axis, &TimeAxis::resetZoom);
    all->setEnabled(m_axis->isZoomed());
    menu.exec(event->globalPos());
}

} // namespace cicada
