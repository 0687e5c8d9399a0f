#include "models/comparison_model.h"

#include "models/table_roles.h"
#include "run_samples.h"

#include <QAbstractItemModelTester>
#include <gtest/gtest.h>

namespace cicada {
namespace {

/// `factor` times as fast as another; each second wobbles a little.
RunRecord run(double factor, int seconds = 20)
{
    RunRecord record = samples::run({"Whole document", "One field"});
    samples::addTimeline(record, seconds);
    record.totals.throughputPerSecond *= factor;
    for (TimelinePoint& point : record.timeline)
        point.throughputPerSecond *= factor;
    return record;
}

class ComparisonModelTest : public testing::Test
{
protected:
    QModelIndex cell(const QString& figure, int column) const
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, ComparisonModel::Figure).data().toString() == figure)
                return model.index(row, column);
        }
        return {};
    }

    QString difference(const QString& figure) const
    {
        return cell(figure, ComparisonModel::Difference).data().toString();
    }

    ComparisonModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    const QString throughput = QStringLiteral("Throughput, tasks/s");
};

TEST_F(ComparisonModelTest, TellsARealDifferenceFromAChance)
{
    model.setRuns({run(1), run(1.2)});
    EXPECT_EQ(difference(throughput), QStringLiteral("+20.0 %"));
    EXPECT_FALSE(cell(throughput, ComparisonModel::Difference).data(QuietRole).toBool());
    EXPECT_TRUE(cell(throughput, ComparisonModel::Difference)
            .data(Qt::ToolTipRole)
            .toString()
            .contains(QStringLiteral("95 % interval")));

    model.setRuns({run(1), run(1.0001)});
    EXPECT_EQ(difference(throughput), QStringLiteral("no clear difference"));
    EXPECT_TRUE(cell(throughput, ComparisonModel::Difference).data(QuietRole).toBool());
}

TEST_F(ComparisonModelTest, SaysWhereARunIsTooShortToTell)
{
    model.setRuns({run(1, 3), run(1.2, 3)});
    EXPECT_EQ(difference(throughput), QStringLiteral("+20.0 %, too short to tell"));
    model.setRuns({run(1, 3), run(1, 3)});
    EXPECT_EQ(difference(throughput), QStringLiteral("same"));
}

TEST_F(ComparisonModelTest, PutsTheTasksThatRunsShareBelow)
{
    RunRecord other = run(1);
    other.tasks.erase(other.tasks.begin());
    other.tasks.front().throughputPerSecond = 30;
    RunRecord first = run(1);
    first.tasks.back().throughputPerSecond = 20;
    model.setRuns({first, other});
    EXPECT_FALSE(cell(QStringLiteral("Whole document, median"), 0).isValid());
    EXPECT_EQ(difference(QStringLiteral("One field, tasks/s")), QStringLiteral("+50.0 %"));
}

TEST_F(ComparisonModelTest, ARunWithoutFiguresHasNoDifference)
{
    model.setRuns({run(1), RunRecord(), run(2)});
    EXPECT_EQ(difference(throughput), QStringLiteral("–"));
    EXPECT_EQ(cell(throughput, 5).data().toString(), QStringLiteral("+100.0 %"));
}

} // namespace
} // namespace cicada
