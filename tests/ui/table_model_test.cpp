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

void expectLast(const QAbstractItemModel& model, int column, const char* name)
{
    EXPECT_EQ(title(model, column), QString::fromUtf8(name));
    EXPECT_EQ(model.columnCount(), column + 1) << name;
}

// Columns are a list beside an enum: one that is missing or out of place moves the last ones.
TEST(TableModel, ColumnsAreInTheOrderOfTheirNames)
{
    const CallCountModel calls;
    EXPECT_EQ(title(calls, CallCountModel::What), "what");
    expectLast(calls, CallCountModel::Difference, "difference");

    const EventLogModel log;
    EXPECT_EQ(title(log, EventLogModel::Time), "time");
    expectLast(log, EventLogModel::Text, "what happened");

    const FailuresModel failures;
    EXPECT_EQ(title(failures, FailuresModel::Count), "count");
    expectLast(failures, FailuresModel::Last, "last");

    const TwinModel twins;
    EXPECT_EQ(title(twins, TwinModel::Median), "median ms");
    EXPECT_EQ(title(twins, TwinModel::Throughput), "req/s");
    expectLast(twins, TwinModel::Memory, "memory B");

    const StatisticsModel statistics;
    EXPECT_EQ(title(statistics, StatisticsModel::Median), "median ms");
    EXPECT_EQ(title(statistics, StatisticsModel::Maximum), "max");
    expectLast(statistics, StatisticsModel::FailuresPerSecond, "failures/s");
}

TEST(TableModel, ColumnsOfEditedTablesAreInTheOrderOfTheirNames)
{
    ProfileDocument document;
    DocumentSampler sampler(&document);
    const TaskModel tasks(&document, &sampler);
    EXPECT_EQ(title(tasks, TaskModel::Enabled), "");
    EXPECT_EQ(title(tasks, TaskModel::Weight), "weight");
    expectLast(tasks, TaskModel::Tags, "tags");

    const DataSetModel dataSets(&document, &sampler);
    EXPECT_EQ(title(dataSets, DataSetModel::Count), "count");
    expectLast(dataSets, DataSetModel::Memory, "memory ≈");

    RunLibrary library;
    const RunListModel runs(&library);
    EXPECT_EQ(title(runs, RunListModel::P99), "99 % ms");
    expectLast(runs, RunListModel::Note, "note");
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
