#include "pages/results_page.h"

#include "models/comparison_model.h"
#include "profile/profile_json.h"
#include "report/html_report.h"
#include "report/run_file.h"
#include "report/table_export.h"
#include "run_library.h"
#include "run_samples.h"
#include "widgets/figure_table.h"
#include "widgets/message_bar.h"
#include "widgets/run_list_panel.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

namespace cicada {

namespace {

class ResultsPageTest : public testing::Test
{
protected:
    ResultsPageTest()
    {
        qputenv("CICADA_DATA_DIR", folder.path().toUtf8());
        library = std::make_unique<RunLibrary>();
        for (const char* name : {"First", "Second", "Third"})
            paths << keep(name);
        page = std::make_unique<ResultsPage>(library.get());
        page->resize(900, 600);
        page->show();
        QSignalSpy changed(library.get(), &RunLibrary::runsChanged);
        library->refresh();
        EXPECT_TRUE(changed.wait());
    }

    ~ResultsPageTest() override { qputenv("CICADA_DATA_DIR", dataBefore); }

    QString keep(const std::string& name)
    {
        RunRecord record = samples::run({"a"});
        record.name = name;
        record.startedAt = "2026-0" + std::to_string(paths.size() + 1) + "-01T00:00:00.000Z";
        TestProfile profile;
        profile.name = "Profile of " + name;
        record.profileJson = profileToJson(profile);
        const QString path = library->newRunPath(QString::fromStdString(name));
        EXPECT_TRUE(saveRunFile(record, path.toStdString()));
        return path;
    }

    FigureTable* table() { return page->findChild<RunListPanel*>()->table(); }

    /// Selects by row: the newest, "Third", is the first.
    void select(const QList<int>& rows)
    {
        table()->clearSelection();
        for (const int row : rows)
            table()->selectionModel()->select(table()->model()->index(row, 0),
                QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }

    void trigger(const QString& text)
    {
        for (QAction* action : table()->actions()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == text)
                action->trigger();
        }
    }

    void open(int run)
    {
        page->openRun(paths[run]);
        ASSERT_TRUE(QTest::qWaitFor([this] { return page->showsRun(); }));
    }

