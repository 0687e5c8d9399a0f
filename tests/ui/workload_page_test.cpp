#include "pages/workload_page.h"

#include "models/task_model.h"
#include "models/workload_edits.h"
#include "profile_document.h"
#include "widgets/custom_commands_editor.h"
#include "widgets/data_set_editor.h"
#include "widgets/document_preview.h"
#include "widgets/document_view.h"
#include "widgets/tag_filter_bar.h"
#include "widgets/task_inspector.h"
#include "widgets/task_library.h"
#include "widgets/task_table.h"
#include "widgets/weight_edit.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QUrl>
#include <gtest/gtest.h>

#include <memory>

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

TEST_F(WorkloadPageTest, UndoOfAMoveTakesTheSelectionBackToo)
{
    tasks()->selectTask(0);
    key(Qt::Key_Down, Qt::AltModifier);
    key(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(tasks()->currentTask(), 2);
    document.undoStack()->undo();
    EXPECT_EQ(tasks()->currentTask(), 1);
    document.undoStack()->undo();
    EXPECT_EQ(tasks()->currentTask(), 0);
    document.undoStack()->redo();
    EXPECT_EQ(tasks()->currentTask(), 1);
    EXPECT_EQ(child<QLineEdit>(QStringLiteral("Name of the task"))->text(),
        QStringLiteral("Whole document"));
}

TEST_F(WorkloadPageTest, SeveralTasksAreDeletedInOneStepAndComeBackSelected)
{
    tasks()->selectTasks({0, 2});
    key(Qt::Key_Delete);
    ASSERT_EQ(document.profile().tasks.size(), 1u);
    EXPECT_EQ(task(0).name, "One field");
    EXPECT_EQ(document.undoStack()->count(), 1);

    document.undoStack()->undo();
    EXPECT_EQ(tasks()->selectedTasks(), (QList<int>{0, 2}));
}

TEST_F(WorkloadPageTest, SeveralTasksAreSwitchedMovedAndCopiedTogether)
{
    tasks()->selectTasks({1, 2});
    key(Qt::Key_Space);
    EXPECT_TRUE(task(0).enabled);
    EXPECT_FALSE(task(1).enabled);
    EXPECT_FALSE(task(2).enabled);
    key(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(task(0).name, "One field");
    EXPECT_EQ(task(1).name, "Increment");
    EXPECT_EQ(tasks()->selectedTasks(), (QList<int>{0, 1}));
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(document.profile().tasks.size(), 5u);
    EXPECT_EQ(tasks()->selectedTasks(), (QList<int>{1, 3})) << "the copies";
}

TEST_F(WorkloadPageTest, ADraggedTaskLandsWhereItIsDropped)
{
    tasks()->selectTask(0);
    const QRect last = tasks()->visualRect(tasks()->model()->index(2, TaskModel::Name));
    const std::unique_ptr<QMimeData> data(
        tasks()->model()->mimeData({tasks()->model()->index(0, TaskModel::Name)}));
    // The view itself is the source of the drag; a drop from elsewhere is none of its business.
    QDropEvent foreign(
        last.center() + QPoint(0, 4), Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(tasks()->viewport(), &foreign);
    EXPECT_EQ(task(0).name, "Whole document");

    Q_EMIT tasks()->moveRequested({0}, 3);
    EXPECT_EQ(task(2).name, "Whole document");
    EXPECT_EQ(tasks()->currentTask(), 2);
}

TEST_F(WorkloadPageTest, DataSetsAreReorderedByTheKeyboard)
{
    page.showProblem(QStringLiteral("data_sets[1]"));
    QTest::keyClick(page.dataSetTable(), Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(document.profile().dataSets[0].name, "people");
    EXPECT_EQ(page.dataSetTable()->currentRow(), 0);
    EXPECT_EQ(
        child<QLineEdit>(QStringLiteral("Name of the data set"))->text(), QStringLiteral("people"));
}

TEST_F(WorkloadPageTest, TagsChooseWhatRuns)
{
    const auto chip = [this](const QString& tag) {
        for (TagChip* one : page.findChildren<TagChip*>()) {
            if (one->text() == tag)
                return one;
        }
        return static_cast<TagChip*>(nullptr);
    };
    const auto click = [this](const QString& text) {
        for (QToolButton* button : page.findChildren<QToolButton*>()) {
            if (button->text() == text && button->isVisibleTo(&page))
                button->click();
        }
    };
    chip(QStringLiteral("read"))->click();
    EXPECT_EQ(tasks()->model()->rowCount(), 2);
    click(QStringLiteral("Run onl&y these"));
    EXPECT_TRUE(task(0).enabled && task(1).enabled);
    EXPECT_FALSE(task(2).enabled);

    chip(QStringLiteral("read"))->click(); // excluded now
    EXPECT_EQ(tasks()->model()->rowCount(), 1);
    EXPECT_EQ(cell(0, TaskModel::Name), QStringLiteral("Increment"));
    chip(QStringLiteral("read"))->click(); // not asked for
    EXPECT_EQ(tasks()->model()->rowCount(), 3);
    click(QStringLiteral("Run all tasks"));
    EXPECT_TRUE(task(2).enabled);
    document.undoStack()->undo();
    EXPECT_FALSE(task(2).enabled);
}

TEST_F(WorkloadPageTest, AWeightIsTypedInTheTable)
{
    tasks()->setCurrentIndex(tasks()->model()->index(0, TaskModel::Weight));
    key(Qt::Key_Return);
    auto* editor = tasks()->findChild<WeightEdit*>();
    ASSERT_TRUE(editor);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("30"));
    QTest::keyClick(editor, Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([this] { return task(0).weight == 30; }));
    EXPECT_EQ(cell(0, TaskModel::Share), QStringLiteral("60 %"));
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

TEST_F(WorkloadPageTest, APickedPathIsWrittenInTheStyleOfTheTask)
{
    TestProfile next = document.profile();
    next.tasks[1].pathStyle = ".";
    document.edit(QStringLiteral("legacy"), next);
    tasks()->selectTask(1);
    Q_EMIT page.inspector()->preview()->pathPicked(QStringLiteral("$.age"));
    EXPECT_EQ(task(1).parameters.at("path"), ".age");
}

TEST_F(WorkloadPageTest, APickedPathThatDoesNotFitTheTaskSaysWhichTypeItNeeds)
{
    tasks()->selectTask(2); // increments a number
    Q_EMIT page.inspector()->preview()->pathPicked(QStringLiteral("$.name"));
    EXPECT_TRUE(QTest::qWaitFor([this] {
        return document.problemAt(QStringLiteral("tasks[2].parameters.path"))
            .contains(QStringLiteral("needs the type number"));
    }));
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

TEST_F(WorkloadPageTest, PastedJsonBecomesADataSetThatCanBeUndone)
{
    const QTemporaryDir folder;
    document.reset(shop(), folder.filePath(QStringLiteral("shop.cicada.json")));
    QApplication::clipboard()->setText(QStringLiteral("[{\"id\": 1}, {\"id\": 2}]"));
    key(Qt::Key_V, Qt::ControlModifier);

    ASSERT_TRUE(QTest::qWaitFor([this] { return document.profile().dataSets.size() == 3u; }));
    EXPECT_EQ(document.profile().dataSets[2].kind, "file");
    EXPECT_EQ(document.profile().dataSets[2].file,
        folder.filePath(QStringLiteral("pasted.json")).toStdString());
    EXPECT_TRUE(page.message().contains(QStringLiteral("pasted.json")));
    EXPECT_TRUE(page.dataSetEditor()->isVisible());
    document.undoStack()->undo();
    EXPECT_EQ(document.profile().dataSets.size(), 2u);
}

TEST_F(WorkloadPageTest, PastedNonsenseIsNamedWithItsLine)
{
    page.importText(QStringLiteral("{\"id\": 1,\n \"name\": }"));
    ASSERT_TRUE(QTest::qWaitFor([this] { return !page.message().isEmpty(); }));
    EXPECT_TRUE(page.message().contains(QStringLiteral("line 2"))) << page.message().toStdString();
    EXPECT_EQ(document.profile().dataSets.size(), 2u);
}

TEST_F(WorkloadPageTest, TextIsPastedIntoTheFieldThatHasTheKeyboard)
{
    tasks()->selectTask(1);
    QApplication::clipboard()->setText(QStringLiteral("{\"id\": 1}"));
    auto* path = page.findChild<QLineEdit*>(QStringLiteral("path"));
    path->setFocus();
    QTest::keyClick(path, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(path->text(), QStringLiteral("{\"id\": 1}"));
    EXPECT_EQ(document.profile().dataSets.size(), 2u);
    EXPECT_TRUE(page.message().isEmpty());
}

TEST_F(WorkloadPageTest, DroppedTextIsImportedToo)
{
    const QTemporaryDir folder;
    document.reset(shop(), folder.filePath(QStringLiteral("shop.cicada.json")));
    QMimeData data;
    data.setText(QStringLiteral("{\"age\": {random_int 1 9}}"));
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&page, &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&page, &drop);
    ASSERT_TRUE(QTest::qWaitFor([this] { return document.profile().dataSets.size() == 3u; }));
    EXPECT_EQ(document.profile().dataSets[2].kind, "template");
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

TEST_F(WorkloadPageTest, AsksForTheKeysOfTheTargetAndSaysWhatTheTargetOnlyKnows)
{
    page.showProblem(QStringLiteral("data_sets[1].name"));
    auto* kind = child<QComboBox>(QStringLiteral("Kind of documents"));
    auto* keys = child<QLineEdit>(QStringLiteral("Keys on the target"));
    auto* prefix = child<QLineEdit>(QStringLiteral("Key prefix"));
    EXPECT_FALSE(keys->isVisible());

    const auto choose = [kind](const QString& name) {
        kind->setCurrentIndex(kind->findData(name));
        Q_EMIT kind->activated(kind->currentIndex());
    };
    choose(QStringLiteral("existing"));
    EXPECT_TRUE(keys->isVisible());
    EXPECT_FALSE(prefix->isVisible()) << "nothing is written there";
    QTest::keyClicks(keys, QStringLiteral("user:*"));
    const DataSet& people = document.profile().dataSets.at(1);
    EXPECT_EQ(people.sourceKeys, "user:*");
    EXPECT_EQ(sourceLimitOf(people), 100'000U);

    choose(QStringLiteral("sampled"));
    EXPECT_TRUE(prefix->isVisible());
    EXPECT_EQ(document.profile().dataSets.at(1).sourceKeys, "user:*");
    auto* editor = page.findChild<DataSetEditor*>();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return !editor->preview()->view()->isVisibleTo(editor->preview()); }));
    bool said = false;
    for (const QLabel* label : editor->preview()->findChildren<QLabel*>())
        said
            = said || label->text().startsWith(QStringLiteral("These documents are on the target"));
    EXPECT_TRUE(said);

    choose(QStringLiteral("template"));
    EXPECT_TRUE(child<QLineEdit>(QStringLiteral("File of documents"))->isVisible());
}

} // namespace
} // namespace cicada
