#include "models/run_list_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"
#include "run_library.h"
#include "tool_tip.h"

#include <QSet>

namespace cicada {

namespace {

bool isFigure(int column)
{
    return column >= RunListModel::Length && column <= RunListModel::Failures;
}

QString stateText(const RunSummary& run)
{
    if (!run.problem.isEmpty())
        return RunListModel::tr("unreadable");
    if (run.state == QLatin1String("finished"))
        return RunListModel::tr("finished");
    if (run.state == QLatin1String("stopped"))
        return RunListModel::tr("stopped");
    if (run.state == QLatin1String("aborted"))
        return RunListModel::tr("aborted");
    return run.state;
}

} // namespace

RunListModel::RunListModel(RunLibrary* library, QObject* parent)
    : TableModel(
          {
              {tr("name")},
              {tr("target")},
              {tr("when")},
              figureColumn(tr("length")),
              figureColumn(tr("tasks/s")),
              figureColumn(tr("99 % ms")),
              figureColumn(tr("# fails")),
              {tr("state")},
              {tr("note")},
          },
          parent)
    , m_library(library)
    , m_runs(library->runs())
{
    connect(library, &RunLibrary::runsChanged, this, &RunListModel::takeRuns);
}

void RunListModel::takeRuns()
{
    const std::vector<RunSummary>& runs = m_library->runs();
    QSet<QString> paths;
    for (const RunSummary& run : runs)
        paths.insert(run.path);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (paths.contains(runAt(row).path))
            continue;
        beginRemoveRows({}, row, row);
        m_runs.erase(m_runs.begin() + row);
        endRemoveRows();
    }
    // Both are newest first: what is not where it should be is new. A start that was edited by hand
    // is the exception, for which the whole list is taken anew.
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (i < m_runs.size() && m_runs[i].path == runs[i].path) {
            m_runs[i] = runs[i];
            continue;
        }
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
        m_runs.insert(m_runs.begin() + static_cast<std::ptrdiff_t>(i), runs[i]);
        endInsertRows();
    }
    if (m_runs.size() != runs.size()) {
        beginResetModel();
        m_runs = runs;
        endResetModel();
    } else if (!m_runs.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunListModel::value(const RunSummary& run, int column) const
{
    switch (column) {
    case When:
        return run.startedAt;
    case Length:
        return run.durationSeconds;
    case Throughput:
        return run.throughputPerSecond;
    case P99:
        return run.p99Microseconds < 0 ? QVariant() : QVariant(run.p99Microseconds);
    case Failures:
        return static_cast<qulonglong>(run.failures);
    default:
        return text(run, column);
    }
}

QString RunListModel::text(const RunSummary& run, int column) const
{
    if (!run.problem.isEmpty() && isFigure(column))
        return noDataText();
    switch (column) {
    case Name:
        return run.name;
    case Target:
        return run.target;
    case When:
        return startText(run.startedAt.toStdString());
    case Length:
        return elapsedText(run.durationSeconds);
    case Throughput:
        return run.requests > 0 ? rateText(run.throughputPerSecond) : noDataText();
    case P99:
        return run.p99Microseconds < 0 ? noDataText() : millisecondsText(run.p99Microseconds);
    case Failures:
        return countText(run.failures);
    case State:
        return stateText(run);
    default:
        return run.problem.isEmpty() ? run.note : run.problem;
    }
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunSummary& run = runAt(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(run, column);
    case SortRole:
        return value(run, column);
    case AlertRole:
        return (column == Failures && run.failures > 0)
            || (column == State
                && (!run.problem.isEmpty() || run.state == QLatin1String("aborted")));
    case Qt::ToolTipRole:
        return plainToolTip(column == Name ? run.path : text(run, column));
    default:
        return TableModel::data(index, role);
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    const QString path = runAt(index.row()).path;
    const QString text = value.toString();
    if (text == this->text(runAt(index.row()), index.column()))
        return false;
    QString error;
    const bool done = index.column() == Name ? m_library->rename(path, text, &error)
                                             : m_library->setNote(path, text, &error);
    if (!done)
        Q_EMIT editFailed(error);
    return done;
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = TableModel::flags(index);
    if (index.isValid() && (index.column() == Name || index.column() == Note)
        && runAt(index.row()).problem.isEmpty())
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace cicada
