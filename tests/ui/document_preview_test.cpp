#include "widgets/document_preview.h"

#include "models/document_content.h"
#include "models/document_outline.h"
#include "models/document_sampler.h"
#include "profile_document.h"
#include "widgets/document_view.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>
#include <gtest/gtest.h>

namespace cicada {
namespace {

constexpr const char* kKettle
    = R"({"name":"kettle","price":12.5,"in stock":true,"goes_with":[{"name":"teapot"}],)"
      R"("entries":[1,2,3,4,5,6,7]})";

std::string textOf(const std::vector<DocumentLine>& lines)
{
    QStringList texts;
    for (const DocumentLine& line : lines)
        texts << line.text;
    return texts.join(QLatin1Char('\n')).toStdString();
}

std::vector<DocumentLine> layOut(const char* json, const FoldState& folds = {}, int columns = 40)
{
    return layOutDocument(DocumentContent::parse(json)->shown, folds, columns);
}

TEST(DocumentOutline, ClosesLongArraysAndKeepsWhatFitsOnOneLine)
{
    EXPECT_EQ(textOf(layOut(kKettle)),
        "{\n"
        "  \"name\": \"kettle\",\n"
        "  \"price\": 12.5,\n"
        "  \"in stock\": true,\n"
        "  \"goes_with\": [ { \"name\": \"teapot\" } ],\n"
        "  \"entries\": [ 7 items ▸ ]\n"
        "}");
}

TEST(DocumentOutline, OpensWhatTheReaderOpened)
{
    FoldState folds;
    folds.open[QStringLiteral("$.entries")] = true;
    folds.open[QStringLiteral("$.goes_with")] = false;
    const std::string text = textOf(layOut(kKettle, folds));

    EXPECT_NE(text.find("\"entries\": [ ▾\n    1,\n    2,"), std::string::npos) << text;
    EXPECT_NE(text.find("\"goes_with\": [ 1 item ▸ ]"), std::string::npos) << text;
}

TEST(DocumentOutline, ShowsManyItemsAPieceAtATime)
{
    std::string json = "[0";
    for (int i = 1; i < 450; ++i)
        json += ',' + std::to_string(i);
    FoldState folds;
    folds.open[QStringLiteral("$")] = true;
    json += ']';

    EXPECT_EQ(layOut(json.c_str(), folds).size(), 200u + 3);
    folds.shown[QStringLiteral("$")] = 400;
    const auto lines = layOut(json.c_str(), folds);
    EXPECT_EQ(lines.size(), 400u + 3);
    EXPECT_EQ(lines[401].text, QStringLiteral("  50 more ▸"));
}

TEST(DocumentOutline, EverySpanKnowsThePathOfItsValue)
{
    QStringList paths;
    for (const DocumentLine& line : layOut(kKettle)) {
        for (const DocumentSpan& span : line.spans) {
            if (span.kind == DocumentSpan::Kind::Member)
                paths << span.path;
        }
    }
    EXPECT_EQ(paths.join(QLatin1Char(' ')).toStdString(),
        R"($.name $.price $["in stock"] $.goes_with $.goes_with[0].name $.entries)");
}

struct PathCase
{
    const char* path;
    const char* sentence;
    bool isProblem;
};

TEST(FindPath, SaysWhatAPathFinds)
{
    const auto document = DocumentContent::parse(kKettle);
    const std::vector<PathCase> cases{
        {"$.name", "matches 1 value (string): \"kettle\"", false},
        {"$.goes_with[0].name", "matches 1 value (string): \"teapot\"", false},
        {".price", "matches 1 value (number): 12.5", false},
        {"$[\"in stock\"]", "matches 1 value (boolean): true", false},
        {"$.entries", "matches 1 value (array): [ 7 items ]", false},
        {"$..name", "matches 2 values (string): ", false},
        {"$.nmae", "matches nothing in this document", true},
        {"$.entries[", "", true},
    };
    for (const PathCase& one : cases) {
        const PathFinding finding = findPath(*document, QString::fromLatin1(one.path));
        EXPECT_TRUE(finding.sentence.startsWith(QLatin1StringView(one.sentence)))
            << one.path << ": " << finding.sentence.toStdString();
        EXPECT_EQ(finding.isProblem, one.isProblem) << one.path;
    }
    EXPECT_EQ(findPath(*document, QStringLiteral("$..name")).paths,
        (QSet<QString>{QStringLiteral("$.name"), QStringLiteral("$.goes_with[0].name")}));
}

class DocumentPreviewTest : public testing::Test
{
protected:
    DocumentPreviewTest()
    {
        dataSet.name = "people";
        dataSet.prefix = "cicada:people:";
        dataSet.count = 3;
        preview.resize(500, 400);
        preview.show();
        preview.setDataSet(dataSet);
    }

    bool waitForText(const std::function<bool(const QString&)>& wanted)
    {
        return QTest::qWaitFor([&] { return wanted(preview.view()->toPlainText()); });
    }

