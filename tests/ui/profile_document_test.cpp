#include "profile_document.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

namespace cicada {

namespace {

TestProfile withUsers(TestProfile profile, std::uint64_t users)
{
    profile.load.users = users;
    return profile;
}

/// Runs one command, so that nothing but what a test breaks is wrong with it.
TestProfile validProfile()
{
    TestProfile profile;
    TaskDefinition ping;
    ping.name = "Ping";
    ping.type = "ping";
    profile.tasks.push_back(ping);
    return profile;
}

void setUsers(ProfileDocument& document, std::uint64_t users, int mergeId = 0)
{
    document.edit(QStringLiteral("Change users"), withUsers(document.profile(), users), mergeId);
}

} // namespace

TEST(ProfileDocument, TakesEveryEditBackAndBringsItAgain)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    setUsers(document, 20);
    setUsers(document, 30);

    document.undoStack()->undo();
    EXPECT_EQ(document.profile().load.users, 20u);
    document.undoStack()->undo();
    EXPECT_EQ(document.profile().load.users, validProfile().load.users);
    document.undoStack()->redo();
    document.undoStack()->redo();
    EXPECT_EQ(document.profile().load.users, 30u);
}

TEST(ProfileDocument, MakesOneStepOfTypingInOneField)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    for (const std::uint64_t typed : {1u, 12u, 123u})
        setUsers(document, typed, 7);

    document.undoStack()->undo();

    EXPECT_EQ(document.profile().load.users, validProfile().load.users);
    EXPECT_FALSE(document.undoStack()->canUndo());
}

TEST(ProfileDocument, KeepsTypingInTwoFieldsApart)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    setUsers(document, 50, 7);
    TestProfile next = document.profile();
    next.load.pipeline = 4;
    document.edit(QStringLiteral("Change pipeline"), next, 8);

    document.undoStack()->undo();

    EXPECT_EQ(document.profile().load.users, 50u);
    EXPECT_EQ(document.profile().load.pipeline, validProfile().load.pipeline);
}

TEST(ProfileDocument, IsModifiedUntilSavedOrTakenBack)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    EXPECT_FALSE(document.isModified());
    setUsers(document, 20);
    EXPECT_TRUE(document.isModified());
    document.undoStack()->undo();
    EXPECT_FALSE(document.isModified());
    setUsers(document, 30);
    document.markSaved(QStringLiteral("a.cicada.json"));
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(document.filePath(), QStringLiteral("a.cicada.json"));
    document.undoStack()->undo();
    EXPECT_TRUE(document.isModified()) << "the file holds what was taken back";
}

TEST(ProfileDocument, StaysModifiedWhenAnEditCameWhileItWasWritten)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    setUsers(document, 20, 7);
    const int written = document.revision();
    setUsers(document, 200, 7); // becomes part of the same undo step

    document.markSaved(QStringLiteral("a.cicada.json"), written);

    EXPECT_TRUE(document.isModified());
}

TEST(ProfileDocument, ForgetsUndoWhenAnotherProfileIsOpened)
{
    ProfileDocument document;
    setUsers(document, 20);
    document.reset(validProfile(), QStringLiteral("b.cicada.json"));
    EXPECT_FALSE(document.undoStack()->canUndo());
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(document.filePath(), QStringLiteral("b.cicada.json"));
}

TEST(ProfileDocument, FindsTheProblemsOfTheLatestEditOnly)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    setUsers(document, 0);
    setUsers(document, 5);
    setUsers(document, 0);

    EXPECT_TRUE(
        QTest::qWaitFor([&] { return document.problemCount(QStringLiteral("load.users")) == 1; }));
    setUsers(document, 5);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return document.problemCount(QStringLiteral("load.users")) == 0; }));
    EXPECT_TRUE(document.problems().empty());
}

TEST(ProfileDocument, FindsAProblemAtItsFieldAndNowhereElse)
{
    ProfileDocument document;
    TestProfile profile = validProfile();
    profile.load.users = 0;
    document.reset(profile, {});
    document.validateNow();

    EXPECT_FALSE(document.problemAt(QStringLiteral("load.users")).isEmpty());
    EXPECT_FALSE(document.problemAt(QStringLiteral("load")).isEmpty());
    EXPECT_TRUE(document.problemAt(QStringLiteral("load.use")).isEmpty())
        << "half a name is another field";
    EXPECT_TRUE(document.problemAt(QStringLiteral("tasks")).isEmpty());
}

TEST(ProfileDocument, SaysWhenItChanges)
{
    ProfileDocument document;
    document.reset(validProfile(), {});
    QSignalSpy changed(&document, &ProfileDocument::profileChanged);
    QSignalSpy fileChanged(&document, &ProfileDocument::fileChanged);

    setUsers(document, 20);
    document.undoStack()->undo();

    EXPECT_EQ(changed.count(), 2);
    EXPECT_EQ(fileChanged.count(), 2) << "modified, and not modified any more";
}

TEST(ProfileDocument, LetsNoFileBeReadThatAnOpenedProfileNamesElsewhere)
{
    const QTemporaryDir folder;
    const QTemporaryDir elsewhere;
    const auto made = [](const QTemporaryDir& where, const char* name) {
        QFile file(where.filePath(QString::fromLatin1(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        return file.fileName().toStdString();
    };
    const std::string beside = made(folder, "beside.json");
    const std::string foreign = made(elsewhere, "foreign.json");
    const std::string link = folder.filePath(QStringLiteral("link.json")).toStdString();
    ASSERT_TRUE(QFile::link(QString::fromStdString(foreign), QString::fromStdString(link)));
    const std::string up = folder.path().toStdString() + "/../"
        + elsewhere.path().section('/', -1).toStdString() + "/foreign.json";
    TestProfile profile = validProfile();
    for (const std::string& file : {beside, foreign, link, up}) {
        DataSet& dataSet = profile.dataSets.emplace_back();
        dataSet.kind = "file";
        dataSet.file = file;
    }
    const QString path = folder.filePath(QStringLiteral("p.cicada.json"));
    ProfileDocument document;
    document.reset(profile, path);
    EXPECT_TRUE(document.mayRead(beside));
    for (const std::string& file : {foreign, link, up})
        EXPECT_FALSE(document.mayRead(file)) << file;

    const std::string chosen = made(elsewhere, "chosen.json");
    TestProfile next = profile;
    next.dataSets[0].file = chosen;
    document.edit(QStringLiteral("Choose file"), next);
    EXPECT_TRUE(document.mayRead(chosen)) << "the user's own choice";
    document.markSaved(path);
    document.allowReading(link);

    document.reset(next, path);
    EXPECT_TRUE(document.mayRead(chosen)) << "chosen and saved earlier";
    EXPECT_TRUE(document.mayRead(foreign)) << "the same file as the link that was allowed";
    document.reset(profile, {});
    EXPECT_FALSE(document.mayRead(beside)) << "a profile from a run has no folder";
}

} // namespace cicada
