#include "pages/target_page.h"

#include "page_test.h"
#include "profile_document.h"
#include "run_library.h"
#include "run_session.h"
#include "support/hostile_server.h"
#include "target_book.h"
#include "target_monitor.h"
#include "widgets/target_form.h"
#include "widgets/target_list.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include <optional>

namespace cicada {

namespace {

class TargetPageTest : public PageTest
{
protected:
    TargetPageTest()
        : m_book(m_folder.path().toStdString())
        , m_session(&m_library)
        , m_monitor(&m_document, &m_session, &m_book)
        , m_page(&m_document, &m_session, &m_book, &m_monitor)
    {
        m_session.setTargetBook(&m_book);
        showPage();
    }

    QWidget& page() override { return m_page; }

    QPushButton* button(const QString& text) { return buttonOf<QPushButton>(text); }

    QCheckBox* checkBox(const QString& text) { return buttonOf<QCheckBox>(text); }

    QStringList listed()
    {
        const auto* list = m_page.findChild<TargetList*>();
        QStringList names;
        for (int row = 0; row < list->count(); ++row)
            names.append(list->item(row)->text());
        return names;
    }

    const Endpoint& endpoint() { return m_page.findChild<TargetForm*>()->endpoint(); }

    QTemporaryDir m_folder;
    TargetBook m_book;
    ProfileDocument m_document;
    RunLibrary m_library;
    RunSession m_session;
    TargetMonitor m_monitor;
    TargetPage m_page;
};

} // namespace

TEST_F(TargetPageTest, AlwaysOffersTheLocalSandboxFirst)
{
    EXPECT_EQ(listed(), QStringList{QStringLiteral("Local sandbox")});
    m_page.addTarget();
    EXPECT_EQ(listed().front(), QStringLiteral("Local sandbox"));
    EXPECT_EQ(listed().size(), 2);
}

TEST_F(TargetPageTest, ChoosesTheTargetOfTheProfileAndTakesThatBack)
{
    m_page.addTarget();
    EXPECT_EQ(m_document.profile().target.kind, Target::Kind::Saved);
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.profile().target.kind, Target::Kind::Sandbox);
}

TEST_F(TargetPageTest, FillsTheFieldsFromTheUri)
{
    m_page.addTarget();
    type(field<QLineEdit>(QStringLiteral("Address as a URI")),
        QStringLiteral("rediss://app@db.example.com:6380/3"));
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("Host"))->text(), QStringLiteral("db.example.com"));
    EXPECT_EQ(field<QSpinBox>(QStringLiteral("Port"))->value(), 6380);
    EXPECT_EQ(field<QSpinBox>(QStringLiteral("Database"))->value(), 3);
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("User"))->text(), QStringLiteral("app"));
    EXPECT_TRUE(checkBox(QStringLiteral("Encrypt with TLS"))->isChecked());
}

TEST_F(TargetPageTest, FillsTheUriFromTheFields)
{
    m_page.addTarget();
    type(field<QLineEdit>(QStringLiteral("Host")), QStringLiteral("db.example.com"));
    field<QSpinBox>(QStringLiteral("Port"))->setValue(7000);
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("Address as a URI"))->text(),
        QString::fromStdString(endpoint().uri()));
    EXPECT_EQ(endpoint().host, "db.example.com");
    EXPECT_EQ(endpoint().port, 7000);
}

TEST_F(TargetPageTest, TakesAPasswordOutOfTheUri)
{
    m_page.addTarget();
    type(field<QLineEdit>(QStringLiteral("Address as a URI")),
        QStringLiteral("redis://:opensesame@127.0.0.1:6379"));
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("Password"))->text(), QStringLiteral("opensesame"));
    EXPECT_TRUE(endpoint().password.empty());
    QString kept;
    m_book.readPassword(
        QStringLiteral("New target"), [&](const QString& password) { kept = password; });
    EXPECT_EQ(kept, QStringLiteral("opensesame"));
}

