#include "models/comparison_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

std::optional<double> percentile(const RunRecord& run, double LatencyFigures::* figure)
{
    return run.totals.latency ? std::optional((*run.totals.latency).*figure) : std::nullopt;
}

std::optional<double> failureShare(const RunRecord& run)
{
    if (run.totals.requests == 0)
        return std::nullopt;
    return static_cast<double>(run.totals.failures) / static_cast<double>(run.totals.requests);
}

std::optional<double> usersAtMost(const RunRecord& run)
{
    const auto most = std::max_element(run.timeline.begin(), run.timeline.end(),
        [](const TimelinePoint& a, const TimelinePoint& b) { return a.users < b.users; });
    return most == run.timeline.end() ? std::nullopt
                                      : std::optional(static_cast<double>(most->users));
}

std::optional<double> meanServerCpu(const RunRecord& run)
{
    if (run.serverSamples.empty())
        return std::nullopt;
    double sum = 0;
    for (const ServerSample& sample : run.serverSamples)
        sum += sample.cpuShare;
    return sum / static_cast<double>(run.serverSamples.size());
}

std::optional<double> throughput(const RunRecord& run)
{
    return run.totals.requests > 0 ? std::optional(run.totals.throughputPerSecond) : std::nullopt;
}

QString percent(double share)
{
    return (share > 0 ? QStringLiteral("+") : QString())
        + ComparisonModel::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

/// "+12.4 %"; relative to the first, so nothing where that is 0.
QString differenceText(double first, double second)
{
    if (first == second)
        return ComparisonModel::tr("same");
    return first == 0 ? noDataText() : percent((second - first) / first);
}

QString intervalText(const FigureComparison& comparison, ComparedFigure figure)
{
    const QString sentence = figure == ComparedFigure::FailureShare
        ? ComparisonModel::tr("By the seconds of both runs, between %1 and %2 of the requests "
                              "(95 % interval).")
        : ComparisonModel::tr("By the seconds of both runs, between %1 and %2 (95 % interval).");
    return sentence.arg(percent(comparison.low), percent(comparison.high));
}

const TaskRow* taskCalled(const RunRecord& run, const std::string& name)
{
    const auto found = std::ranges::find(run.tasks, name, &TaskRow::name);
    return found == run.tasks.end() || found->requests == 0 ? nullptr : &*found;
}

} // namespace

template <typename Text, typename FigureOf>
void ComparisonModel::addRow(const std::vector<RunRecord>& runs, const QString& name, Text text,
    FigureOf figureOf, std::optional<ComparedFigure> compared)
{
    Row row{{name}};
    const std::optional<double> base = figureOf(runs.front());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::optional<double> value = i == 0 ? base : figureOf(runs[i]);
        row.push_back({value ? text(*value) : noDataText()});
        if (i == 0)
            continue;
        Cell difference{base && value ? differenceText(*base, *value) : noDataText()};
        if (base && value && compared && *base != *value) {
            using Verdict = FigureComparison::Verdict;
            const FigureComparison found = compare(runs.front(), runs[i], *compared);
            difference.unclear = found.verdict != Verdict::Clear;
            difference.toolTip = found.verdict == Verdict::Unknown
                ? tr("Both runs need %1 measured seconds to tell whether this is real.")
                      .arg(kFewestComparedSeconds)
                : intervalText(found, *compared);
            if (found.verdict == Verdict::NoClearDifference)
                difference.text = tr("no clear difference");
            else if (found.verdict == Verdict::Unknown)
                difference.text = tr("%1, too short to tell").arg(difference.text);
        }
        row.push_back(std::move(difference));
    }
    m_rows.push_back(std::move(row));
}

ComparisonModel::ComparisonModel(QObject* parent)
    : TableModel({}, parent)
{
}

