#pragma once

#include "widgets/axis_ticks.h"
#include "widgets/chart_plot.h"
#include "widgets/run_colors.h"

#include <QFrame>

#include <functional>
#include <vector>

class QButtonGroup;

namespace cicada {

class ChartLegend;
class TimeAxis;

/// A card with one chart of a run over the shared time axis.
class TimeChart : public QFrame
{
    Q_OBJECT

public:
    struct Line
    {
        QString name;
        QColor RunColors::* color;
        QString (*text)(double); ///< of a value, at the cursor
        bool rightAxis = false;
        bool onlyWithData = false; ///< else the legend does not name it
    };

    TimeChart(
        const QString& title, std::vector<Line> lines, TimeAxis* axis, QWidget* parent = nullptr);

    /// Whose values these are; empty: of the whole run.
    void setSubject(const QString& subject);

    /// A list per line: x in seconds, y the value; a y that is not a number is "no data".
    void setData(std::vector<QList<QPointF>> values);

    /// Adds "linear | log" to the header.
    void addScaleSwitch(bool logarithmic);

    bool isLogarithmic() const { return m_logarithmic; }

    void setLogarithmic(bool logarithmic);

    ChartPlot* plot() { return m_plot; }

Q_SIGNALS:
    void logarithmicChanged(bool logarithmic);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void rescale();
    void applyColors();
    void showCursorValues();
    AxisTicks ticksFor(bool right) const;
    std::vector<ChartPlot::Tick> labelled(const AxisTicks& ticks, bool right) const;
    double heightOf(double value, const AxisTicks& ticks, bool right) const;

    QString m_title;
    std::vector<Line> m_lines;
    TimeAxis* m_axis;
    ChartLegend* m_legend;
    ChartPlot* m_plot;
    QButtonGroup* m_scaleButtons = nullptr;
    std::vector<QList<QPointF>> m_values;
    bool m_logarithmic = false;
};

} // namespace cicada
