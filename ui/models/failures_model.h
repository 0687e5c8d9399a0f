#pragma once

#include "models/table_model.h"
#include "stats/run_record.h"

#include <vector>

namespace cicada {

/// The Failures table: a row per cause (task, kind, message). Causes that are there stay in their
/// row while counts grow, new ones are appended.
class FailuresModel : public TableModel
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
        Last
    };

    explicit FailuresModel(QObject* parent = nullptr);

    void setFailures(const std::vector<FailureRow>& failures);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<FailureRow> m_rows;
};

} // namespace cicada
