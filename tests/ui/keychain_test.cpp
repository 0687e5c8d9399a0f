#include "target_book.h"

#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include <optional>

namespace cicada {
namespace {

TEST(KeychainOfTargetBook, KeepsAPasswordForTheNextStart)
{
    if (!qEnvironmentVariableIsSet("CICADA_WITH_KEYCHAIN"))
        GTEST_SKIP() << "needs tests/support/with_keychain.sh";
    const QTemporaryDir folder;
    const QString name = QStringLiteral("cicada test of the keychain");
    const auto passwordOf = [&](TargetBook& book) {
        std::optional<QString> read;
        book.readPassword(name, [&](const QString& password) { read = password; });
        EXPECT_TRUE(QTest::qWaitFor([&] { return read.has_value(); }));
        return read.value_or(QString());
    };
    const auto passwordRead = [&] {
        TargetBook book(folder.path().toStdString());
        return passwordOf(book);
    };
    const auto keychainAnswers = [&] {
        TargetBook book(folder.path().toStdString());
        passwordOf(book);
        return book.keychain() == TargetBook::Keychain::Works;
    };
    // The keychain's program takes a moment to come up.
    ASSERT_TRUE(QTest::qWaitFor(keychainAnswers, 20'000));
    {
        TargetBook book(folder.path().toStdString());
        book.add(name, {});
        book.setPassword(name, QStringLiteral("opensesame"));
        book.keepPassword(name);
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return passwordRead() == QStringLiteral("opensesame"); }));
        book.remove(name); // can be taken back until the app ends
        EXPECT_EQ(passwordRead(), QStringLiteral("opensesame"));
    }
    EXPECT_EQ(passwordRead(), QString());
}

} // namespace
} // namespace cicada