    // Clicks on the first letter of `word`.
    void click(const QString& word)
    {
        DocumentView* view = preview.view();
        QTextCursor cursor = view->document()->find(word);
        ASSERT_FALSE(cursor.isNull()) << word.toStdString();
        cursor.setPosition(cursor.selectionStart());
        const QPoint letter = view->cursorRect(cursor).center()
            + QPoint(view->fontMetrics().averageCharWidth() / 2 + 1, 0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, letter);
    }

    DataSet dataSet;
    ProfileDocument document;
    DocumentSampler sampler{&document};
    DocumentPreview preview{&sampler};
};

TEST_F(DocumentPreviewTest, ReadsAFileFromElsewhereOnlyWhenAsked)
{
    const QTemporaryDir elsewhere;
    QFile file(elsewhere.filePath(QStringLiteral("people.json")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(R"({"secret":"hidden"})");
    file.close();
    dataSet.kind = "file";
    dataSet.file = file.fileName().toStdString();
    TestProfile profile;
    profile.dataSets.push_back(dataSet);
    document.reset(profile, {});
    auto* const read = preview.findChild<QPushButton*>();

    preview.setDataSet(dataSet);

    EXPECT_TRUE(read->isVisible());
    EXPECT_TRUE(sampler.sample(dataSet)->awaitsConsent);
    EXPECT_EQ(sampler.sample(dataSet)->generator, nullptr);
    QTest::mouseClick(read, Qt::LeftButton);
    EXPECT_TRUE(
        waitForText([](const QString& text) { return text.contains(QStringLiteral("hidden")); }));
    EXPECT_FALSE(read->isVisible());
}

TEST_F(DocumentPreviewTest, AClickOnAMemberPicksItsPath)
{
    ASSERT_TRUE(
        waitForText([](const QString& text) { return text.contains(QStringLiteral("\"name\"")); }));
    const QSignalSpy picked(&preview, &DocumentPreview::pathPicked);

    click(QStringLiteral("\"name\""));
    EXPECT_EQ(picked.count(), 0) << "picks only where one asked for it";
    preview.setPicking(true);
    click(QStringLiteral("\"name\""));

    ASSERT_EQ(picked.count(), 1);
    EXPECT_EQ(picked[0][0].toString(), QStringLiteral("$.name"));
}

TEST_F(DocumentPreviewTest, EnterPicksTheMemberOfTheLine)
{
    ASSERT_TRUE(
        waitForText([](const QString& text) { return text.contains(QStringLiteral("\"name\"")); }));
    const QSignalSpy picked(&preview, &DocumentPreview::pathPicked);
    preview.setPicking(true);

    QTextCursor cursor = preview.view()->document()->find(QStringLiteral("\"name\""));
    cursor.movePosition(QTextCursor::StartOfBlock);
    preview.view()->setTextCursor(cursor);
    QTest::keyClick(preview.view(), Qt::Key_Return);

    ASSERT_EQ(picked.count(), 1);
    EXPECT_EQ(picked[0][0].toString(), QStringLiteral("$.name"));
}

TEST_F(DocumentPreviewTest, GoesThroughTheDocumentsAndStopsAtTheEnds)
{
    ASSERT_TRUE(waitForText([](const QString& text) { return !text.isEmpty(); }));
    const QList<QToolButton*> arrows = preview.findChildren<QToolButton*>();
    ASSERT_EQ(arrows.size(), 2);
    EXPECT_FALSE(arrows[0]->isEnabled());
    const QString first = preview.view()->toPlainText();

    arrows[1]->click();
    ASSERT_TRUE(waitForText([&](const QString& text) { return text != first; }));
    arrows[1]->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !arrows[1]->isEnabled(); })) << "the third of three";
    arrows[0]->click();
    arrows[0]->click();
    EXPECT_TRUE(waitForText([&](const QString& text) { return text == first; }));
}

TEST_F(DocumentPreviewTest, MarksWhatAPathFindsAndSaysSo)
{
    ASSERT_TRUE(waitForText([](const QString& text) { return !text.isEmpty(); }));
    const QSignalSpy checked(&preview, &DocumentPreview::pathsChecked);

    preview.setPaths({QStringLiteral("$.name")});
    ASSERT_EQ(checked.count(), 1);
    EXPECT_FALSE(checked[0][1].toBool());
    ASSERT_EQ(preview.view()->extraSelections().size(), 1);
    EXPECT_TRUE(preview.view()->extraSelections()[0].cursor.selectedText().startsWith(
        QStringLiteral("\"name\": ")));

    preview.setPaths({QStringLiteral("$.nmae")});
    EXPECT_TRUE(checked[1][1].toBool());
    EXPECT_TRUE(preview.view()->extraSelections().isEmpty());
}

TEST_F(DocumentPreviewTest, AFileThatCannotBeReadIsSaidInPlaceOfTheDocument)
{
    dataSet.kind = "file";
    dataSet.file = "/nowhere/orders.json";
    preview.setDataSet(dataSet);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !preview.view()->isVisibleTo(&preview); }));
}

} // namespace
} // namespace cicada
