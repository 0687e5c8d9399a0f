#pragma once

#include <QChartView>
#include <QColor>
#include <QPointF>

#include <optional>
#include <vector>

class QLineSeries;

namespace cicada {

class TimeAxis;

/// The drawing of one chart: lines by Qt Charts; grid, labels, marks and cursor painted beside
/// them, because the charts of a run must align to the pixel and redraw four times a second.
/// Heights are fractions of the plot, times are seconds on the shared axis.
///
/// Drag zooms, double click shows all; on the keyboard Left and Right move the cursor, + and - zoom
/// and Escape shows all.
class ChartPlot : public QChartView
{
    Q_OBJECT

public:
    struct Tick
    {
        double height = 0;
        QString text;

        bool operator==(const Tick&) const = default;
    };

    /// A stretch of time with another background.
    struct Span
    {
        double from = 0, to = 0;
        QString text;

        bool operator==(const Span&) const = default;
    };

    struct Mark
    {
        double second = 0;
        QString text;
        bool fault = false;

        bool operator==(const Mark&) const = default;
    };

    ChartPlot(TimeAxis* axis, std::size_t lines, QWidget* parent = nullptr);

    /// `points`: x in seconds, y a height; a y that is not a number breaks the line.
    void setLine(std::size_t line, const QList<QPointF>& points);
    void setLineColor(std::size_t line, const QColor& color);
    void setTicks(std::vector<Tick> left, std::vector<Tick> right);
    void setSpans(std::vector<Span> spans);
    void setMarks(std::vector<Mark> marks);

    /// Texts beside the marks; the lines are always there.
    void setMarkTextsVisible(bool visible) { m_markTexts = visible; }

    /// Room on the right for the labels of a second axis, also where this chart has none, so that
    /// charts below each other align.
    void setRightLabelRoom(bool room) { m_rightRoom = room; }

    /// Shown in the middle while there is nothing to draw; empty: nothing.
    void setEmptyText(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void plotWidthChanged(); ///< what is worth drawing changes with it

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Line
    {
        QColor color;
        std::vector<QLineSeries*> parts; ///< a series cannot have gaps: one for each unbroken part
    };

    void layOut();
    QList<QPointF> thinned(const QList<QPointF>& points) const;
    void setPart(Line& line, std::size_t part, const QList<QPointF>& points);
    QFont labelFont() const;
    double xOf(double second) const;
    double secondAt(double x) const;
    void drawTimeLabels(QPainter& painter) const;
    void drawSpanTexts(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;
    void drawCursor(QPainter& painter) const;
    void updateCursor();

    TimeAxis* m_axis;
    QRectF m_area;
    std::vector<Line> m_lines;
    std::vector<Tick> m_leftTicks;
    std::vector<Tick> m_rightTicks;
    std::vector<Span> m_spans;
    std::vector<Mark> m_marks;
    QString m_emptyText;
    bool m_markTexts = true;
    bool m_rightRoom = false;
    std::optional<double> m_dragFrom; ///< x of the press
    double m_dragTo = 0;
    std::optional<double> m_drawnCursor;
    bool m_reachedByKeyboard = false;
};

} // namespace cicada
