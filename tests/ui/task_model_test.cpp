#include "models/task_model.h"

#include "models/document_sampler.h"
#include "models/task_filter_model.h"
#include "models/task_library_model.h"
#include "models/workload_edits.h"
#include "profile_document.h"
#include "tool_tip.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

namespace cicada {
namespace {

TestProfile threeTasks()
{
    TestProfile profile;
    addDataSet(profile, "basic_user", "people");
    for (const char* type : {"read_document", "read_field", "increment"})
        addTask(profile, *findTaskType(type), "people");
    profile.tasks[0].weight = 60;
    profile.tasks[1].weight = 30;
    profile.tasks[2].weight = 10;
    return profile;
}

class TaskModelTest : public testing::Test
{
protected:
    TaskModelTest() { document.reset(threeTasks(), {}); }

    QString text(int row, int column) const { return model.index(row, column).data().toString(); }

    void edit(const std::function<void(TestProfile&)>& change)
    {
        TestProfile next = document.profile();
        change(next);
        document.edit(QStringLiteral("edit"), std::move(next));
    }

    ProfileDocument document;
    DocumentSampler sampler{&document};
    TaskModel model{&document, &sampler};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(TaskModelTest, PutsThePathOfARoleIntoTheCommandOnceADocumentIsKnown)
{
    const auto sample = [this] { return sampler.sample(document.profile().dataSets[0]); };
    ASSERT_TRUE(QTest::qWaitFor([&] { return sample() != nullptr; }));
    std::string number;
    for (const DocumentRole& role : sample()->roles)
        number = role.name == "number" ? role.path : number;

    EXPECT_EQ(text(2, TaskModel::Command).toStdString(), "JSON.NUMINCRBY {key} " + number + " 1");
}

TEST_F(TaskModelTest, SharesTheWeightsAmongTheTasksThatTakePart)
{
    EXPECT_DOUBLE_EQ(model.index(0, 0).data(TaskModel::ShareRole).toDouble(), 0.6);

    EXPECT_TRUE(
        model.setData(model.index(0, TaskModel::Enabled), Qt::Unchecked, Qt::CheckStateRole));

    EXPECT_DOUBLE_EQ(model.index(0, 0).data(TaskModel::ShareRole).toDouble(), 0);
    EXPECT_DOUBLE_EQ(model.index(1, 0).data(TaskModel::ShareRole).toDouble(), 0.75);
    EXPECT_DOUBLE_EQ(model.index(2, 0).data(TaskModel::ShareRole).toDouble(), 0.25);
}

TEST_F(TaskModelTest, EditsOfTheTableAreUndoneOneByOne)
{
    model.setData(model.index(1, TaskModel::Weight), 45);
    model.setData(model.index(1, TaskModel::Name), QStringLiteral("Just the name"));
    EXPECT_EQ(document.profile().tasks[1].weight, 45);
    EXPECT_EQ(document.profile().tasks[1].name, "Just the name");

    document.undoStack()->undo();
    EXPECT_EQ(text(1, TaskModel::Name), QStringLiteral("One field"));
    EXPECT_EQ(text(1, TaskModel::Weight), QStringLiteral("45"));
    document.undoStack()->undo();
    EXPECT_EQ(text(1, TaskModel::Weight), QStringLiteral("30"));
}

TEST_F(TaskModelTest, AValueThatIsThereAlreadyIsNoEdit)
{
    EXPECT_FALSE(model.setData(model.index(1, TaskModel::Weight), 30));
    EXPECT_EQ(document.undoStack()->count(), 0);
}

TEST_F(TaskModelTest, RemovingATaskTakesOnlyItsRow)
{
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    edit([](TestProfile& profile) { profile.tasks.erase(profile.tasks.begin() + 1); });

    ASSERT_EQ(removed.count(), 1);
    EXPECT_EQ(removed[0][1].toInt(), 1);
    EXPECT_EQ(removed[0][2].toInt(), 1);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_EQ(text(1, TaskModel::Name), QStringLiteral("Increment"));
}

TEST_F(TaskModelTest, AMovedTaskTakesItsIndexAlongThereAndBack)
{
    TaskFilterModel filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester filterTester(
        &filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex moved = model.index(0, TaskModel::Name);
    const QPersistentModelIndex shown = filter.index(0, TaskModel::Name);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);

    edit([](TestProfile& profile) { moveTasks(profile, {0}, 3); });
    EXPECT_EQ(moved.row(), 2);
    EXPECT_EQ(shown.row(), 2);
    EXPECT_EQ(text(2, TaskModel::Name), QStringLiteral("Whole document"));

    document.undoStack()->undo();
    EXPECT_EQ(moved.row(), 0);
    EXPECT_EQ(shown.row(), 0);
    EXPECT_EQ(removed.count(), 0);
}

TEST_F(TaskModelTest, FollowsAnotherProfileWhatever)
{
    TestProfile other;
    addTask(other, *findTaskType("ping"), {});
    addTask(other, *findTaskType("ping"), {});
    document.reset(other, {});
    EXPECT_EQ(model.rowCount(), 2);
    EXPECT_EQ(text(0, TaskModel::Command), QStringLiteral("PING"));

    document.reset(TestProfile(), {});
    EXPECT_EQ(model.rowCount(), 0);
    document.reset(threeTasks(), {});
    EXPECT_EQ(model.rowCount(), 3);
}

TEST_F(TaskModelTest, AProblemIsAtItsRow)
{
    edit([](TestProfile& profile) { profile.tasks[1].parameters["path"] = "$.nobody.has.this"; });
    document.validateNow();

    EXPECT_TRUE(model.index(0, 0).data(TaskModel::ProblemRole).toString().isEmpty());
    EXPECT_FALSE(model.index(1, 0).data(TaskModel::ProblemRole).toString().isEmpty());
    EXPECT_EQ(model.index(1, 0).data(Qt::ToolTipRole).toString(),
        plainToolTip(model.index(1, 0).data(TaskModel::ProblemRole).toString()));
}

TEST_F(TaskModelTest, TheFilterShowsTasksWithAnyOfTheTags)
{
    TaskFilterModel filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester filterTester(
        &filter, QAbstractItemModelTester::FailureReportingMode::Fatal);

    filter.setTags({QStringLiteral("update")});
    ASSERT_EQ(filter.rowCount(), 1);
    EXPECT_EQ(filter.index(0, TaskModel::Name).data().toString(), QStringLiteral("Increment"));

    filter.setTags({});
    EXPECT_EQ(filter.rowCount(), 3);
}

TEST_F(TaskModelTest, AnExcludedTagHidesWhatAnIncludedOneShows)
{
    TaskFilterModel filter;
    filter.setSourceModel(&model);
    edit([](TestProfile& profile) { profile.tasks[0].tags = {"read", "slow"}; });

    filter.setTags({QStringLiteral("read")}, {QStringLiteral("slow")});
    ASSERT_EQ(filter.rowCount(), 1);
    EXPECT_EQ(filter.index(0, TaskModel::Name).data().toString(), QStringLiteral("One field"));

    filter.setTags({}, {QStringLiteral("slow")});
    EXPECT_EQ(filter.rowCount(), 2);
}

TEST_F(TaskModelTest, ATaskStaysInTheFilterWhileItsTagsAreEdited)
{
    TaskFilterModel filter;
    filter.setSourceModel(&model);
    filter.setTags({QStringLiteral("update")});
    ASSERT_EQ(filter.rowCount(), 1);

    edit([](TestProfile& profile) { profile.tasks[2].tags = {"upd"}; });
    EXPECT_EQ(filter.rowCount(), 1);

    filter.setTags({QStringLiteral("upd")});
    ASSERT_EQ(filter.rowCount(), 1);
    EXPECT_EQ(filter.index(0, TaskModel::Name).data().toString(), QStringLiteral("Increment"));
}

TEST(TaskLibraryModel, HoldsEachTaskTypeOnceUnderItsGroup)
{
    TaskLibraryModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QStringList ids;
    for (int group = 0; group < model.rowCount(); ++group) {
        const QModelIndex parent = model.index(group, 0);
        for (int row = 0; row < model.rowCount(parent); ++row)
            ids << model.index(row, 0, parent).data(TaskLibraryModel::IdRole).toString();
    }

    ASSERT_EQ(ids.size(), static_cast<qsizetype>(taskTypes().size()));
    for (const TaskType& type : taskTypes())
        EXPECT_EQ(ids.count(QString::fromStdString(type.id)), 1) << type.id;
}

} // namespace
} // namespace cicada
