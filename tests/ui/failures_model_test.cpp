#include "models/failures_model.h"

#include "models/table_roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gtest/gtest.h>

namespace cicada {

namespace {

FailureRow failure(const std::string& kind, std::uint64_t count, std::uint64_t outside = 0)
{
    FailureRow row;
    row.task = "One field";
    row.kind = kind;
    row.message = "a message";
    row.count = count;
    row.countOutsideTotals = outside;
    row.firstSecond = 1;
    row.lastSecond = 2;
    return row;
}

} // namespace

TEST(FailuresModel, KeepsTheRulesOfModelsWhileCausesComeAndGo)
{
    FailuresModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);

    model.setFailures({failure("reset", 1)});
    model.setFailures({failure("OOM", 4), failure("reset", 2)});
    model.setFailures({});
    model.setFailures({failure("timeout", 1)});

    EXPECT_EQ(model.rowCount(), 1);
}

TEST(FailuresModel, KeepsACauseInItsRowWhileItsCountGrowsAndOthersAppear)
{
    FailuresModel model;
    model.setFailures({failure("reset", 1)});
    const QPersistentModelIndex reset = model.index(0, FailuresModel::Count);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    model.setFailures({failure("OOM", 7), failure("reset", 2)});

    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(model.rowCount(), 2);
    ASSERT_TRUE(reset.isValid());
    EXPECT_EQ(reset.data(SortRole).toULongLong(), 2u);
}

TEST(FailuresModel, StartsAnewForARunWithoutTheCausesOfTheLast)
{
    FailuresModel model;
    model.setFailures({failure("reset", 1), failure("OOM", 1)});

    model.setFailures({failure("OOM", 5)});

    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.index(0, FailuresModel::Kind).data().toString(), QStringLiteral("OOM"));
    EXPECT_EQ(model.index(0, FailuresModel::Count).data(SortRole).toULongLong(), 5u);
}

TEST(FailuresModel, CountsWhatFailedOutsideTheMeasuredWindowApart)
{
    FailuresModel model;
    model.setFailures({failure("reset", 60, 9)});
    const QModelIndex count = model.index(0, FailuresModel::Count);

    EXPECT_TRUE(count.data().toString().startsWith(QStringLiteral("60 + 9 ")));
    EXPECT_EQ(count.data(SortRole).toULongLong(), 69u);
}

} // namespace cicada
