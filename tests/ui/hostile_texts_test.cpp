// Names and words from others, which may be markup: every place shows them as they are.
#include "main_window.h"
#include "pages/results_page.h"
#include "profile_document.h"
#include "report/run_file.h"
#include "run_samples.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <gtest/gtest.h>

namespace cicada {

namespace {

const std::string kMarkup = "<b>bold</b> <img src=\"/etc/passwd\"> \"a & b\"";

TestProfile hostileProfile()
{
    TestProfile profile;
    profile.name = kMarkup;
    profile.description = kMarkup;
    profile.target.kind = Target::Kind::Saved;
    profile.target.name = kMarkup;
    DataSet dataSet;
    dataSet.name = kMarkup;
    dataSet.kind = "file";
    dataSet.file = "/nosuch/" + kMarkup;
    dataSet.prefix = kMarkup;
    profile.dataSets.push_back(dataSet);
    for (const char* type : {"custom", "read_field"}) {
        TaskDefinition task;
        task.name = kMarkup + type;
        task.type = type;
        task.dataSet = type == std::string("custom") ? "" : kMarkup;
        task.tags = {kMarkup};
        if (task.dataSet.empty())
            task.commands.push_back({"GET '" + kMarkup + "'", ""});
        profile.tasks.push_back(task);
    }
    return profile;
}

RunRecord hostileRun()
{
    RunRecord record = samples::run({kMarkup, kMarkup + "2"});
    samples::addTimeline(record, 5);
    record.name = record.targetName = record.targetUri = record.verdict = record.repeatCommand
        = kMarkup;
    record.server = {kMarkup, kMarkup, kMarkup, kMarkup};
    record.operatingSystem = record.toolVersion = kMarkup;
    FailureRow failure;
    failure.task = failure.kind = failure.message = kMarkup;
    failure.count = 3;
    record.failures.push_back(failure);
    record.events.push_back({1, kMarkup, kMarkup});
    record.integrity.notes.push_back(kMarkup);
    record.generator.warnings.push_back(kMarkup);
    return record;
}

bool wouldBeMarkup(const QString& text)
{
    return text.contains(QStringLiteral("<img")) && Qt::mightBeRichText(text);
}

/// Every text on screen and in a tooltip that Qt would take for markup.
void expectPlain(const QWidget& window)
{
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        const bool plain = label->textFormat() == Qt::PlainText
            || (label->textFormat() == Qt::RichText && !label->text().contains(u"<img"))
            || !wouldBeMarkup(label->text());
        EXPECT_TRUE(plain) << "label in " << label->parent()->metaObject()->className() << ": "
                           << label->text().toStdString();
    }
    for (const QWidget* widget : window.findChildren<QWidget*>())
        EXPECT_FALSE(wouldBeMarkup(widget->toolTip()))
            << widget->metaObject()->className() << ": " << widget->toolTip().toStdString();
    for (const QAction* action : window.findChildren<QAction*>())
        EXPECT_FALSE(wouldBeMarkup(action->toolTip())) << action->toolTip().toStdString();
    for (const QAbstractItemView* view : window.findChildren<QAbstractItemView*>()) {
        const QAbstractItemModel* model = view->model();
        if (!model)
            continue;
        for (int row = 0; row < model->rowCount(); ++row)
            for (int column = 0; column < model->columnCount(); ++column) {
                const QString tip = model->index(row, column).data(Qt::ToolTipRole).toString();
                EXPECT_FALSE(wouldBeMarkup(tip)) << model->metaObject()->className() << " "
                                                 << column << ": " << tip.toStdString();
            }
    }
}

} // namespace

TEST(HostileTexts, OfAProfileAreShownAsTheyAre)
{
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    window.document()->reset(hostileProfile(), {});
    for (int page = 0; page < MainWindow::kPages; ++page) {
        window.showPage(static_cast<MainWindow::Page>(page));
        QTest::qWait(100);
        expectPlain(window);
    }
}

TEST(HostileTexts, OfARunAreShownAsTheyAre)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("<b>.cicada-run.json"));
    ASSERT_TRUE(saveRunFile(hostileRun(), path.toStdString()));
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    window.openFile(path);
    auto* results = window.findChild<ResultsPage*>();
    ASSERT_TRUE(QTest::qWaitFor([results] { return results->showsRun(); }));
    expectPlain(window);
}

} // namespace cicada
