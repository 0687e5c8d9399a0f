#pragma once

#include "stats/run_record.h"

#include <QAbstractTableModel>

#include <vector>

namespace cicada {

/// The Log of a run: events in order of time, then what the load generator warns about.
class EventLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Time,
        Kind,
        Text,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRecord(const RunRecord& record);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Line
    {
        double second = -1; ///< below 0: of the whole run
        std::string kind, text;
        bool alerts = false;

        bool operator==(const Line&) const = default;
    };

    std::vector<Line> m_lines;
};

} // namespace cicada
