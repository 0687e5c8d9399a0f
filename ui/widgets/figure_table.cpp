#include "widgets/figure_table.h"

#include "models/table_roles.h"
#include "widgets/run_colors.h"
#include "widgets/tabular_text.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <numeric>
#include <utility>

namespace cicada {

namespace {

constexpr int kHeaderPadding = 6;
constexpr int kWidest = 36;    ///< characters, of a column before it stretches
constexpr int kNarrowest = 12; ///< characters, of a column that shrinks

/// Column titles as small dim text above a line, each right above its figures.
class FigureHeader : public QHeaderView
{
public:
    explicit FigureHeader(QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
        setStretchLastSection(false);
        setHighlightSections(false);
        setMinimumSectionSize(kHeaderPadding * 4);
    }

protected:
    QSize sectionSizeFromContents(int section) const override
    {
        const QFontMetricsF metrics(titleFont());
        const QString title = model()->headerData(section, orientation()).toString();
        return {static_cast<int>(metrics.horizontalAdvance(title)) + 1 + 2 * kHeaderPadding,
            static_cast<int>(metrics.height()) + 9};
    }

    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        const RunColors colors = RunColors::of(palette());
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
        painter->save();
        painter->fillRect(rect, colors.card);
        painter->setPen(colors.border);
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
        painter->setFont(titleFont());
        painter->setPen(sorted ? colors.text : colors.dimText);
        const auto alignment = Qt::Alignment(
            model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
        const QString title = model()->headerData(section, orientation()).toString();
        const QRect box = rect.adjusted(kHeaderPadding, 0, -kHeaderPadding, 0);
        painter->drawText(box, static_cast<int>(alignment | Qt::TextSingleLine), title);
        if (sorted)
            paintArrow(
                *painter, box, alignment, QFontMetricsF(titleFont()).horizontalAdvance(title));
        painter->restore();
    }

    void paintEvent(QPaintEvent* event) override
    {
        const RunColors colors = RunColors::of(palette());
        QPainter painter(viewport());
        painter.fillRect(viewport()->rect(), colors.card);
        painter.setPen(colors.border);
        painter.drawLine(0, height() - 1, width(), height() - 1);
        painter.end();
        QHeaderView::paintEvent(event);
    }

private:
    QFont titleFont() const
    {
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() * 0.85);
        small.setWeight(QFont::DemiBold);
        return small;
    }

    void paintArrow(
        QPainter& painter, const QRect& box, Qt::Alignment alignment, double textWidth) const
    {
        const double x = alignment & Qt::AlignRight ? box.right() + 4 : box.left() + textWidth + 5;
        const double y = box.center().y();
        const double tip = sortIndicatorOrder() == Qt::AscendingOrder ? -2.5 : 2.5;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(painter.pen().color());
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(
            QPolygonF({{x - 2.5, y - tip * 0.6}, {x + 2.5, y - tip * 0.6}, {x, y + tip}}));
    }
};

class FigureDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString text = std::exchange(item.text, QString());
        const RunColors colors = RunColors::of(option.palette);
        const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);

        painter->save();
        painter->setPen(colors.grid);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        const bool alert = index.data(AlertRole).toBool();
        if (alert || index.data(TotalRole).toBool())
            item.font.setWeight(QFont::DemiBold);
        painter->setFont(item.font);
        if (option.state & QStyle::State_Selected)
            painter->setPen(option.palette.color(QPalette::HighlightedText));
        else
            painter->setPen(alert                    ? colors.failures
                    : index.data(QuietRole).toBool() ? colors.dimText
                                                     : colors.text);
        const QRect box = option.rect.adjusted(kHeaderPadding, 0, -kHeaderPadding, 0);
        const QFontMetricsF metrics(item.font);
        drawTabular(*painter, box, item.displayAlignment,
            metrics.elidedText(text, Qt::ElideRight, box.width() + 2));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {0, option.fontMetrics.height() + 8};
    }
};

// As heavy as a total or an alert, so that the width depends on how long a figure is, not on which
// row it stands in or what becomes of it.
int cellWidth(const QModelIndex& index, const QFont& font)
{
    QFont cell = font;
    cell.setWeight(QFont::DemiBold);
    return static_cast<int>(tabularWidth(QFontMetricsF(cell), index.data().toString())) + 1
        + 2 * kHeaderPadding;
}

} // namespace

