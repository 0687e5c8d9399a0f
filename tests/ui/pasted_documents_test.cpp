#include "pasted_documents.h"

#include "offered_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace cicada {
namespace {

class PastedDocumentsTest : public testing::Test
{
protected:
    QString folder() const { return m_folder.filePath(QStringLiteral("new/place")); }

    QStringList files() const { return QDir(folder()).entryList(QDir::Files); }

private:
    QTemporaryDir m_folder;
};

TEST_F(PastedDocumentsTest, KeepsJsonAsItCameUnderAFreeName)
{
    const QByteArray text("{\"price\": 1.50, \"name\": \"Käse\"}\n");
    for (const char* name : {"pasted.json", "pasted-2.json"}) {
        const auto kept = keepPastedDocuments(text, folder());
        ASSERT_TRUE(kept.ok());
        EXPECT_EQ(kept->kind, "file");
        EXPECT_EQ(kept->file, QDir(folder()).filePath(QLatin1String(name)));
        QFile file(kept->file);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_EQ(file.readAll(), text);
    }
}

struct KindCase
{
    const char* text;
    const char* kind;
};

TEST_F(PastedDocumentsTest, TellsDocumentsFromATemplate)
{
    const std::vector<KindCase> cases{
        {"[{\"a\": 1}, {\"a\": 2}]", "file"}, {"{\"a\": 1}\n{\"a\": 2}\n", "file"},
        {"{\"age\": {random_int 0 99}}", "template"}, {"{\"id\": \"{uuid}\"}", "template"},
        {"{\"greeting\": \"Hello {name}\"}", "file"}, // braces in a text, no placeholder of ours
    };
    for (const KindCase& one : cases) {
        const auto kept = keepPastedDocuments(one.text, folder());
        ASSERT_TRUE(kept.ok()) << one.text << ": " << kept.error().text;
        EXPECT_EQ(kept->kind, one.kind) << one.text;
    }
}

TEST_F(PastedDocumentsTest, NamesTheLineOfAMistakeAndWritesNothing)
{
    for (const char* text : {"{\"a\": 1,\n \"b\": }", "just words", "[1, 2]", "{\"a\": 1"}) {
        const auto kept = keepPastedDocuments(text, folder());
        ASSERT_FALSE(kept.ok()) << text;
        EXPECT_NE(kept.error().text.find("line "), std::string::npos) << kept.error().text;
    }
    const auto misspelt = keepPastedDocuments("{\"a\": {random_imt 0 9}}", folder());
    ASSERT_FALSE(misspelt.ok());
    EXPECT_NE(misspelt.error().text.find("random_int"), std::string::npos) << misspelt.error().text;
    EXPECT_EQ(misspelt.error().text.find("pasted.json"), std::string::npos)
        << "a file the user has never heard of: " << misspelt.error().text;
    EXPECT_TRUE(files().isEmpty()) << files().join(QLatin1Char(' ')).toStdString();
}

TEST_F(PastedDocumentsTest, LieBesideTheProfile)
{
    EXPECT_EQ(folderOfPasted(QStringLiteral("/tests/shop.cicada.json")), QStringLiteral("/tests"));
    EXPECT_TRUE(folderOfPasted(QString()).endsWith(QStringLiteral("/documents")));
}

TEST(OfferedFiles, AreKnownByTheirFirstLinesWhereTheNameSaysNothing)
{
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const char* text) {
        QFile file(folder.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return file.fileName();
    };
    EXPECT_EQ(fileKindOf(write("a.json", "{\"format\": \"cicada-test\"}")), FileKind::Profile);
    EXPECT_EQ(fileKindOf(write("b.json", "{\"format\": \"cicada-run\"}")), FileKind::Run);
    EXPECT_EQ(fileKindOf(write("c.json", "{\"name\": \"Ann\"}")), FileKind::Documents);
    EXPECT_EQ(fileKindOf(write("d.JSONL", "{}")), FileKind::Documents);
    EXPECT_EQ(fileKindOf(write("e.cicada.json", "{}")), FileKind::Profile);
    EXPECT_EQ(fileKindOf(write("f.html", "<p>")), FileKind::Run);
    EXPECT_EQ(fileKindOf(write("g.txt", "{}")), FileKind::Unknown);
}

} // namespace
} // namespace cicada
