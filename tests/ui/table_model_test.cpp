#include "models/table_model.h"

#include "models/call_count_model.h"
#include "models/data_set_model.h"
#include "models/document_sampler.h"
#include "models/event_log_model.h"
#include "models/failures_model.h"
#include "models/run_list_model.h"
#include "models/statistics_model.h"
#include "models/task_model.h"
#include "models/twin_model.h"
#include "profile_document.h"
#include "run_library.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

QString title(const QAbstractItemModel& model, int column)
{
    return model.headerData(column, Qt::Horizontal).toString();
}

Qt::Alignment sideOf(const QAbstractItemModel& model, int column)
{
    const QVariant side = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    return Qt::Alignment(side.toInt()) & Qt::AlignHorizontal_Mask;
}

// Columns are a list beside an enum: one that is missing or out of place moves the last ones.
TEST(TableModel, ColumnsAreInTheOrderOfTheirNames)
{
    const CallCountModel calls;
    EXPECT_EQ(title(calls, CallCountModel::What), "what");
    EXPECT_EQ(title(calls, CallCountModel::Difference), "difference");
    EXPECT_EQ(calls.columnCount(), CallCountModel::Difference + 1);

    const EventLogModel log;
    EXPECT_EQ(title(log, EventLogModel::Time), "time");
    EXPECT_EQ(title(log, EventLogModel::Text), "what happened");
    EXPECT_EQ(log.columnCount(), EventLogModel::Text + 1);

    const FailuresModel failures;
    EXPECT_EQ(title(failures, FailuresModel::Count), "count");
    EXPECT_EQ(title(failures, FailuresModel::Last), "last");
    EXPECT_EQ(failures.columnCount(), FailuresModel::Last + 1);

    const TwinModel twins;
    EXPECT_EQ(title(twins, TwinModel::Median), "median ms");
    EXPECT_EQ(title(twins, TwinModel::Throughput), "req/s");
    EXPECT_EQ(title(twins, TwinModel::Memory), "memory B");
    EXPECT_EQ(twins.columnCount(), TwinModel::Memory + 1);

    const StatisticsModel statistics;
    EXPECT_EQ(title(statistics, StatisticsModel::Median), "median ms");
    EXPECT_EQ(title(statistics, StatisticsModel::Maximum), "max");
    EXPECT_EQ(title(statistics, StatisticsModel::FailuresPerSecond), "failures/s");
    EXPECT_EQ(statistics.columnCount(), StatisticsModel::FailuresPerSecond + 1);
}

TEST(TableModel, ColumnsOfEditedTablesAreInTheOrderOfTheirNames)
{
    ProfileDocument document;
    DocumentSampler sampler(&document);
    const TaskModel tasks(&document, &sampler);
    EXPECT_EQ(title(tasks, TaskModel::Enabled), "");
    EXPECT_EQ(title(tasks, TaskModel::Weight), "weight");
    EXPECT_EQ(title(tasks, TaskModel::Tags), "tags");
    EXPECT_EQ(tasks.columnCount(), TaskModel::Tags + 1);

    const DataSetModel dataSets(&document, &sampler);
    EXPECT_EQ(title(dataSets, DataSetModel::Count), "count");
    EXPECT_EQ(title(dataSets, DataSetModel::Memory), "memory ≈");
    EXPECT_EQ(dataSets.columnCount(), DataSetModel::Memory + 1);

    RunLibrary library;
    const RunListModel runs(&library);
    EXPECT_EQ(title(runs, RunListModel::P99), "99 % ms");
    EXPECT_EQ(title(runs, RunListModel::Note), "note");
    EXPECT_EQ(runs.columnCount(), RunListModel::Note + 1);
}

TEST(TableModel, TitlesStandAtTheSideOfTheirCells)
{
    FailuresModel failures;
    FailureRow failure;
    failure.count = 3;
    failures.setFailures({failure});
    EXPECT_EQ(sideOf(failures, FailuresModel::Message), Qt::AlignLeft);
    EXPECT_EQ(sideOf(failures, FailuresModel::Count), Qt::AlignRight);
    for (int column = 0; column < failures.columnCount(); ++column)
        EXPECT_EQ(failures.index(0, column).data(Qt::TextAlignmentRole),
            failures.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole))
            << column;
}

TEST(TableModel, HasNoHeadBesideItsColumns)
{
    const TwinModel twins;
    EXPECT_FALSE(twins.headerData(-1, Qt::Horizontal).isValid());
    EXPECT_FALSE(twins.headerData(twins.columnCount(), Qt::Horizontal).isValid());
    EXPECT_FALSE(twins.headerData(0, Qt::Vertical).isValid());
    EXPECT_FALSE(twins.data({}, Qt::TextAlignmentRole).isValid());
}

} // namespace
} // namespace cicada
