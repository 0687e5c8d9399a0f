#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace cicada {

/// A quiet header: small bold words over a line, no boxes.
class FlatHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit FlatHeader(QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;
};

/// Cells on a soft selection with a line below each row; the chosen row of the table that has the
/// focus is marked in the accent colour. Rows with a problem (see setProblemRole) carry a mark.
class FlatDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// `role` gives the row's problem as text; the mark stands in `column`.
    void setProblemRole(int role, int column);
    /// `role` tells whether a row counts; others are written muted.
    void setActiveRole(int role);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    void paintRow(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintCell(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

private:
    void paintFigure(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    int m_problemRole = -1;
    int m_problemColumn = -1;
    int m_activeRole = -1;
};

/// A table of whole rows without a grid, one row selected at a time, whose Tab key leaves it. Del
/// and Ctrl+D ask for changes of the selected rows; where rows are movable, Alt+Up, Alt+Down and
/// dragging ask for another place.
class FlatTable : public QTableView
{
    Q_OBJECT

public:
    explicit FlatTable(const QString& accessibleName, QWidget* parent = nullptr);

    int currentRow() const { return currentIndex().isValid() ? currentIndex().row() : -1; }

    void selectRowAt(int row);       ///< makes it current and visible; -1: none
    QList<int> selectedRows() const; ///< ascending

    void setRowsMovable(bool movable);

Q_SIGNALS:
    void focused(); ///< the keyboard or the mouse has come here
    void removeRequested();
    void duplicateRequested();
    /// `rows`, ascending, wish to stand together before row `before` (one past the end: last).
    void moveRequested(const QList<int>& rows, int before);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void moveSelection(int direction);
    void requestMove(int before);

    bool m_movable = false;
};

} // namespace cicada