TEST_F(TargetPageTest, SaysWhatIsWrongWithAUriAndKeepsTheLastGoodOne)
{
    m_page.addTarget();
    const std::string before = endpoint().uri();
    type(field<QLineEdit>(QStringLiteral("Address as a URI")), QStringLiteral("http://x"));
    EXPECT_EQ(endpoint().uri(), before);
    EXPECT_TRUE(shows(QString::fromStdString(Endpoint::parse("http://x").error().text)));
}

TEST_F(TargetPageTest, WarnsForAsLongAsTheCertificateIsNotVerified)
{
    m_page.addTarget();
    checkBox(QStringLiteral("Encrypt with TLS"))->setChecked(true);
    auto* verify = checkBox(QStringLiteral("Verify the certificate"));
    verify->setChecked(false);
    EXPECT_TRUE(shows(QStringLiteral("Without this, anybody")));
    type(field<QLineEdit>(QStringLiteral("User")), QStringLiteral("someone"));
    EXPECT_TRUE(shows(QStringLiteral("Without this, anybody")));
    verify->setChecked(true);
    EXPECT_FALSE(shows(QStringLiteral("Without this, anybody")));
}

TEST_F(TargetPageTest, BringsADeletedTargetBack)
{
    m_page.addTarget();
    type(field<QLineEdit>(QStringLiteral("Host")), QStringLiteral("db.example.com"));
    button(QStringLiteral("Delete"))->click();
    EXPECT_EQ(m_document.profile().target.kind, Target::Kind::Sandbox);
    EXPECT_EQ(listed().size(), 1);

    button(QStringLiteral("Undo"))->click();

    EXPECT_EQ(listed().size(), 2);
    EXPECT_EQ(endpoint().host, "db.example.com");
}

TEST_F(TargetPageTest, ShowsATargetThatThisMachineDoesNotKnow)
{
    TestProfile profile;
    profile.target = {Target::Kind::Saved, "staging", {}};
    m_document.reset(profile, {});
    EXPECT_TRUE(listed().contains(QStringLiteral("staging")));
    EXPECT_TRUE(shows(QStringLiteral("not saved on this machine")));
}

