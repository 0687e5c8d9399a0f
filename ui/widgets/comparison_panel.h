#pragma once

#include <QWidget>

namespace cicada {

class ComparisonModel;
class FigureTable;
struct RunRecord;

/// Two runs side by side.
class ComparisonPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonPanel(QWidget* parent = nullptr);

    void setRuns(const RunRecord& first, const RunRecord& second);

Q_SIGNALS:
    void backRequested();

private:
    ComparisonModel* m_model;
    FigureTable* m_table;
};

} // namespace cicada
