#include "widgets/run_view.h"

#include "models/figure_text.h"
#include "models/statistics_model.h"
#include "run_samples.h"
#include "widgets/axis_ticks.h"
#include "widgets/chart_plot.h"
#include "widgets/figure_table.h"
#include "widgets/figures_strip.h"
#include "widgets/run_note.h"
#include "widgets/section_tabs.h"
#include "widgets/tabular_text.h"
#include "widgets/time_axis.h"
#include "widgets/time_chart.h"

#include <QChart>
#include <QLabel>
#include <QLineSeries>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <gtest/gtest.h>

#include <algorithm>

namespace cicada {

namespace {

class RunViewTest : public testing::Test
{
protected:
    RunViewTest()
    {
        view.resize(1'000, 700);
        view.show();
    }

    TimeChart* chart(const QString& name)
    {
        const QList<TimeChart*> charts = view.findChildren<TimeChart*>();
        const auto found = std::find_if(charts.begin(), charts.end(),
            [&](const TimeChart* each) { return each->accessibleName() == name; });
        return found == charts.end() ? nullptr : *found;
    }

    /// The unbroken parts of all lines of a chart.
    static std::vector<QList<QPointF>> parts(TimeChart* chart)
    {
        std::vector<QList<QPointF>> result;
        for (QAbstractSeries* series : chart->plot()->chart()->series()) {
            const auto* line = qobject_cast<QLineSeries*>(series);
            if (line && line->count() > 0)
                result.push_back(line->points());
        }
        return result;
    }

    FigureTable* statistics()
    {
        for (FigureTable* each : view.findChildren<FigureTable*>()) {
            if (each->accessibleName() == QStringLiteral("Statistics"))
                return each;
        }
        return nullptr;
    }

    QString figures() { return view.findChild<FiguresStrip*>()->accessibleDescription(); }

    RunView view;
};

} // namespace

TEST_F(RunViewTest, SaysNoDataBeforeAnythingRan)
{
    view.setRecord({});

    EXPECT_TRUE(figures().contains(QStringLiteral("median ") + noDataText()));
    EXPECT_TRUE(figures().contains(QStringLiteral("99 % ") + noDataText()));
    EXPECT_FALSE(figures().contains(QStringLiteral("0.00 ms")));
}

TEST_F(RunViewTest, ShowsTheTotalsAsFigures)
{
    RunRecord record = samples::run({"a", "b"});
    samples::addTimeline(record, 10);
    view.setRecord(record);

    EXPECT_TRUE(figures().contains(QStringLiteral("tasks/s 300")));
    EXPECT_TRUE(figures().contains(QStringLiteral("median 0.31 ms")));
    EXPECT_TRUE(figures().contains(QStringLiteral("failures 0.00 %")));
    EXPECT_TRUE(figures().contains(QStringLiteral("users 10")));
    EXPECT_TRUE(figures().contains(QStringLiteral("elapsed 00:10")));
}

TEST_F(RunViewTest, SaysThatFiguresAreOfTheMomentBeforeMeasuringBegins)
{
    RunRecord record = samples::run({});
    record.state = "running";
    samples::addTimeline(record, 3);
    for (TimelinePoint& point : record.timeline)
        point.phase = Phase::Spawn;
    view.setRecord(record);

    EXPECT_TRUE(figures().contains(QStringLiteral("tasks/s now")));
    EXPECT_TRUE(figures().contains(QStringLiteral("median now 0.31 ms")));
}

TEST_F(RunViewTest, BreaksALineWhereThereIsNoData)
{
    RunRecord record = samples::run({"a"});
    samples::addTimeline(record, 10);
    for (int second : {4, 5})
        record.timeline[static_cast<std::size_t>(second)].latency.reset();
    view.setRecord(record);

    EXPECT_EQ(parts(chart(QStringLiteral("Latency, ms"))).size(), 3u * 2);
    EXPECT_EQ(parts(chart(QStringLiteral("Throughput"))).size(), 2u);
}

TEST_F(RunViewTest, DrawsALongRunWithFewerPointsButEveryPeak)
{
    RunRecord record = samples::run({"a"});
    samples::addTimeline(record, 1'200);
    record.timeline[611].throughputPerSecond = 0;
    view.setRecord(record);

    const QList<QPointF> throughput = parts(chart(QStringLiteral("Throughput"))).front();
    EXPECT_LT(throughput.size(), 600);
    const auto lowest = std::min_element(throughput.begin(), throughput.end(),
        [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
    EXPECT_EQ(lowest->y(), 0);
    EXPECT_NEAR(lowest->x(), 611.5 / 1'200, 1e-9);
}

TEST_F(RunViewTest, ZoomsAllChartsByADragInOneAndShowsAllOnDoubleClick)
{
    RunRecord record = samples::run({"a"});
    samples::addTimeline(record, 100);
    view.setRecord(record);
    const auto* axis = view.findChild<TimeAxis*>();
    ChartPlot* plot = chart(QStringLiteral("Throughput"))->plot();
    const QRectF area = plot->chart()->plotArea();
    const auto at = [&](double share) {
        return QPoint(static_cast<int>(area.left() + share * area.width()),
            static_cast<int>(area.center().y()));
    };

    QTest::mousePress(plot->viewport(), Qt::LeftButton, {}, at(0.25));
    QTest::mouseMove(plot->viewport(), at(0.5));
    QTest::mouseRelease(plot->viewport(), Qt::LeftButton, {}, at(0.5));
    EXPECT_TRUE(axis->isZoomed());
    EXPECT_NEAR(axis->from(), 25, 1);
    EXPECT_NEAR(axis->to(), 50, 1);
    EXPECT_LT(parts(chart(QStringLiteral("Users"))).front().size(), 30);

    QTest::mouseDClick(plot->viewport(), Qt::LeftButton, {}, at(0.5));
    EXPECT_FALSE(axis->isZoomed());
    EXPECT_EQ(axis->to(), 100);
}

TEST_F(RunViewTest, IsSteeredByKeysAsByTheMouse)
{
    RunRecord record = samples::run({"a"});
    samples::addTimeline(record, 100);
    view.setRecord(record);
    const auto* axis = view.findChild<TimeAxis*>();
    ChartPlot* plot = chart(QStringLiteral("Throughput"))->plot();

    QTest::keyClick(plot, Qt::Key_Right);
    ASSERT_TRUE(axis->cursor());
    EXPECT_NEAR(*axis->cursor(), 52, 0.01);
    QTest::keyClick(plot, Qt::Key_Plus);
    EXPECT_NEAR(axis->to() - axis->from(), 50, 0.01);
    QTest::keyClick(plot, Qt::Key_Escape);
    EXPECT_FALSE(axis->isZoomed());
    EXPECT_FALSE(axis->cursor());
}

TEST_F(RunViewTest, KeepsSelectionAndSortingThroughUpdates)
{
    RunRecord record = samples::run({"a", "b", "c"});
    record.state = "running";
    view.setRecord(record);
    FigureTable* table = statistics();
    ASSERT_TRUE(table);
    table->sortByColumn(StatisticsModel::Requests, Qt::DescendingOrder);
    const QModelIndex b = table->model()->index(1, StatisticsModel::Name);
    ASSERT_EQ(b.data().toString(), QStringLiteral("b"));
    table->setCurrentIndex(b);

    record.tasks[1].requests = 99'000;
    view.setRecord(record);

    EXPECT_EQ(table->currentIndex().siblingAtColumn(StatisticsModel::Name).data().toString(),
        QStringLiteral("b"));
    EXPECT_EQ(table->currentIndex().row(), 0);
}

TEST_F(RunViewTest, ShowsASelectedTaskAloneInTheCharts)
{
    RunRecord record = samples::run({"a", "b <b>old</b>"});
    samples::addTimeline(record, 10);
    for (TimelinePoint& point : record.timeline) {
        PointFigures a;
        a.requests = a.successes = 900;
        a.throughputPerSecond = 900;
        PointFigures b;
        b.requests = 100;
        b.failures = 100;
        b.latency = samples::latency(5'000);
        point.tasks = std::make_shared<const std::vector<PointFigures>>(std::vector{a, b});
    }
    view.setRecord(record);
    FigureTable* table = statistics();
    ASSERT_TRUE(table);
    TimeChart* throughput = chart(QStringLiteral("Throughput"));
    TimeChart* latency = chart(QStringLiteral("Latency, ms"));
    const auto all = parts(throughput);
    QToolButton* const button = [&]() -> QToolButton* {
        for (QToolButton* each : view.findChildren<QToolButton*>()) {
            if (each->text() == QStringLiteral("Show &all tasks"))
                return each;
        }
        return nullptr;
    }();
    ASSERT_TRUE(button);
    EXPECT_FALSE(button->isVisible());

    table->setCurrentIndex(table->model()->index(1, StatisticsModel::Name));
    EXPECT_TRUE(button->isVisible());
    EXPECT_EQ(throughput->accessibleName(), QStringLiteral("Throughput: b <b>old</b>"));
    EXPECT_EQ(parts(throughput).front().front().y(), 0) << "every request of b failed";
    EXPECT_EQ(parts(latency).size(), 3U);

    // The second goes on as it is shown, and a call's row is its task's.
    record.timeline.push_back(record.timeline.back());
    record.timeline.back().second = 10;
    view.setRecord(record);
    EXPECT_EQ(parts(throughput).front().size(), 11);
    table->setCurrentIndex(
        table->model()->index(0, StatisticsModel::Name, table->model()->index(0, 0)));
    EXPECT_EQ(throughput->accessibleName(), QStringLiteral("Throughput: a"));
    EXPECT_TRUE(parts(latency).empty()) << "a has no latencies here";

    // The total, Escape, and the button show all.
    table->setCurrentIndex(table->model()->index(2, StatisticsModel::Name));
    EXPECT_EQ(throughput->accessibleName(), QStringLiteral("Throughput"));
    table->setCurrentIndex(table->model()->index(0, StatisticsModel::Name));
    QTest::keyClick(table, Qt::Key_Escape);
    EXPECT_EQ(throughput->accessibleName(), QStringLiteral("Throughput"));
    EXPECT_FALSE(button->isVisible());
    table->setCurrentIndex(table->model()->index(0, StatisticsModel::Name));
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(throughput->accessibleName(), QStringLiteral("Throughput"));
    EXPECT_EQ(parts(throughput).size(), all.size());

    // A run of other tasks has another selection: none.
    table->setCurrentIndex(table->model()->index(1, StatisticsModel::Name));
    view.setRecord(samples::run({"c"}));
    EXPECT_EQ(throughput->accessibleName(), QStringLiteral("Throughput"));
}

TEST_F(RunViewTest, GivesTheTotalsRowTheWidthOfItsHeavierFigures)
{
    RunRecord record = samples::run({"a"});
    record.tasks[0].requests = record.totals.requests = 88'888'888'888'888; // beyond its header
    view.setRecord(record);
    for (FigureTable* table : view.findChildren<FigureTable*>()) {
        if (table->accessibleName() != QStringLiteral("Statistics"))
            continue;
        QFont heavy = table->font();
        heavy.setWeight(QFont::DemiBold);
        const QString text = table->model()->index(1, StatisticsModel::Requests).data().toString();
        ASSERT_EQ(text, table->model()->index(0, StatisticsModel::Requests).data().toString());
        EXPECT_GT(table->columnWidth(StatisticsModel::Requests),
            tabularWidth(QFontMetricsF(heavy), text));
        return;
    }
    FAIL() << "no table of statistics";
}

TEST_F(RunViewTest, CountsCausesOfFailureInTheTitleOfTheirTab)
{
    RunRecord record = samples::run({"a"});
    const auto* bar = view.findChild<SectionTabs*>()->findChild<QTabBar*>();
    view.setRecord(record);
    EXPECT_EQ(bar->tabData(1).toString(), QString());

    record.failures.push_back({"a", "reset", "connection lost", 9'000, 0, 1, 2});
    view.setRecord(record);
    EXPECT_EQ(bar->tabData(1).toString(), QStringLiteral("1"));
}

TEST_F(RunViewTest, ShowsAServersWordsAsTextAndNotAsMarkup)
{
    RunRecord record = samples::run({"a"});
    record.state = "aborted";
    record.abortReason = "<img src=x> refused";
    view.setRecord(record);

    const auto* message = view.findChild<RunNote*>();
    EXPECT_TRUE(message->text().contains(QStringLiteral("<img src=x>")));
    const QString html = message->findChild<QLabel*>()->text();
    EXPECT_FALSE(html.contains(QStringLiteral("<img")));
    EXPECT_TRUE(html.contains(QStringLiteral("&lt;img")));
}

TEST(AxisTicks, StepInOneTwoTwoAndAHalfOrFive)
{
    const struct
    {
        double raw, step;
    } rows[] = {{1, 1}, {1.01, 2}, {2.1, 2.5}, {2.6, 5}, {5.1, 10}, {0.03, 0.05}, {21'400, 25'000},
        {1e-4, 1e-4}};

    for (const auto& row : rows)
        EXPECT_DOUBLE_EQ(roundStep(row.raw), row.step) << row.raw;
}

TEST(AxisTicks, CoverTheHighestValueEvenWhereThereIsNone)
{
    EXPECT_EQ(linearTicks(64'000, 3).values, (std::vector<double>{0, 25'000, 50'000, 75'000}));
    EXPECT_EQ(linearTicks(0, 3).values, (std::vector<double>{0, 1, 2, 3}));
    const AxisTicks decades = logarithmicTicks(0.17, 190);
    EXPECT_LE(decades.low, 0.17);
    EXPECT_GE(decades.high, 190);
    const AxisTicks flat = logarithmicTicks(0.31, 0.31);
    EXPECT_LE(flat.low, 0.31);
    EXPECT_GE(flat.high / flat.low, 9.9);
}

TEST(AxisTicks, TellTimeInRoundSteps)
{
    const AxisTicks minute = timeTicks(0, 60, 6);
    EXPECT_EQ(minute.values, (std::vector<double>{0, 10, 20, 30, 40, 50, 60}));
    EXPECT_EQ(timeTickText(30, minute), QStringLiteral("30 s"));
    EXPECT_EQ(timeTickText(90, timeTicks(0, 600, 4)), QStringLiteral("01:30"));
    EXPECT_EQ(timeTicks(12.1, 12.9, 4).values.size(), 4u);
}

TEST(FigureText, NeverMakesSomeFailuresNone)
{
    EXPECT_EQ(percentText(0), QStringLiteral("0.00 %"));
    EXPECT_EQ(percentText(1e-9), QStringLiteral("< 0.01 %"));
    EXPECT_EQ(percentText(0.99999), QStringLiteral("99.99 %"));
    EXPECT_EQ(percentText(1), QStringLiteral("100 %"));
}

TEST(FigureText, KeepsThreeDigitsOfALatency)
{
    EXPECT_EQ(millisecondsText(85), QStringLiteral("0.085"));
    EXPECT_EQ(millisecondsText(99.7), QStringLiteral("0.10"));
    EXPECT_EQ(millisecondsText(310), QStringLiteral("0.31"));
    EXPECT_EQ(millisecondsText(41'200), QStringLiteral("41.2"));
    EXPECT_EQ(millisecondsText(1'240'000), QStringLiteral("1,240"));
    EXPECT_EQ(latencyText(12'400'000), QStringLiteral("12.4 s"));
    EXPECT_EQ(elapsedText(3'725), QStringLiteral("1:02:05"));
    EXPECT_EQ(elapsedText(5.99), QStringLiteral("00:06"));
}

} // namespace cicada