TEST_F(TargetPageTest, ConnectsToAnAddressFromAnOpenedProfileOnlyWhenTold)
{
    HostileServer server({});
    const auto isAsked = [&server] { return server.connections() > 0; };
    TestProfile profile;
    profile.target.kind = Target::Kind::Endpoint;
    profile.target.endpoint = server.endpoint();
    m_document.reset(profile, QStringLiteral("from_others.cicada.json"));

    EXPECT_TRUE(m_monitor.waitsForUser());
    EXPECT_FALSE(QTest::qWaitFor(isAsked, 1500)) << "longer than it waits for typing to end";
    button(QStringLiteral("Test connection"))->click();
    EXPECT_TRUE(QTest::qWaitFor(isAsked, 20'000));
    EXPECT_FALSE(m_monitor.waitsForUser());

    EXPECT_TRUE(QTest::qWaitFor([this] { return !m_monitor.isBusy(); }, 20'000));
    profile.target.endpoint.host = "localhost";
    m_document.edit(QStringLiteral("Change host"), profile);
    EXPECT_FALSE(m_monitor.waitsForUser()) << "the user's own address";
}

TEST_F(TargetPageTest, EditsTheProfilesOwnEndpointAsOneStep)
{
    TestProfile profile;
    profile.target.kind = Target::Kind::Endpoint;
    profile.target.endpoint.host = "a";
    m_document.reset(profile, {});
    type(field<QLineEdit>(QStringLiteral("Host")), QStringLiteral("localhost"));
    EXPECT_EQ(m_document.profile().target.endpoint.host, "localhost");
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.profile().target.endpoint.host, "a");
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("Host"))->text(), QStringLiteral("a"));
}

TEST(TargetBook, KeepsTargetsInAFileAndPasswordsOutOfIt)
{
    const QTemporaryDir folder;
    {
        TargetBook book(folder.path().toStdString());
        Endpoint endpoint;
        endpoint.host = "db.example.com";
        endpoint.password = "opensesame";
        book.add(QStringLiteral("Staging"), endpoint);
    }
    const TargetBook again(folder.path().toStdString());
    ASSERT_EQ(again.targets().size(), 1u);
    EXPECT_EQ(again.targets().front().name, "Staging");
    EXPECT_EQ(again.targets().front().endpoint.host, "db.example.com");
    for (const auto& file :
        std::filesystem::recursive_directory_iterator(folder.path().toStdString())) {
        QFile content(QString::fromStdString(file.path().string()));
        if (content.open(QIODevice::ReadOnly)) {
            EXPECT_FALSE(content.readAll().contains("opensesame"));
        }
    }
}

TEST(TargetBook, GivesEveryTargetANameOfItsOwn)
{
    const QTemporaryDir folder;
    TargetBook book(folder.path().toStdString());
    EXPECT_EQ(book.add(QStringLiteral("A"), {}), QStringLiteral("A"));
    EXPECT_EQ(book.add(QStringLiteral("A"), {}), QStringLiteral("A 2"));
    EXPECT_FALSE(book.rename(QStringLiteral("A"), QStringLiteral("A 2")));
    EXPECT_FALSE(book.rename(QStringLiteral("A"), QStringLiteral(" ")));
    EXPECT_TRUE(book.rename(QStringLiteral("A"), QStringLiteral("B")));
    EXPECT_TRUE(book.find(QStringLiteral("B")));
}

TEST(TargetBook, TakesThePasswordAlongToANewName)
{
    const QTemporaryDir folder;
    TargetBook book(folder.path().toStdString());
    book.add(QStringLiteral("A"), {});
    book.setPassword(QStringLiteral("A"), QStringLiteral("opensesame"));
    book.rename(QStringLiteral("A"), QStringLiteral("B"));
    QString ofA = QStringLiteral("?"), ofB;
    book.readPassword(QStringLiteral("A"), [&](const QString& password) { ofA = password; });
    book.readPassword(QStringLiteral("B"), [&](const QString& password) { ofB = password; });
    EXPECT_EQ(ofA, QString());
    EXPECT_EQ(ofB, QStringLiteral("opensesame"));
}

TEST(TargetBook, SaysThatWithoutAKeychainAPasswordIsForThisSession)
{
    const QTemporaryDir folder;
    TargetBook book(folder.path().toStdString());
    bool answered = false;
    book.readPassword(QStringLiteral("nobody"), [&](const QString&) { answered = true; });
    ASSERT_TRUE(QTest::qWaitFor([&] { return answered; }));
    if (book.keychain() == TargetBook::Keychain::Works)
        GTEST_SKIP() << "this machine has a keychain";
    EXPECT_TRUE(book.passwordPlace().contains(QStringLiteral("until Cicada is closed")));
    book.setPassword(QStringLiteral("a"), QStringLiteral("opensesame"));
    book.keepPassword(QStringLiteral("a"));
    QString kept;
    book.readPassword(QStringLiteral("a"), [&](const QString& password) { kept = password; });
    EXPECT_EQ(kept, QStringLiteral("opensesame"));
}

TEST(TargetBook, NeverOverwritesAFileItCannotRead)
{
    const QTemporaryDir folder;
    const QString path
        = QString::fromStdString(TargetStore(folder.path().toStdString()).file().string());
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{ broken");
    file.close();
    {
        TargetBook book(folder.path().toStdString());
        EXPECT_FALSE(book.fileProblem().isEmpty());
        book.add(QStringLiteral("A"), {});
    }
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), QByteArray("{ broken"));
}

} // namespace cicada
