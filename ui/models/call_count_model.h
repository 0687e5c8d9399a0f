#pragma once

#include "models/table_model.h"
#include "stats/run_record.h"

#include <vector>

namespace cicada {

/// The integrity table: the calls of each command and the bytes, as
/// this app counted them and as the server did.
class CallCountModel : public TableModel
{
    Q_OBJECT

public:
    enum Column
    {
        What,
        Sent,
        Counted,
        Difference
    };

    explicit CallCountModel(QObject* parent = nullptr);

    void setIntegrity(const Integrity& integrity);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString what;
        std::uint64_t sent = 0;
        std::optional<std::uint64_t> counted; ///< absent: not asked yet, or could not be

        bool operator==(const Row&) const = default;
    };

    std::vector<Row> m_rows;
    bool m_disagrees = false;
};

} // namespace cicada
