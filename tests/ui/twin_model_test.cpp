#include "models/twin_model.h"

#include "models/figure_text.h"
#include "models/table_roles.h"
#include "profile/profile_json.h"
#include "run_samples.h"
#include "widgets/figure_table.h"
#include "widgets/run_view.h"
#include "widgets/section_tabs.h"
#include "widgets/twin_panel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gtest/gtest.h>

namespace cicada {
namespace {

TwinGroup group(const std::string& name, const std::vector<std::string>& tasks)
{
    TwinGroup group{name, {}, {}};
    for (const std::string& task : tasks) {
        TwinRow row;
        row.task = task;
        row.storedAs = "json";
        row.requests = 1'000;
        row.latency = samples::latency(310);
        row.sentBytes = 50.4;
        group.rows.push_back(row);
    }
    return group;
}

QString textAt(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

RunRecord runWithTwins()
{
    TestProfile profile;
    profile.dataSets.resize(1);
    profile.dataSets.front().name = "people";
    profile.dataSets.front().prefix = "p:";
    profile.dataSets.front().storedAs = {StoredAs::Json, StoredAs::String};
    for (const char* const type : {"read_field", "string_read_field"}) {
        TaskDefinition task;
        task.name = task.type = type;
        task.dataSet = "people";
        task.tags = {"twin:read_field"};
        profile.tasks.push_back(task);
    }
    RunRecord record = samples::run({"read_field", "string_read_field"});
    record.profileJson = profileToJson(profile);
    return record;
}

// Which titles the tabs in sight have.
QStringList shownTabs(const RunView& view)
{
    QStringList titles;
    const auto* tabs = view.findChild<SectionTabs*>();
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->isTabVisible(i))
            titles << tabs->tabText(i);
    }
    return titles;
}

} // namespace

TEST(TwinModel, KeepsTheRulesOfModelsWhileGroupsComeAndGo)
{
    TwinModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);

    model.setGroups({group("read_field", {"a", "b"})});
    model.setGroups({group("read_field", {"a", "b"}), group("set_field", {"c", "d", "e"})});
    model.setGroups({});
    model.setGroups({group("set_field", {"c", "d"})});

    EXPECT_EQ(model.rowCount(), 2);
}

TEST(TwinModel, KeepsItsRowsWhileFiguresChange)
{
    TwinModel model;
    model.setGroups({group("read_field", {"a", "b"})});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    model.setGroups({group("read_field", {"a", "b"})});

    EXPECT_EQ(reset.count(), 0);
}

TEST(TwinModel, ShowsFiguresWithoutUnitsAndNothingAsNoData)
{
    TwinModel model;
    TwinGroup given = group("read_field", {"a", "b"});
    given.rows[1].requests = 0;
    given.rows[1].latency.reset();

    model.setGroups({given});

    EXPECT_EQ(textAt(model, 0, TwinModel::Group), QStringLiteral("read field"));
    EXPECT_EQ(textAt(model, 0, TwinModel::Median), QStringLiteral("0.31"));
    EXPECT_EQ(textAt(model, 0, TwinModel::Sent), QStringLiteral("50"));
    EXPECT_EQ(textAt(model, 0, TwinModel::Memory), noDataText());
    EXPECT_EQ(textAt(model, 1, TwinModel::Median), noDataText());
    EXPECT_EQ(textAt(model, 1, TwinModel::Sent), noDataText());
    EXPECT_EQ(textAt(model, 1, TwinModel::Requests), QStringLiteral("0"));
}

TEST(RunViewTwins, HaveATabOnlyWhereTheRunHasTwins)
{
    RunView view;
    view.setRecord(samples::run({"read_field"}));
    EXPECT_FALSE(shownTabs(view).contains(QStringLiteral("Twins")));

    view.setRecord(runWithTwins());
    EXPECT_TRUE(shownTabs(view).contains(QStringLiteral("Twins")));

    view.setRecord(samples::run({"read_field"}));
    EXPECT_FALSE(shownTabs(view).contains(QStringLiteral("Twins")));
}

TEST(RunViewTwins, AreComparedInATableAndASentence)
{
    RunView view;
    view.resize(1'000, 700);
    view.show();
    view.setRecord(runWithTwins());
    auto* const panel = view.findChild<TwinPanel*>();
    ASSERT_NE(panel, nullptr);

    view.findChild<SectionTabs*>()->setCurrentWidget(panel);

    EXPECT_EQ(panel->table()->model()->rowCount(), 2);
    EXPECT_TRUE(panel->sentence().startsWith(QStringLiteral("Read field: JSON moves")))
        << panel->sentence().toStdString();
}

} // namespace cicada