void ComparisonModel::setRuns(const std::vector<RunRecord>& runs)
{
    beginResetModel();
    m_rows.clear();
    TableColumns columns{{tr("figure")}};
    for (const RunRecord& run : runs) {
        columns.append(figureColumn(QString::fromStdString(run.name)));
        if (&run != &runs.front())
            columns.append(figureColumn(tr("difference")));
    }
    setColumns(std::move(columns));
    if (!runs.empty()) {
        addFacts(runs);
        addFigures(runs);
        addTasks(runs);
    }
    endResetModel();
}

void ComparisonModel::addFacts(const std::vector<RunRecord>& runs)
{
    Row started{{tr("Started")}};
    Row target{{tr("Target")}};
    for (const RunRecord& run : runs) {
        started.push_back({startText(run.startedAt)});
        target.push_back({QString::fromStdString(run.targetName)});
        if (&run != &runs.front()) {
            started.push_back({});
            target.push_back({});
        }
    }
    m_rows.push_back(std::move(started));
    m_rows.push_back(std::move(target));
}

void ComparisonModel::addFigures(const std::vector<RunRecord>& runs)
{
    const auto addLatency = [&](const QString& name, double LatencyFigures::* figure,
                                std::optional<ComparedFigure> compared = {}) {
        addRow(
            runs, name, latencyText,
            [figure](const RunRecord& run) { return percentile(run, figure); }, compared);
    };
    addRow(runs, tr("Throughput, tasks/s"), rateText, throughput, ComparedFigure::Throughput);
    addLatency(tr("Median"), &LatencyFigures::p50, ComparedFigure::Median);
    addLatency(tr("90 %"), &LatencyFigures::p90);
    addLatency(tr("95 %"), &LatencyFigures::p95, ComparedFigure::P95);
    addLatency(tr("99 %"), &LatencyFigures::p99, ComparedFigure::P99);
    addLatency(tr("99.9 %"), &LatencyFigures::p99_9);
    addLatency(tr("Average"), &LatencyFigures::mean);
    addLatency(tr("Maximum"), &LatencyFigures::max);
    addRow(runs, tr("Failures"), percentText, failureShare, ComparedFigure::FailureShare);
    addRow(runs, tr("Misses"), wholeText,
        [](const RunRecord& run) { return std::optional(static_cast<double>(run.totals.misses)); });
    addRow(runs, tr("Requests"), wholeText, [](const RunRecord& run) {
        return std::optional(static_cast<double>(run.totals.requests));
    });
    addRow(runs, tr("Users"), wholeText, usersAtMost);
    addRow(runs, tr("Measured"), elapsedText,
        [](const RunRecord& run) { return std::optional(run.durationSeconds); });
    addRow(runs, tr("Server CPU, of one core"), shareText, meanServerCpu);
}

// Tasks that more than one of the runs has; a run keeps no seconds of single tasks.
void ComparisonModel::addTasks(const std::vector<RunRecord>& runs)
{
    for (const TaskRow& task : runs.front().tasks) {
        const auto isShared = [&task](const RunRecord& run) { return taskCalled(run, task.name); };
        if (std::ranges::count_if(runs, isShared) < 2)
            continue;
        const QString name = QString::fromStdString(task.name);
        const auto latency = [&task](double LatencyFigures::* figure) {
            return [&task, figure](const RunRecord& run) {
                const TaskRow* row = taskCalled(run, task.name);
                return row && row->latency ? std::optional((*row->latency).*figure) : std::nullopt;
            };
        };
        addRow(runs, tr("%1, tasks/s").arg(name), rateText, [&task](const RunRecord& run) {
            const TaskRow* row = taskCalled(run, task.name);
            return row ? std::optional(row->throughputPerSecond) : std::nullopt;
        });
        addRow(runs, tr("%1, median").arg(name), latencyText, latency(&LatencyFigures::p50));
        addRow(runs, tr("%1, 99 %").arg(name), latencyText, latency(&LatencyFigures::p99));
    }
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Cell& cell
        = m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.toolTip;
    case QuietRole:
        return cell.unclear;
    default:
        return TableModel::data(index, role);
    }
}

} // namespace cicada
