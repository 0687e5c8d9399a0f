#include "widgets/section_tabs.h"

#include "models/figure_text.h"
#include "widgets/run_colors.h"
#include "widgets/tabular_text.h"

#include <QPainter>
#include <QTabBar>

namespace cicada {

namespace {

constexpr int kTabPadding = 8;
constexpr int kBadgeGap = 5;

class UnderlinedBar : public QTabBar
{
public:
    explicit UnderlinedBar(QWidget* parent)
        : QTabBar(parent)
    {
        setExpanding(false);
        setDrawBase(false);
        setMouseTracking(true);
    }

protected:
    QSize tabSizeHint(int tab) const override
    {
        double width = QFontMetricsF(boldFont()).horizontalAdvance(tabText(tab)) + 2 * kTabPadding;
        if (const QString badge = tabData(tab).toString(); !badge.isEmpty())
            width += kBadgeGap + tabularWidth(QFontMetricsF(boldFont()), badge);
        return {static_cast<int>(width) + 1, fontMetrics().height() + 12};
    }

    void paintEvent(QPaintEvent*) override
    {
        const RunColors colors = RunColors::of(palette());
        QPainter painter(this);
        for (int tab = 0; tab < count(); ++tab) {
            const bool current = tab == currentIndex();
            const QRectF box = QRectF(tabRect(tab)).adjusted(kTabPadding, 0, 0, -2);
            painter.setFont(current ? boldFont() : font());
            painter.setPen(palette().color(QPalette::WindowText));
            painter.drawText(box, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft), tabText(tab));
            const double textWidth = QFontMetricsF(painter.font()).horizontalAdvance(tabText(tab));
            painter.setFont(boldFont());
            painter.setPen(colors.failures);
            drawTabular(painter, box.adjusted(textWidth + kBadgeGap, 0, 0, 0), Qt::AlignLeft,
                tabData(tab).toString());
            if (current)
                painter.fillRect(QRect(tabRect(tab).left(), height() - 2, tabRect(tab).width(), 2),
                    hasFocus() ? palette().color(QPalette::Highlight) : colors.median);
        }
    }

private:
    QFont boldFont() const
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return bold;
    }
};

} // namespace

SectionTabs::SectionTabs(QWidget* parent)
    : QTabWidget(parent)
{
    setTabBar(new UnderlinedBar(this));
    setDocumentMode(true);
}

void SectionTabs::paintEvent(QPaintEvent*)
{
    // The bar is only as wide as its tabs.
    QPainter painter(this);
    painter.setPen(RunColors::of(palette()).border);
    const int line = tabBar()->geometry().bottom();
    painter.drawLine(0, line, width(), line);
}

void SectionTabs::setBadge(int tab, qsizetype count)
{
    const QString text = count > 0 ? countText(static_cast<std::uint64_t>(count)) : QString();
    if (tabBar()->tabData(tab).toString() == text)
        return;
    tabBar()->setTabData(tab, text);
    tabBar()->setAccessibleTabName(tab, tabText(tab) + QLatin1Char(' ') + text);
    // Setting the text is what makes the bar lay its tabs out again.
    tabBar()->setTabText(tab, tabText(tab));
}

} // namespace cicada