    const QByteArray dataBefore = qgetenv("CICADA_DATA_DIR");
    QTemporaryDir folder;
    std::unique_ptr<RunLibrary> library;
    QStringList paths;
    std::unique_ptr<ResultsPage> page;
};

} // namespace

TEST_F(ResultsPageTest, OpensAKeptRunByEnter)
{
    table()->setCurrentIndex(table()->model()->index(0, 0));
    QTest::keyClick(table(), Qt::Key_Return);

    ASSERT_TRUE(QTest::qWaitFor([this] { return page->showsRun(); }));
    EXPECT_EQ(page->shownRecord().name, "Third");
    EXPECT_EQ(page->shownRecord().tasks.size(), 1u);
    page->showList();
    EXPECT_FALSE(page->showsRun());
}

TEST_F(ResultsPageTest, OpensAReportOfATeammate)
{
    const QString report = folder.filePath(QStringLiteral("report.html"));
    RunRecord record = samples::run({"theirs"});
    record.name = "Theirs";
    ASSERT_TRUE(saveHtmlReport(record, report.toStdString()));

    page->openRun(report);

    ASSERT_TRUE(QTest::qWaitFor([this] { return page->showsRun(); }));
    EXPECT_EQ(page->shownRecord().name, "Theirs");
}

TEST_F(ResultsPageTest, SaysInlineWhyAFileCannotBeOpened)
{
    const QString path = folder.filePath(QStringLiteral("broken.cicada-run.json"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();

    page->openRun(path);

    ASSERT_TRUE(QTest::qWaitFor([this] { return !page->message().isEmpty(); }));
    EXPECT_FALSE(page->showsRun());
    EXPECT_TRUE(page->message().contains(QStringLiteral("broken.cicada-run.json")))
        << page->message().toStdString();
}

TEST_F(ResultsPageTest, DeletesWithUndo)
{
    select({0, 1});
    trigger(QStringLiteral("Delete"));
    EXPECT_EQ(library->runs().size(), 1u);
    EXPECT_TRUE(page->message().contains(QStringLiteral("2 runs")));

    QPushButton* undo = page->findChild<MessageBar*>()->button(QStringLiteral("U&ndo"));
    ASSERT_TRUE(undo);
    undo->click();

    EXPECT_TRUE(QTest::qWaitFor([this] { return library->runs().size() == 3; }));
    EXPECT_EQ(page->message(), QString());
}

TEST_F(ResultsPageTest, FindsRunsByWhatIsTyped)
{
    auto* search = page->findChild<RunListPanel*>()->findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("sec"));
    ASSERT_EQ(table()->model()->rowCount(), 1);
    EXPECT_EQ(table()->model()->index(0, 0).data().toString(), QStringLiteral("Second"));
    search->clear();
    EXPECT_EQ(table()->model()->rowCount(), 3);
}

TEST_F(ResultsPageTest, ComparesTheOlderRunWithTheNewer)
{
    select({0, 2});
    trigger(QStringLiteral("Compare"));

    auto* comparison = page->findChild<ComparisonModel*>();
    ASSERT_TRUE(QTest::qWaitFor([=] { return comparison->rowCount() > 0; }));
    const auto title
        = [=](int column) { return comparison->headerData(column, Qt::Horizontal).toString(); };
    EXPECT_EQ(title(ComparisonModel::First), QStringLiteral("First"));
    EXPECT_EQ(title(ComparisonModel::Second), QStringLiteral("Third"));
}

TEST_F(ResultsPageTest, ComparesSeveralRunsWithTheOldest)
{
    select({0, 1, 2});
    trigger(QStringLiteral("Compare"));

    auto* comparison = page->findChild<ComparisonModel*>();
    ASSERT_TRUE(QTest::qWaitFor([=] { return comparison->rowCount() > 0; }));
    QStringList titles;
    for (int column = 0; column < comparison->columnCount(); ++column)
        titles << comparison->headerData(column, Qt::Horizontal).toString();
    EXPECT_EQ(titles.join(QLatin1Char('|')).toStdString(),
        "figure|First|Second|difference|Third|difference");
}

TEST_F(ResultsPageTest, ExportsWhatIsShownAndSaysWhere)
{
    open(1);

    const struct
    {
        RunExporter::Format format;
        QString name;
    } exports[] = {{RunExporter::Format::HtmlReport, QStringLiteral("out.html")},
        {RunExporter::Format::RunFile, QStringLiteral("out.cicada-run.json")},
        {RunExporter::Format::CsvTables, QStringLiteral("tables")}};

    for (const auto& [format, name] : exports) {
        const QString path = folder.filePath(name);
        page->exportRun(format, path);
        ASSERT_TRUE(QTest::qWaitFor([&] {
            return page->message().contains(QDir::toNativeSeparators(path));
        })) << page->message().toStdString();
        ASSERT_TRUE(QFile::exists(path));
    }

    const Result<RunRecord> back
        = loadRunFile(folder.filePath(QStringLiteral("out.html")).toStdString());
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back->name, "Second");
    for (const ExportedTable& table : exportedTables(page->shownRecord())) {
        QFile csv(
            folder.filePath(QStringLiteral("tables/") + QString::fromStdString(table.fileName)));
        ASSERT_TRUE(csv.open(QIODevice::ReadOnly)) << table.fileName;
        EXPECT_EQ(csv.readAll().toStdString(), table.csv);
    }
}

TEST_F(ResultsPageTest, SaysInlineWhereAnExportFails)
{
    open(0);
    page->exportRun(RunExporter::Format::HtmlReport,
        folder.filePath(QStringLiteral("no/such/folder/out.html")));

    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return page->message().contains(QStringLiteral("Cannot write")); }));
}

TEST_F(ResultsPageTest, HandsOutTheSettingsOfARun)
{
    open(0);
    std::string name;
    QObject::connect(page.get(), &ResultsPage::useProfile, page.get(),
        [&](const TestProfile& profile) { name = profile.name; });
    for (QPushButton* button : page->findChildren<QPushButton*>()) {
        if (button->text().contains(QStringLiteral("these settings")))
            button->click();
    }

    EXPECT_EQ(name, "Profile of First");
}

} // namespace cicada
