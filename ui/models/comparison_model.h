#pragma once

#include "models/table_model.h"
#include "report/comparison.h"
#include "stats/run_record.h"

#include <optional>
#include <vector>

namespace cicada {

/// The figures of runs side by side: the first is the baseline, and each of the others is followed
/// by its difference from it and whether that is real. What may well be chance is quiet
/// (QuietRole).
class ComparisonModel : public TableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Figure,
        First,
        Second,
        Difference, ///< of the second run from the first; for further runs two columns each follow
    };

    explicit ComparisonModel(QObject* parent = nullptr);

    void setRuns(const std::vector<RunRecord>& runs);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Cell
    {
        QString text;
        QString toolTip = {};
        bool unclear = false;
    };

    using Row = std::vector<Cell>;

    void addFacts(const std::vector<RunRecord>& runs);
    void addFigures(const std::vector<RunRecord>& runs);
    void addTasks(const std::vector<RunRecord>& runs);
    template <typename Text, typename FigureOf>
    void addRow(const std::vector<RunRecord>& runs, const QString& name, Text text,
        FigureOf figureOf, std::optional<ComparedFigure> compared = {});

    std::vector<Row> m_rows;
};

} // namespace cicada
