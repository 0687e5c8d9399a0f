#pragma once

#include <QWidget>

#include <vector>

namespace cicada {

/// The row of large figures above the charts.
class FiguresStrip : public QWidget
{
    Q_OBJECT

public:
    struct Figure
    {
        QString value;
        QString label;
        bool alert = false; ///< an error: red

        bool operator==(const Figure&) const = default;
    };

    explicit FiguresStrip(QWidget* parent = nullptr);

    void setFigures(std::vector<Figure> figures);

    QSize sizeHint() const override;

    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont valueFont() const;
    QFont labelFont() const;

    std::vector<Figure> m_figures;
};

} // namespace cicada
