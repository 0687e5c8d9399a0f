#pragma once

#include "models/table_columns.h"
#include "stats/run_record.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace cicada {

/// The Statistics table: a row per task, with its calls as child rows (their times are service
/// times), and the total last. A new record of the same tasks changes figures in place, so that
/// selection, sorting and open rows stay.
class StatisticsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        Type,
        Name,
        Requests,
        Failures,
        Misses,
        Median,
        P90,
        P99,
        Average,
        Minimum,
        Maximum,
        Size,
        RequestsPerSecond,
        FailuresPerSecond
    };

    explicit StatisticsModel(QObject* parent = nullptr);

    void setRecord(const RunRecord& record);

    /// Of a task's row or one of its calls: its place in RunRecord::tasks. Nothing for the total.
    std::optional<std::size_t> taskAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool hasNamesOf(const std::vector<TaskRow>& rows) const;
    const CommandRow* callAt(const QModelIndex& index) const; ///< nullptr for tasks
    QVariant taskValue(const TaskRow& task, int column) const;
    QVariant callValue(const CommandRow& call, int column) const;

    TableColumns m_columns;
    std::vector<TaskRow> m_rows; ///< the total is the last
    double m_seconds = 0;
};

/// Sorts by SortRole and keeps the total at the bottom in either order; rows without a value come
/// behind those with one.
class TotalLastProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TotalLastProxy(QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace cicada