FigureTable::FigureTable(const QString& name, QWidget* parent)
    : QTreeView(parent)
{
    setAccessibleName(name);
    setItemDelegate(new FigureDelegate(this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHeader(new FigureHeader(this));
    setSortingEnabled(true);
}

void FigureTable::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    viewport()->update();
}

void FigureTable::fitColumns()
{
    if (!model())
        return;
    const auto columns = static_cast<std::size_t>(model()->columnCount());
    const bool first = m_needed.size() != columns;
    if (first) {
        m_needed.assign(columns, 0);
        m_longest.assign(columns, 0);
    }
    bool changed = false;
    for (std::size_t column = 0; column < columns; ++column) {
        const int section = static_cast<int>(column);
        int width = first ? header()->sectionSizeHint(section) : 0;
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QModelIndex cell = model()->index(row, section);
            // Digits are equally wide: figures that are no longer than before still fit.
            const qsizetype length = cell.data().toString().size();
            const bool figure = cell.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
            if (length < m_longest[column] || (figure && length == m_longest[column]))
                continue;
            m_longest[column] = length;
            width = std::max(width, cellWidth(cell, font()) + (column == 0 ? indentation() : 0));
        }
        width = std::min(width, fontMetrics().averageCharWidth() * kWidest);
        if (width > m_needed[column]) {
            m_needed[column] = width;
            changed = true;
        }
    }
    if (changed)
        stretch();
}

void FigureTable::stretch()
{
    struct Stretched
    {
        int column, needed, least;
    };

    std::vector<Stretched> stretched;
    for (int column = 0; column < std::ssize(m_needed); ++column) {
        const int needed = m_needed[static_cast<std::size_t>(column)];
        if (std::ranges::find(m_stretchColumns, column) == m_stretchColumns.end())
            setWidth(column, needed);
        else
            stretched.push_back(
                {column, needed, std::min(needed, fontMetrics().averageCharWidth() * kNarrowest)});
    }
    // Those that can give least first, so that what they keep is taken from the others.
    std::ranges::stable_sort(
        stretched, {}, [](const Stretched& one) { return one.needed - one.least; });
    int rest = viewport()->width() - std::accumulate(m_needed.begin(), m_needed.end(), 0);
    auto sharing = static_cast<int>(stretched.size());
    for (const auto& [column, needed, least] : stretched) {
        const int width = std::max(needed + rest / sharing, least);
        setWidth(column, width);
        rest -= width - needed;
        --sharing;
    }
}

void FigureTable::setWidth(int column, int width)
{
    if (header()->sectionSize(column) != width)
        header()->resizeSection(column, width);
}

void FigureTable::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    stretch();
}

void FigureTable::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (m_placeholder.isEmpty() || !model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(RunColors::of(palette()).dimText);
    painter.drawText(viewport()->rect().adjusted(
                         kHeaderPadding, kHeaderPadding, -kHeaderPadding, -kHeaderPadding),
        static_cast<int>(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, m_placeholder);
}

QString FigureTable::text(bool selectedOnly) const
{
    QStringList lines;
    const auto addRow = [&](const auto& cellText) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << cellText(column).toString();
        lines << cells.join(QLatin1Char('\t'));
    };
    addRow([&](int column) { return model()->headerData(column, Qt::Horizontal); });
    const auto addRows = [&](const auto& self, const QModelIndex& parent) -> void {
        for (int row = 0; row < model()->rowCount(parent); ++row) {
            const QModelIndex first = model()->index(row, 0, parent);
            if (!selectedOnly || selectionModel()->isSelected(first))
                addRow([&](int column) { return first.siblingAtColumn(column).data(); });
            if (selectedOnly)
                self(self, first);
        }
    };
    addRows(addRows, {});
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void FigureTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        QApplication::clipboard()->setText(text(true));
    else if (event->key() == Qt::Key_Escape && selectionModel() && selectionModel()->hasSelection())
        clearSelection();
    else
        QTreeView::keyPressEvent(event);
}

} // namespace cicada
