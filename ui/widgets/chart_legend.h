#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace cicada {

/// The line above a chart: its title, what each colour means and, while the cursor is in a chart,
/// the values there.
class ChartLegend : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString name;
        QColor color;
        QString value; ///< at the cursor; empty: no cursor
    };

    explicit ChartLegend(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setEntries(std::vector<Entry> entries);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont titleFont() const;
    QString shownTitle() const;
    double widthOf(const Entry& entry, bool withName) const;
    double widthWithNames(const QString& title) const;

    QString m_title;
    std::vector<Entry> m_entries;
};

} // namespace cicada
