#include "widgets/flat_table.h"

#include "widgets/color_roles.h"
#include "widgets/fonts.h"
#include "widgets/problem_icon.h"
#include "widgets/tabular_text.h"

#include <QApplication>
#include <QDropEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace cicada {

namespace {

constexpr int kCellPadding = 8;
constexpr int kActiveBar = 3;

} // namespace

FlatHeader::FlatHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    QFont small = smallFont(font());
    small.setWeight(QFont::DemiBold);
    setFont(small);
    setHighlightSections(false);
    setSectionsClickable(false);
    setMinimumSectionSize(24);
}

void FlatHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->save();
    painter->fillRect(rect, roleColor(ColorRole::CardSurface, palette()));
    painter->setPen(roleColor(ColorRole::Line, palette()));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setPen(roleColor(ColorRole::Muted, palette()));
    painter->setFont(font());
    const auto alignment = model()
                               ->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole)
                               .value<Qt::Alignment>();
    const QRect box = rect.adjusted(kCellPadding, 0, -kCellPadding, 0);
    const QString text = model()->headerData(section, Qt::Horizontal).toString();
    painter->drawText(box, static_cast<int>(alignment),
        fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    painter->restore();
}

QSize FlatHeader::sectionSizeFromContents(int section) const
{
    // What paintSection needs: the style would measure with margins of its own.
    const QString text = model()->headerData(section, Qt::Horizontal).toString();
    const int width = fontMetrics().horizontalAdvance(text) + 2 * kCellPadding + 1;
    return QHeaderView::sectionSizeFromContents(section).expandedTo({width, 0});
}

void FlatDelegate::setProblemRole(int role, int column)
{
    m_problemRole = role;
    m_problemColumn = column;
}

void FlatDelegate::setActiveRole(int role)
{
    m_activeRole = role;
}

void FlatDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRow(painter, option, index);
    paintCell(painter, option, index);
}

void FlatDelegate::paintCell(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    // The row is painted; the style draws what is in the cell as if it were plain.
    cell.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_MouseOver);
    cell.rect.adjust(
        kCellPadding - 3, 0, -(kCellPadding - 3), 0); // the style itself keeps 3 pixels
    if (index.column() != m_problemColumn
        && index.data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight)
        paintFigure(painter, cell, index);
    else
        QStyledItemDelegate::paint(painter, cell, index);
}

void FlatDelegate::paintFigure(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    constexpr int kStyleMargin = 3;
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(QPalette::Text));
    drawTabular(*painter, cell.rect.adjusted(kStyleMargin, 0, -kStyleMargin, 0),
        cell.displayAlignment, cell.text);
    painter->restore();
}

QSize FlatDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {
        size.width() + 2 * kCellPadding, std::max(size.height(), option.fontMetrics.height() + 8)};
}

void FlatDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_activeRole >= 0 && !index.data(m_activeRole).toBool())
        option->palette.setColor(QPalette::Text, roleColor(ColorRole::Muted, option->palette));
    if (index.column() == m_problemColumn && !index.data(m_problemRole).toString().isEmpty()) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = problemIcon(option->palette);
        const int side = option->fontMetrics.ascent() + 1;
        option->decorationSize = {side, side};
        option->decorationPosition = QStyleOptionViewItem::Left;
    }
}

void FlatDelegate::paintRow(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.widget && option.widget->hasFocus();
    const QColor surface = roleColor(ColorRole::CardSurface, option.palette);
    const QColor accent = roleColor(ColorRole::Accent, option.palette);
    if (selected)
        painter->fillRect(option.rect, mixed(accent, surface, focused ? 0.16 : 0.10));
    if (selected && focused && index.column() == 0)
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(kActiveBar, option.rect.height())), accent);
    painter->save();
    painter->setPen(mixed(roleColor(ColorRole::Line, option.palette), surface, 0.6));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

FlatTable::FlatTable(const QString& accessibleName, QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setHorizontalHeader(new FlatHeader(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false); // the card's surface shows through
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setWordWrap(false);
}

void FlatTable::selectRowAt(int row)
{
    if (row < 0 || row >= model()->rowCount()) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    const int column = std::max(currentIndex().column(), 1);
    const QModelIndex index = model()->index(row, column);
    // Not setCurrentIndex(): that heeds the keys held just now, and Ctrl+D is such a moment.
    selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

QList<int> FlatTable::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

void FlatTable::setRowsMovable(bool movable)
{
    m_movable = movable;
    setDragDropMode(movable ? QAbstractItemView::InternalMove : QAbstractItemView::NoDragDrop);
    setDragDropOverwriteMode(false);
}

void FlatTable::keyPressEvent(QKeyEvent* event)
{
    const bool moves = m_movable && event->modifiers() == Qt::AltModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
    if (moves) {
        moveSelection(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    const bool row = currentRow() >= 0 && state() != EditingState;
    const bool backspace
        = event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier;
    if (row && (event->matches(QKeySequence::Delete) || backspace))
        Q_EMIT removeRequested();
    else if (row && event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier)
        Q_EMIT duplicateRequested();
    else
        QTableView::keyPressEvent(event);
}

void FlatTable::moveSelection(int direction)
{
    const QList<int> rows = selectedRows();
    if (rows.isEmpty() || state() == EditingState)
        return;
    // Rows that stand apart come together first, beside the one that leads the way.
    if (direction < 0 && rows.front() > 0)
        requestMove(rows.front() - 1);
    else if (direction > 0 && rows.back() + 1 < model()->rowCount())
        requestMove(rows.back() + 2);
}

void FlatTable::requestMove(int before)
{
    const QList<int> rows = selectedRows();
    const bool standsThere = rows.isEmpty()
        || (rows.back() - rows.front() + 1 == rows.size() && before >= rows.front()
            && before <= rows.back() + 1);
    if (!standsThere)
        Q_EMIT moveRequested(rows, before);
}

void FlatTable::dropEvent(QDropEvent* event)
{
    if (!m_movable || event->source() != this) {
        event->ignore();
        return;
    }
    const QModelIndex under = indexAt(event->position().toPoint());
    int before = under.isValid() ? under.row() : model()->rowCount();
    if (under.isValid() && event->position().y() > visualRect(under).center().y())
        ++before;
    // The document moves the rows: the view, told of a copy, does not remove anything itself.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    requestMove(before);
}

void FlatTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
    Q_EMIT focused();
}

void FlatTable::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

} // namespace cicada
