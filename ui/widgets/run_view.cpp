#include "widgets/run_view.h"

#include "models/event_log_model.h"
#include "models/failures_model.h"
#include "models/figure_text.h"
#include "models/statistics_model.h"
#include "report/twin_comparison.h"
#include "widgets/axis_ticks.h"
#include "widgets/figure_table.h"
#include "widgets/figures_strip.h"
#include "widgets/run_note.h"
#include "widgets/section_tabs.h"
#include "widgets/server_panel.h"
#include "widgets/time_axis.h"
#include "widgets/time_chart.h"
#include "widgets/twin_panel.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cicada {

namespace {

// The last breath of a run (what was in flight came back) is too short for a rate: a spike of
// nothing.
constexpr double kShortestDrawn = 0.1;

constexpr int kChartGap = 10;
constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
const QLatin1String kLogarithmicKey("run/latency_logarithmic");
const QLatin1String kSplitterKey("run/splitter");

QString phaseText(Phase phase)
{
    switch (phase) {
    case Phase::Spawn:
        return RunView::tr("spawn");
    case Phase::WarmUp:
        return RunView::tr("warm-up");
    case Phase::Measure:
        return {};
    case Phase::Pause:
        return RunView::tr("pause");
    case Phase::Stop:
        return RunView::tr("stop");
    }
    return {};
}

/// Where the axis of a run that has no planned end stops for now: it grows in strides, because each
/// new extent redraws everything.
double nextExtent(double elapsed)
{
    return std::max(10.0, roundStep(elapsed * 1.02 / 6) * 6);
}

double milliseconds(const std::optional<LatencyFigures>& figures, double LatencyFigures::* figure)
{
    return figures ? (*figures).*figure / 1'000 : kNoValue;
}

/// Whether the charts of `a` are those of `b` to the eye: a live run adds a point a second and is
/// shown four times.
bool sameTimeline(const RunRecord& a, const RunRecord& b)
{
    const auto same = [](const TimelinePoint& x, const TimelinePoint& y) {
        return x.second == y.second && x.length == y.length && x.requests == y.requests
            && x.failures == y.failures && x.users == y.users && x.inFlight == y.inFlight
            && x.backlog == y.backlog;
    };
    return a.startedAt == b.startedAt && a.name == b.name && a.timeline.size() == b.timeline.size()
        && (a.timeline.empty()
            || (same(a.timeline.front(), b.timeline.front())
                && same(a.timeline.back(), b.timeline.back())))
        && a.serverSamples.size() == b.serverSamples.size()
        && (a.serverSamples.empty()
            || a.serverSamples.back().second == b.serverSamples.back().second);
}

QString millisecondsOfChart(double value)
{
    return millisecondsText(value * 1'000);
}

QString countOfChart(double value)
{
    return countText(static_cast<std::uint64_t>(std::llround(value)));
}

QString percentOfChart(double value)
{
    return QString::number(value, 'f', 0);
}

} // namespace

RunView::RunView(QWidget* parent)
    : QWidget(parent)
    , m_axis(new TimeAxis(this))
    , m_strip(new FiguresStrip)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_tabs(new SectionTabs)
    , m_allTasks(new QToolButton)
    , m_statistics(new StatisticsModel(this))
    , m_failures(new FailuresModel(this))
    , m_log(new EventLogModel(this))
    , m_serverPanel(new ServerPanel)
    , m_twins(new TwinPanel)
    , m_note(new RunNote)
{
    m_charts = makeCharts();
    makeTabs();
    m_splitter->addWidget(m_charts);
    m_splitter->addWidget(m_tabs);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(kChartGap - 2);
    m_splitter->setSizes({1'080, 1'000});
    m_splitter->restoreState(QSettings().value(kSplitterKey).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { QSettings().setValue(kSplitterKey, m_splitter->saveState()); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kChartGap);
    layout->addWidget(m_strip);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_note);
    setRecord({});
}

QWidget* RunView::makeCharts()
{
    m_throughput = new TimeChart(tr("Throughput"),
        {{tr("tasks/s"), &RunColors::throughput, rateText},
            {tr("failures/s"), &RunColors::failures, rateText}},
        m_axis);
    m_latency = new TimeChart(tr("Latency, ms"),
        {{tr("50 %"), &RunColors::median, millisecondsOfChart},
            {tr("95 %"), &RunColors::p95, millisecondsOfChart},
            {tr("99 %"), &RunColors::p99, millisecondsOfChart}},
        m_axis);
    m_users = new TimeChart(tr("Users"),
        {{tr("users"), &RunColors::users, countOfChart},
            {tr("in flight"), &RunColors::median, countOfChart},
            {tr("backlog"), &RunColors::p95, countOfChart, false, true}},
        m_axis);
    m_server = new TimeChart(tr("Server"),
        {{tr("CPU %"), &RunColors::server, percentOfChart},
            {tr("commands/s"), &RunColors::throughput, rateText, true}},
        m_axis);
    m_latency->addScaleSwitch(QSettings().value(kLogarithmicKey, true).toBool());
    connect(m_latency, &TimeChart::logarithmicChanged, this,
        [](bool logarithmic) { QSettings().setValue(kLogarithmicKey, logarithmic); });
    m_latency->plot()->setRightLabelRoom(true);
    m_server->plot()->setRightLabelRoom(true);
    m_users->plot()->setMarkTextsVisible(false);
    m_server->plot()->setMarkTextsVisible(false);

    auto* charts = new QWidget;
    auto* grid = new QGridLayout(charts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(kChartGap);
    grid->addWidget(m_throughput, 0, 0);
    grid->addWidget(m_latency, 0, 1);
    grid->addWidget(m_users, 1, 0);
    grid->addWidget(m_server, 1, 1);
    for (int i = 0; i < 2; ++i)
        grid->setColumnStretch(i, 1);
    grid->setRowStretch(0, 6);
    grid->setRowStretch(1, 5);
    return charts;
}

void RunView::makeTabs()
{
    m_statisticsTable = addTable(m_statistics, tr("Statistics"),
        tr("One row per task, with its calls below it, appears here as soon as the first "
           "request has ended."),
        StatisticsModel::Name);
    m_statisticsTable->setRootIsDecorated(true);
    m_statisticsTable->setIndentation(fontMetrics().height() * 4 / 5);
    m_statisticsTable->header()->setSortIndicatorClearable(true);
    m_statisticsTable->sortByColumn(-1, Qt::AscendingOrder);
    m_statisticsTable->setAccessibleDescription(
        tr("A selected task is shown alone in the charts; Escape shows all again."));
    connect(
        m_statisticsTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
            if (takeSelectedTask())
                showTimeline();
        });
    m_failuresTable = addTable(m_failures, tr("Failures"),
        tr("No failures. Each cause would be counted here, with its first and "
           "last occurrence."),
        FailuresModel::Message);
    m_failuresTable->sortByColumn(FailuresModel::Count, Qt::DescendingOrder);
    m_tabs->addTab(m_twins, tr("Twins"));
    m_tabs->setTabVisible(m_tabs->indexOf(m_twins), false);
    m_tabs->addTab(m_serverPanel, tr("Server"));
    m_logTable = addTable(m_log, tr("Log"),
        tr("Lost connections, changes made while the run lasts and your own notes "
           "are listed here."),
        EventLogModel::Text);
    m_logTable->sortByColumn(EventLogModel::Time, Qt::AscendingOrder);
    connect(m_tabs, &QTabWidget::currentChanged, this, &RunView::showCurrentTab);
    m_allTasks->setText(tr("Show &all tasks"));
    m_allTasks->setAutoRaise(true);
    m_allTasks->setFixedHeight(m_tabs->tabBar()->sizeHint().height() - 3); // above the line
    m_allTasks->hide();
    connect(m_allTasks, &QToolButton::clicked, m_statisticsTable, &QTreeView::clearSelection);
    m_tabs->setCornerWidget(m_allTasks);
}

FigureTable* RunView::addTable(
    QAbstractItemModel* model, const QString& title, const QString& placeholder, int stretchColumn)
{
    auto* sorted = new TotalLastProxy(this);
    sorted->setSourceModel(model);
    auto* table = new FigureTable(title);
    table->setModel(sorted);
    table->setRootIsDecorated(false);
    table->setStretchColumns({stretchColumn});
    table->setPlaceholder(placeholder);
    m_tabs->addTab(table, title);
    return table;
}

void RunView::addTab(QWidget* page, const QString& title)
{
    m_tabs->addTab(page, title);
}

QString RunView::statisticsText() const
{
    return m_statisticsTable->text(false);
}

QPixmap RunView::chartsPicture() const
{
    return m_charts->grab();
}

void RunView::setRecord(const RunRecord& record)
{
    if (record.startedAt != m_record.startedAt)
        m_axis->resetZoom();
    const bool redraw = !sameTimeline(record, m_record);
    m_record = record;
    showFigures();
    showExtent();
    m_statistics->setRecord(m_record);
    if (takeSelectedTask() || redraw)
        showTimeline();
    if (redraw)
        showServerSamples();
    showMarks();
    m_failures->setFailures(m_record.failures);
    showTwinTab();
    m_tabs->setBadge(m_tabs->indexOf(m_failuresTable), m_failures->rowCount());
    showCurrentTab();
    showNote();
}

void RunView::showFigures()
{
    // Before the measured window begins there are no totals: the last second speaks, and says so.
    const TimelinePoint last
        = m_record.timeline.empty() ? TimelinePoint{} : m_record.timeline.back();
    const bool live
        = m_record.totals.requests == 0 && m_record.state == "running" && last.requests > 0;
    const std::optional<TimelinePoint> latest = latestPoint();
    const TaskRow& totals = m_record.totals;
    const std::uint64_t requests = live ? last.requests : totals.requests;
    const std::uint64_t failures = live ? last.failures : totals.failures;
    const auto& latency = live ? last.latency : totals.latency;
    const auto label = [live](const QString& text) { return live ? tr("%1 now").arg(text) : text; };
    const auto percentile = [&](double LatencyFigures::* figure) {
        return latency ? latencyText((*latency).*figure) : noDataText();
    };
    const bool any = requests > 0;
    std::vector<FiguresStrip::Figure> figures{
        {any ? rateText(live ? last.throughputPerSecond : totals.throughputPerSecond)
             : noDataText(),
            label(tr("tasks/s"))},
        {percentile(&LatencyFigures::p50), label(tr("median"))},
        {percentile(&LatencyFigures::p99), label(tr("99 %"))},
        {any ? percentText(static_cast<double>(failures) / static_cast<double>(requests))
             : noDataText(),
            label(tr("failures")), failures > 0},
        {any ? countText(live ? last.misses : totals.misses) : noDataText(), label(tr("misses"))},
        {latest ? countText(usersToShow()) : noDataText(), tr("users")},
        {latest ? countText(latest->connections) : noDataText(), tr("connections")},
        {elapsedText(m_record.elapsedSeconds), tr("elapsed")},
    };
    const ArrivalFigures arrivals = ArrivalFigures::of(m_record.timeline);
    if (m_record.state == "running" && latest && arrivals.largestBacklog > 0)
        figures.insert(figures.end() - 1, {countText(latest->backlog), tr("backlog")});
    else if (arrivals.largestBacklog > 0)
        figures.insert(
            figures.end() - 1, {countText(arrivals.largestBacklog), tr("largest backlog")});
    if (arrivals.dropped > 0)
        figures.insert(figures.end() - 1, {countText(arrivals.dropped), tr("dropped"), true});
    m_strip->setFigures(figures);
}

// The second that is not over yet, or the last whole one.
std::optional<TimelinePoint> RunView::latestPoint() const
{
    if (m_record.underWay || m_record.timeline.empty())
        return m_record.underWay;
    return m_record.timeline.back();
}

// While it runs those there are now; later the most there were, since at the end all have gone.
std::uint64_t RunView::usersToShow() const
{
    if (m_record.state == "running")
        return latestPoint().value_or(TimelinePoint{}).users;
    std::uint64_t most = 0;
    for (const TimelinePoint& point : m_record.timeline)
        most = std::max(most, point.users);
    return most;
}

void RunView::showExtent()
{
    double elapsed = m_record.elapsedSeconds;
    if (!m_record.timeline.empty())
        elapsed
            = std::max(elapsed, m_record.timeline.back().second + m_record.timeline.back().length);
    if (m_record.state != "running" && elapsed > 0)
        m_axis->setExtent(elapsed);
    else
        m_axis->setExtent(elapsed <= m_plannedSeconds ? m_plannedSeconds : nextExtent(elapsed));
}

bool RunView::takeSelectedTask()
{
    const QModelIndexList rows = m_statisticsTable->selectionModel()->selectedRows();
    const auto* sorted = qobject_cast<const QSortFilterProxyModel*>(m_statisticsTable->model());
    std::optional<std::size_t> task;
    if (rows.size() == 1)
        task = m_statistics->taskAt(sorted->mapToSource(rows.front()));
    if (!hasTaskTimelines(m_record.timeline))
        task.reset();
    if (task == m_shownTask)
        return false;
    m_shownTask = task;
    const QString name
        = task ? QString::fromStdString(m_record.tasks[*task].name).simplified() : QString();
    m_allTasks->setVisible(task.has_value());
    m_throughput->setSubject(name);
    m_latency->setSubject(name);
    return true;
}

void RunView::showTimeline()
{
    std::array<QList<QPointF>, 8> lines;
    const bool hasBacklog = ArrivalFigures::of(m_record.timeline).largestBacklog > 0;
    for (auto& line : lines)
        line.reserve(static_cast<qsizetype>(m_record.timeline.size()));
    for (const TimelinePoint& point : m_record.timeline) {
        if (point.length < kShortestDrawn && m_record.timeline.size() > 1)
            continue;
        const double middle = point.second + point.length / 2;
        const double length = std::max(point.length, 1e-3);
        const PointFigures& figures = m_shownTask ? point.ofTask(*m_shownTask) : point;
        lines[0].append({middle, figures.throughputPerSecond});
        lines[1].append({middle, static_cast<double>(figures.failures) / length});
        lines[2].append({middle, milliseconds(figures.latency, &LatencyFigures::p50)});
        lines[3].append({middle, milliseconds(figures.latency, &LatencyFigures::p95)});
        lines[4].append({middle, milliseconds(figures.latency, &LatencyFigures::p99)});
        lines[5].append({middle, static_cast<double>(point.users)});
        lines[6].append({middle, static_cast<double>(point.inFlight)});
        if (hasBacklog)
            lines[7].append({middle, static_cast<double>(point.backlog)});
    }
    m_throughput->setData({std::move(lines[0]), std::move(lines[1])});
    m_latency->setData({std::move(lines[2]), std::move(lines[3]), std::move(lines[4])});
    m_users->setData({std::move(lines[5]), std::move(lines[6]), std::move(lines[7])});
}

void RunView::showServerSamples()
{
    QList<QPointF> cpu;
    QList<QPointF> commands;
    // A server that did not answer leaves a hole much longer than the usual stride: not to be drawn
    // through as if it had been asked.
    const auto& samples = m_record.serverSamples;
    const double stride = samples.size() < 2 ? 1
                                             : (samples.back().second - samples.front().second)
            / static_cast<double>(samples.size() - 1);
    double previous = samples.empty() ? 0 : samples.front().second;
    for (const ServerSample& sample : samples) {
        if (sample.second - previous > 2.5 * std::max(1.0, stride)) {
            cpu.append({(previous + sample.second) / 2, kNoValue});
            commands.append({(previous + sample.second) / 2, kNoValue});
        }
        cpu.append({sample.second, sample.cpuShare * 100});
        commands.append({sample.second, sample.commandsPerSecond});
        previous = sample.second;
    }
    m_server->setData({std::move(cpu), std::move(commands)});
}

void RunView::showMarks()
{
    std::vector<ChartPlot::Span> spans;
    Phase phase = Phase::Measure;
    for (const TimelinePoint& point : m_record.timeline) {
        if (point.phase == Phase::Measure) {
            phase = point.phase;
            continue;
        }
        if (point.phase != phase)
            spans.push_back({point.second, point.second, phaseText(point.phase)});
        phase = point.phase;
        spans.back().to = point.second + point.length;
    }
    std::vector<ChartPlot::Mark> marks;
    marks.reserve(m_record.events.size());
    for (const RunEvent& event : m_record.events)
        marks.push_back({event.second, QString::fromStdString(event.text), event.beginsOutage()});
    for (TimeChart* chart : {m_throughput, m_latency, m_users, m_server}) {
        chart->plot()->setSpans(spans);
        chart->plot()->setMarks(marks);
    }
}

void RunView::showNote()
{
    if (m_record.state == "aborted") {
        const QString head = tr("The run was aborted:");
        m_note->setNote(RunNote::Kind::Abort,
            head + QLatin1Char(' ') + QString::fromStdString(m_record.abortReason), head.size());
        return;
    }
    QStringList lines;
    if (!m_record.verdict.empty())
        lines << QString::fromStdString(m_record.verdict);
    for (const std::string& warning : m_record.generator.warnings)
        lines << QString::fromStdString(warning);
    if (m_record.integrity.agrees && !*m_record.integrity.agrees)
        lines << tr("The server counted other calls than were sent; see the Server tab.");
    const QString text = lines.join(QLatin1Char('\n'));
    // "Bound by the server: its main thread ...": what comes before the colon is the message.
    const qsizetype colon = text.indexOf(QLatin1String(": "));
    m_note->setNote(RunNote::Kind::Verdict, text, colon >= 0 && colon < 40 ? colon + 1 : 0);
}

// Which tasks are twins does not change while a run lasts, and looking costs a millisecond.
void RunView::showTwinTab()
{
    const bool any = !m_record.tasks.empty();
    if (any && m_record.profileJson == m_twinsProfile)
        return;
    m_twinsProfile = any ? m_record.profileJson : std::string();
    m_tabs->setTabVisible(m_tabs->indexOf(m_twins), any && !compareTwins(m_record).empty());
}

void RunView::showCurrentTab()
{
    if (m_tabs->currentWidget() == m_twins)
        m_twins->setRecord(m_record);
    if (m_tabs->currentWidget() == m_serverPanel)
        m_serverPanel->setRecord(m_record);
    else if (m_tabs->currentWidget() == m_logTable)
        m_log->setRecord(m_record);
    for (FigureTable* table : {m_statisticsTable, m_failuresTable, m_logTable}) {
        if (m_tabs->currentWidget() == table)
            table->fitColumns();
    }
}

} // namespace cicada
