#pragma once

#include "stats/run_record.h"

#include <QAbstractTableModel>

#include <vector>

namespace cicada {

/// The integrity table: the calls of each command and the bytes, as
/// this app counted them and as the server did.
class CallCountModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        What,
        Sent,
        Counted,
        Difference,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setIntegrity(const Integrity& integrity);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

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
