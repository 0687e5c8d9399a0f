#include "pages/workload_page.h"

#include "models/task_model.h"
#include "models/workload_edits.h"
#include "profile_document.h"
#include "widgets/custom_commands_editor.h"
#include "widgets/data_set_editor.h"
#include "widgets/document_preview.h"
#include "widgets/document_view.h"
#include "widgets/task_inspector.h"
#include "widgets/task_library.h"
#include "widgets/task_table.h"
#include "widgets/weight_edit.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QUrl>
#include <gtest/gtest.h>

namespace cicada {
namespace {

TestProfile shop()
{
    TestProfile profile;
    addDataSet(profile, "catalog", "products");
    addDataSet(profile, "basic_user", "people");
    for (const char* type : {"read_document", "read_field", "increment"})
        addTask(profile, *findTaskType(type), "people");
    return profile;
}

class WorkloadPageTest : public testing::Test
{
protected:
    WorkloadPageTest()
    {
        document.reset(shop(), {});
        page.resize(1100, 720);
        page.show();
    }

    template <typename Widget>
    Widget* child(const QString& accessibleName) const
    {
        for (Widget* widget : page.findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }

    QString cell(int row, int column) const
    {
        return tasks()->model()->index(row, column).data().toString();
    }

    TaskTable* tasks() const { return page.taskTable(); }

    const TaskDefinition& task(std::size_t index) const
    {
        return document.profile().tasks.at(index);
    }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(tasks(), key, modifiers);
    }

    ProfileDocument document;
    WorkloadPage page{&document, nullptr};
};

TEST_F(WorkloadPageTest, AddsATaskFoundInTheLibrary)
{
    page.library()->openAt(&page);
    auto* search = page.library()->findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("numincrby"));
    QTest::keyClick(search, Qt::Key_Return);

    ASSERT_EQ(document.profile().tasks.size(), 4u);
    EXPECT_EQ(task(3).type, "increment");
    EXPECT_EQ(task(3).dataSet, "people") << "the data set of the task that was chosen";
    EXPECT_EQ(tasks()->currentTask(), 3);
    EXPECT_FALSE(page.library()->isVisible());

    document.undoStack()->undo();
    EXPECT_EQ(document.profile().tasks.size(), 3u);
}

TEST_F(WorkloadPageTest, TheLibraryFindsNothingForNonsense)
{
    page.library()->openAt(&page);
    auto* search = page.library()->findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("xyzzy"));
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(document.profile().tasks.size(), 3u);
    page.library()->close();
}

TEST_F(WorkloadPageTest, AWeightTypedInTheInspectorMovesTheSharesAndIsOneUndoStep)
{
    tasks()->selectTask(1);
    auto* weight = page.inspector()->findChild<WeightEdit*>();
    weight->setFocus();
    weight->selectAll();
    QTest::keyClicks(weight, QStringLiteral("125"));
    QTest::keyClick(weight, Qt::Key_Tab);

    EXPECT_EQ(task(1).weight, 125);
    EXPECT_EQ(cell(1, TaskModel::Weight), QStringLiteral("125"));
    document.undoStack()->undo();
    EXPECT_EQ(task(1).weight, 10);
    EXPECT_EQ(weight->value(), 10);
}

TEST_F(WorkloadPageTest, SpaceSwitchesTheTaskOffAndOn)
{
    tasks()->selectTask(2);
    key(Qt::Key_Space);
    EXPECT_FALSE(task(2).enabled);
    key(Qt::Key_Space);
    EXPECT_TRUE(task(2).enabled);
}

TEST_F(WorkloadPageTest, DeleteTakesTheTaskAndUndoBringsItBackChosen)
{
    tasks()->selectTask(1);
    key(Qt::Key_Delete);
    ASSERT_EQ(document.profile().tasks.size(), 2u);
    EXPECT_EQ(tasks()->currentTask(), 1);
    EXPECT_EQ(cell(1, TaskModel::Name), QStringLiteral("Increment"));

    document.undoStack()->undo();
    ASSERT_EQ(document.profile().tasks.size(), 3u);
    EXPECT_EQ(tasks()->currentTask(), 1);
    auto* name = child<QLineEdit>(QStringLiteral("Name of the task"));
    EXPECT_EQ(name->text(), QStringLiteral("One field"));
}

TEST_F(WorkloadPageTest, TheInspectorShowsTheTaskThatTookTheDeletedOnesPlace)
{
    tasks()->selectTask(0);
    key(Qt::Key_Delete);
    auto* name = child<QLineEdit>(QStringLiteral("Name of the task"));
    EXPECT_EQ(name->text(), QStringLiteral("One field"));
    EXPECT_EQ(tasks()->currentTask(), 0);
}

