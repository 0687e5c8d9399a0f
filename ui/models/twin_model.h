#pragma once

#include "models/table_model.h"
#include "report/twin_comparison.h"

#include <vector>

namespace cicada {

/// Twins side by side: a row per task, groups together. Rows stay while figures change.
class TwinModel : public TableModel
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
        Memory
    };

    explicit TwinModel(QObject* parent = nullptr);

    void setGroups(const std::vector<TwinGroup>& groups);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

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
