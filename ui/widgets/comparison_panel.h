#pragma once

#include <QWidget>

#include <vector>

class QLabel;

namespace cicada {

class ComparisonModel;
class FigureTable;
struct RunRecord;

/// Runs side by side, with what differs and whether that is real.
class ComparisonPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonPanel(QWidget* parent = nullptr);

    void setRuns(const std::vector<RunRecord>& runs); ///< the first is the baseline

Q_SIGNALS:
    void backRequested();

private:
    ComparisonModel* m_model;
    FigureTable* m_table;
    QLabel* m_title;
};

} // namespace cicada
