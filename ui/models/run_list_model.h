#pragma once

#include "models/table_model.h"
#include "run_summary.h"

#include <vector>

namespace cicada {

class RunLibrary;

/// The kept runs as a table; names and notes are edited in place and written into the run file.
/// Rows come and go one by one, so that selection and scrolling stay.
class RunListModel : public TableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Target,
        When,
        Length,
        Throughput,
        P99,
        Failures,
        State,
        Note
    };

    explicit RunListModel(RunLibrary* library, QObject* parent = nullptr);

    const RunSummary& runAt(int row) const { return m_runs[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void editFailed(const QString& sentence);

private:
    void takeRuns();
    QVariant value(const RunSummary& run, int column) const;
    QString text(const RunSummary& run, int column) const;

    RunLibrary* m_library;
    std::vector<RunSummary> m_runs;
};

} // namespace cicada
