#include "models/statistics_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"
#include "run_samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gtest/gtest.h>

namespace cicada {

namespace {

using Column = StatisticsModel::Column;

QString textAt(const QAbstractItemModel& model, int row, int column, const QModelIndex& parent = {})
{
    return model.index(row, column, parent).data().toString();
}

QStringList names(const QAbstractItemModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result << textAt(model, row, Column::Name);
    return result;
}

} // namespace

TEST(StatisticsModel, KeepsTheRulesOfModelsWhileARunGrowsAndAnotherBegins)
{
    StatisticsModel model;
    TotalLastProxy sorted;
    sorted.setSourceModel(&model);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester sortedTester(
        &sorted, QAbstractItemModelTester::FailureReportingMode::Fatal);
    sorted.sort(Column::Requests, Qt::DescendingOrder);

    model.setRecord({});
    model.setRecord(samples::run({"a", "b"}));
    RunRecord grown = samples::run({"a", "b"});
    grown.tasks[0].requests = 9'000;
    model.setRecord(grown);
    model.setRecord(samples::run({"c"}));
    model.setRecord({});

    EXPECT_EQ(model.rowCount(), 0);
}

TEST(StatisticsModel, ChangesFiguresInPlaceSoThatSelectionStays)
{
    StatisticsModel model;
    model.setRecord(samples::run({"a", "b"}));
    const QPersistentModelIndex selected = model.index(1, Column::Requests);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    RunRecord grown = samples::run({"a", "b"});
    grown.tasks[1].requests = 1'234'567;
    model.setRecord(grown);

    EXPECT_EQ(resets.count(), 0);
    ASSERT_TRUE(selected.isValid());
    EXPECT_EQ(selected.data(SortRole).toULongLong(), 1'234'567u);
}

TEST(StatisticsModel, SaysNoDataAndNotZeroWhereNothingWasRecorded)
{
    RunRecord record = samples::run({});
    record.tasks.push_back(samples::task("never ran", 0));
    StatisticsModel model;
    model.setRecord(record);

    for (const int column : {Column::Median, Column::P90, Column::P99, Column::Average,
             Column::Minimum, Column::Maximum, Column::Size}) {
        EXPECT_EQ(textAt(model, 0, column), noDataText()) << column;
        EXPECT_FALSE(model.index(0, column).data(SortRole).isValid()) << column;
    }
    EXPECT_EQ(textAt(model, 0, Column::Requests), QStringLiteral("0"));
}

TEST(StatisticsModel, ShowsCallsAsChildrenWithTheirServiceTime)
{
    StatisticsModel model;
    model.setRecord(samples::run({"a"}));
    const QModelIndex task = model.index(0, 0);

    ASSERT_EQ(model.rowCount(task), 1);
    EXPECT_TRUE(textAt(model, 0, Column::Name, task).startsWith(QStringLiteral("JSON.GET")));
    EXPECT_EQ(model.index(0, Column::Median, task).data(SortRole).toDouble(), 200);
    EXPECT_EQ(model.index(0, Column::Median).data(SortRole).toDouble(), 310);
    EXPECT_EQ(model.rowCount(model.index(1, 0)), 0) << "the total has no calls";
}

TEST(StatisticsModel, AlertsOnlyWhereSomethingFailed)
{
    RunRecord record = samples::run({"a"});
    record.tasks.push_back(samples::task("b", 100, 3));
    StatisticsModel model;
    model.setRecord(record);

    EXPECT_FALSE(model.index(0, Column::Failures).data(AlertRole).toBool());
    EXPECT_TRUE(model.index(1, Column::Failures).data(AlertRole).toBool());
    EXPECT_TRUE(model.index(1, Column::FailuresPerSecond).data(AlertRole).toBool());
    EXPECT_FALSE(model.index(1, Column::Misses).data(AlertRole).toBool());
}

TEST(TotalLastProxy, KeepsTheTotalAtTheBottomInEitherOrder)
{
    StatisticsModel model;
    TotalLastProxy sorted;
    sorted.setSourceModel(&model);
    model.setRecord(samples::run({"a", "c", "b"}));
    const QString total = names(model).back();
    const QString a = QStringLiteral("a"), b = QStringLiteral("b"), c = QStringLiteral("c");

    sorted.sort(Column::Name, Qt::AscendingOrder);
    EXPECT_EQ(names(sorted), (QStringList{a, b, c, total}));
    sorted.sort(Column::Name, Qt::DescendingOrder);
    EXPECT_EQ(names(sorted), (QStringList{c, b, a, total}));
    sorted.sort(Column::Requests, Qt::DescendingOrder);
    EXPECT_EQ(names(sorted), (QStringList{b, c, a, total}));
}

TEST(TotalLastProxy, PutsRowsWithoutAValueBehindThoseWithOne)
{
    RunRecord record = samples::run({"a"});
    record.tasks.insert(record.tasks.begin(), samples::task("never ran", 0));
    StatisticsModel model;
    TotalLastProxy sorted;
    sorted.setSourceModel(&model);
    model.setRecord(record);

    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        sorted.sort(Column::Median, order);
        EXPECT_EQ(names(sorted).value(1), QStringLiteral("never ran")) << order;
    }
}

} // namespace cicada
