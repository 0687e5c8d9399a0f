#pragma once

#include "report/twin_comparison.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;

namespace cicada {

class FigureTable;
class TwinModel;

/// The same data as JSON, string and hash, side by side: the figures, and above them what to
/// conclude of the group of the current row.
class TwinPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TwinPanel(QWidget* parent = nullptr);

    /// Costs a millisecond: only for a panel in sight.
    void setRecord(const RunRecord& record);

    FigureTable* table() const { return m_table; }

    QString sentence() const;

private:
    void showSentence();

    std::vector<TwinGroup> m_groups;
    QStringList m_memory;
    TwinModel* m_model;
    QLabel* m_sentence;
    FigureTable* m_table;
};

} // namespace cicada
