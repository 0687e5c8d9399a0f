#pragma once

#include <QTabWidget>

namespace cicada {

/// Tabs as a line of underlined titles, of which one may carry a count of errors.
class SectionTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit SectionTabs(QWidget* parent = nullptr);

    /// Shown in red behind the title; 0 takes it away.
    void setBadge(int tab, qsizetype count);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace cicada
