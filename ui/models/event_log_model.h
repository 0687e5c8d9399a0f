#pragma once

#include "models/table_model.h"
#include "stats/run_record.h"

#include <vector>

namespace cicada {

/// The Log of a run: events in order of time, then what the load generator warns about.
class EventLogModel : public TableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Time,
        Kind,
        Text
    };

    explicit EventLogModel(QObject* parent = nullptr);

    void setRecord(const RunRecord& record);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

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
