#pragma once

#include "stats/run_record.h"

#include <QAbstractTableModel>

#include <vector>

namespace cicada {

/// The Failures table: a row per cause (task, kind, message). Causes that are there stay in their
/// row while counts grow, new ones are appended.
class FailuresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Kind,
        Task,
        Message,
        Count,
        First,
        Last,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setFailures(const std::vector<FailureRow>& failures);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<FailureRow> m_rows;
};

} // namespace cicada
