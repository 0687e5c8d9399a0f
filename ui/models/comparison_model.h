#pragma once

#include "stats/run_record.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace cicada {

/// The figures of two runs side by side, with the difference from the first to the second.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Figure,
        First,
        Second,
        Difference,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(const RunRecord& first, const RunRecord& second);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Row = std::array<QString, ColumnCount>;

    std::vector<Row> m_rows;
    QString m_firstName, m_secondName;
};

} // namespace cicada