TEST_F(WorkloadPageTest, DeletingTheLastTaskLeavesTheEmptyState)
{
    for (int i = 0; i < 3; ++i)
        key(Qt::Key_Delete);
    EXPECT_TRUE(document.profile().tasks.empty());
    EXPECT_FALSE(tasks()->isVisible());
    EXPECT_FALSE(page.inspector()->isVisible());
}

TEST_F(WorkloadPageTest, KeysDuplicateAndReorder)
{
    tasks()->selectTask(0);
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.profile().tasks.size(), 4u);
    EXPECT_EQ(task(1).name, "Whole document 2");
    EXPECT_EQ(tasks()->currentTask(), 1);

    key(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(task(2).name, "Whole document 2");
    EXPECT_EQ(tasks()->currentTask(), 2);
    key(Qt::Key_Up, Qt::AltModifier);
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(task(0).name, "Whole document 2");
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(tasks()->currentTask(), 0) << "there is nothing above";
}

TEST_F(WorkloadPageTest, AClickInTheDocumentFillsThePath)
{
    tasks()->selectTask(1);
    DocumentView* view = page.inspector()->preview()->view();
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return view->toPlainText().contains(QStringLiteral("\"age\"")); }));
    QTextCursor cursor = view->document()->find(QStringLiteral("\"age\""));
    cursor.setPosition(cursor.selectionStart());
    const QPoint letter = view->cursorRect(cursor).center()
        + QPoint(view->fontMetrics().averageCharWidth() / 2 + 1, 0);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, letter);

    EXPECT_EQ(task(1).parameters.at("path"), "$.age");
    EXPECT_EQ(page.findChild<QLineEdit*>(QStringLiteral("path"))->text(), QStringLiteral("$.age"));
    EXPECT_EQ(cell(1, TaskModel::Command), QStringLiteral("JSON.GET {key} $.age"));
}

TEST_F(WorkloadPageTest, ClearingAParameterGivesTheDefaultBack)
{
    tasks()->selectTask(1);
    auto* path = page.findChild<QLineEdit*>(QStringLiteral("path"));
    QTest::keyClicks(path, QStringLiteral("$.age"));
    EXPECT_EQ(task(1).parameters.at("path"), "$.age");
    path->selectAll();
    QTest::keyClick(path, Qt::Key_Backspace);
    EXPECT_FALSE(task(1).parameters.contains("path"));
    EXPECT_EQ(document.undoStack()->count(), 1) << "typing is one step";
}

TEST_F(WorkloadPageTest, AProblemAppearsAtItsRowAndGoesWithUndo)
{
    tasks()->selectTask(1);
    QTest::keyClicks(
        page.findChild<QLineEdit*>(QStringLiteral("path")), QStringLiteral("$.nobody"));
    const QModelIndex row = tasks()->model()->index(1, TaskModel::Name);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return !row.data(TaskModel::ProblemRole).toString().isEmpty(); }));
    EXPECT_TRUE(tasks()->model()->index(0, 0).data(TaskModel::ProblemRole).toString().isEmpty());

    document.undoStack()->undo();
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return row.data(TaskModel::ProblemRole).toString().isEmpty(); }));
}

TEST_F(WorkloadPageTest, AMisspeltPlaceholderIsUnderlinedInItsLine)
{
    TestProfile next = document.profile();
    addTask(next, *findTaskType("custom"), "people");
    document.edit(QStringLiteral("add"), next);
    tasks()->selectTask(3);
    auto* text = page.inspector()->findChild<CustomCommandsEditor*>()->text();
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("PING"));
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, QStringLiteral("JSON.GET {kye} $"));
    ASSERT_EQ(task(3).commands.size(), 2u);

    const auto underlined = [&](int line) {
        QString found;
        const QTextBlock block = text->document()->findBlockByNumber(line);
        for (const QTextLayout::FormatRange& range : block.layout()->formats()) {
            if (range.format.underlineStyle() == QTextCharFormat::WaveUnderline)
                found += block.text().mid(range.start, range.length);
        }
        return found;
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return underlined(1) == QStringLiteral("{kye}"); }))
        << underlined(1).toStdString();
    EXPECT_EQ(underlined(0), QString());
    EXPECT_EQ(text->textCursor().blockNumber(), 1) << "the cursor stays where one types";
}

