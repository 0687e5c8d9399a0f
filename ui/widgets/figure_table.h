#pragma once

#include <QTreeView>

#include <vector>

namespace cicada {

/// The tables of a run: sortable, figures right-aligned in tabular digits, totals bold, errors red
/// (models/table_roles.h). Ctrl+C copies the selected rows, Escape selects none. While empty it
/// says what would be there.
class FigureTable : public QTreeView
{
    Q_OBJECT

public:
    explicit FigureTable(const QString& name, QWidget* parent = nullptr);

    void setPlaceholder(const QString& text);

    /// These columns share the room that is left, and are the first to shrink.
    void setStretchColumns(std::vector<int> columns) { m_stretchColumns = std::move(columns); }

    /// Widens columns to what their cells hold now; never narrows them, so that a live table stands
    /// still.
    void fitColumns();

    /// Rows (all, or the selected ones) with their header, cells separated by tabs.
    QString text(bool selectedOnly) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void stretch();
    void setWidth(int column, int width);

    QString m_placeholder;
    std::vector<int> m_stretchColumns;
    std::vector<int> m_needed;        ///< width per column
    std::vector<qsizetype> m_longest; ///< characters per column when it was last measured
};

} // namespace cicada
