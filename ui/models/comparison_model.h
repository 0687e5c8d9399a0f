#pragma once

#include "report/comparison.h"
#include "stats/run_record.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace cicada {

/// The figures of runs side by side: the first is the baseline, and each of the others is followed
/// by its difference from it and whether that is real. What may well be chance is quiet
/// (QuietRole).
class ComparisonModel : public QAbstractTableModel
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

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(const std::vector<RunRecord>& runs);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

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
    QStringList m_titles;
};

} // namespace cicada
