#pragma once

#include "report/twin_comparison.h"

#include <QAbstractTableModel>

#include <vector>

namespace cicada {

/// Twins side by side: a row per task, groups together. Rows stay while figures change.
class TwinModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Group,
        StoredAs,
        Task,
        Median,
        P99,
        Sent,
        Received,
        Calls,
        Requests,
        Throughput,
        Memory,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setGroups(const std::vector<TwinGroup>& groups);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString group;
        TwinRow figures;
    };

    static QVariant valueOf(const Row& row, int column);
    static QString textOf(const Row& row, int column);

    std::vector<Row> m_rows;
};

} // namespace cicada