TEST_F(WorkloadPageTest, RenamingADataSetTakesItsTasksAlong)
{
    page.showProblem(QStringLiteral("data_sets[1].name"));
    ASSERT_TRUE(page.dataSetEditor()->isVisible());
    auto* name = child<QLineEdit>(QStringLiteral("Name of the data set"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("products")); // that is the other one's
    EXPECT_EQ(document.profile().dataSets[1].name, "product") << "the last name that was free";
    QTest::keyClicks(name, QStringLiteral("_of_people"));
    EXPECT_EQ(document.profile().dataSets[1].name, "products_of_people");
    EXPECT_EQ(task(0).dataSet, "products_of_people");
    EXPECT_EQ(document.profile().dataSets[0].name, "products");
}

TEST_F(WorkloadPageTest, ADroppedJsonFileBecomesADataSet)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("orders.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[{\"id\": 1}, {\"id\": 2}]");
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&page, &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&page, &drop);

    ASSERT_EQ(document.profile().dataSets.size(), 3u);
    EXPECT_EQ(document.profile().dataSets[2].kind, "file");
    EXPECT_EQ(document.profile().dataSets[2].name, "orders");
    EXPECT_EQ(document.profile().dataSets[2].file, file.fileName().toStdString());
    EXPECT_TRUE(page.dataSetEditor()->isVisible());
}

TEST_F(WorkloadPageTest, AProfileOfTheAppIsLeftToTheWindow)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/first_look.cicada.json"))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    enter.ignore();
    QApplication::sendEvent(&page, &enter);
    EXPECT_FALSE(enter.isAccepted());
}

TEST_F(WorkloadPageTest, TryOnceShowsTheServersWordsAsPlainBoundedText)
{
    QString asked;
    page.setTryTask([&](const TestProfile& profile, std::size_t index,
                        const std::function<void(TriedTask)>& done) {
        asked = QString::fromStdString(profile.tasks.at(index).name);
        done(std::vector<TriedCallText>{
            {.command = QStringLiteral("JSON.GET cicada:people:json:1 $"),
                .reply = QStringLiteral("<b>\x1b[31m") + QString(100'000, QLatin1Char('x')),
                .milliseconds = 0.14,
                .sentBytes = 92,
                .receivedBytes = 100'005,
                .outcome = QStringLiteral("success"),
                .explanation = {}}});
    });
    tasks()->selectTask(0);
    for (QPushButton* button : page.inspector()->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Try &once"))
            button->click();
    }
    const QString shown
        = child<QPlainTextEdit>(QStringLiteral("Commands sent and replies"))->toPlainText();

    EXPECT_EQ(asked, QStringLiteral("Whole document"));
    EXPECT_TRUE(shown.startsWith(QStringLiteral("JSON.GET cicada:people:json:1 $\n→ <b> [31mxxx")))
        << shown.left(80).toStdString();
    EXPECT_LT(shown.size(), 10'000);
}

TEST_F(WorkloadPageTest, AnAnswerForAnotherTaskComesTooLate)
{
    std::function<void(TriedTask)> late;
    page.setTryTask([&](const TestProfile&, std::size_t, std::function<void(TriedTask)> done) {
        late = std::move(done);
    });
    tasks()->selectTask(0);
    for (QPushButton* button : page.inspector()->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Try &once"))
            button->click();
    }
    ASSERT_TRUE(late);
    tasks()->selectTask(1);
    late(std::vector<TriedCallText>{{.command = QStringLiteral("PING"),
        .reply = QStringLiteral("PONG"),
        .outcome = {},
        .explanation = {}}});

    EXPECT_FALSE(child<QPlainTextEdit>(QStringLiteral("Commands sent and replies"))->isVisible());
}

TEST_F(WorkloadPageTest, ANewTaskWorksOnTheDataSetThatIsShown)
{
    page.showProblem(QStringLiteral("data_sets[0]"));
    Q_EMIT page.library()->chosen(QStringLiteral("read_field"));
    EXPECT_EQ(task(3).dataSet, "products");
}

TEST_F(WorkloadPageTest, UndoOfADeletedDataSetGivesItsTasksTheirDocumentsBack)
{
    page.showProblem(QStringLiteral("data_sets[1]"));
    QTest::keyClick(page.dataSetTable(), Qt::Key_Delete);
    ASSERT_EQ(document.profile().dataSets.size(), 1u);
    document.validateNow();
    EXPECT_FALSE(document.problemAt(QStringLiteral("tasks[0]")).isEmpty());

    document.undoStack()->undo();
    document.validateNow();
    EXPECT_EQ(page.dataSetTable()->model()->rowCount(), 2);
    EXPECT_TRUE(document.problemAt(QStringLiteral("tasks[0]")).isEmpty());
}

TEST_F(WorkloadPageTest, ShowsWhatAProblemBelongsTo)
{
    page.showProblem(QStringLiteral("tasks[2].weight"));
    EXPECT_EQ(tasks()->currentTask(), 2);
    EXPECT_TRUE(page.inspector()->isVisible());
    page.showProblem(QStringLiteral("data_sets[0].prefix"));
    EXPECT_EQ(page.dataSetTable()->currentRow(), 0);
    EXPECT_TRUE(page.dataSetEditor()->isVisible());
}

} // namespace
} // namespace cicada
