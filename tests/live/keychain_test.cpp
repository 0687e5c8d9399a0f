// cicada-cli and the passwords that the window keeps. tests/support/with_keychain.sh brings a
// keychain; ctest runs these once with and once without.
#include "profile/target_store.h"
#include "support/command_line.h"
#include "support/live_server.h"
#include "support/process.h"

#include <QEventLoop>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <qt6keychain/keychain.h>

namespace cicada {
namespace {

constexpr const char* kTarget = "test of the keychain";
constexpr const char* kPassword = "geheim123";

/// A server with a password, saved as a target in a folder of its own.
class KeychainOnCommandLine : public testing::Test
{
protected:
    void SetUp() override
    {
        m_sandbox.emplace(startedPlain());
        ASSERT_EQ(connectedTo(m_sandbox->endpoint())
                      .call({"CONFIG", "SET", "requirepass", kPassword})
                      ->text,
            "OK");
        m_environment.insert(QStringLiteral("CICADA_CONFIG_DIR"), m_folder.path());
        ASSERT_TRUE(TargetStore(m_folder.path().toStdString())
                .save({{Target::Kind::Endpoint, kTarget, m_sandbox->endpoint()}}));
    }

    CliOutcome run() const
    {
        return cli({QStringLiteral("run"), QStringLiteral("--command"), QStringLiteral("PING"),
                       QStringLiteral("--requests"), QStringLiteral("100"),
                       QStringLiteral("--target"), QString::fromLatin1(kTarget)},
            m_environment);
    }

    static bool kept(const QString& password)
    {
        auto* const job = new QKeychain::WritePasswordJob(QString::fromLatin1(kKeychainService));
        job->setKey(QString::fromLatin1(kTarget));
        job->setTextData(password);
        bool works = false;
        QEventLoop loop;
        QObject::connect(job, &QKeychain::Job::finished, &loop, [&] {
            works = job->error() == QKeychain::NoError;
            loop.quit();
        });
        job->start();
        loop.exec();
        return works;
    }

private:
    QTemporaryDir m_folder;
    std::optional<Sandbox> m_sandbox;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
};

TEST_F(KeychainOnCommandLine, OpensASavedTargetWithItsPassword)
{
    if (!qEnvironmentVariableIsSet("CICADA_WITH_KEYCHAIN"))
        GTEST_SKIP() << "needs tests/support/with_keychain.sh";
    // The keychain's program takes a moment to come up.
    ASSERT_TRUE(comesTrue([] { return kept(QString::fromLatin1(kPassword)); }, 20'000));
    const CliOutcome outcome = run();
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ((outcome.out + outcome.err).find(kPassword), std::string::npos);
    ASSERT_TRUE(kept(QStringLiteral("another")));
    EXPECT_EQ(run().exitCode, 3);
}

TEST_F(KeychainOnCommandLine, SaysThatAPasswordIsWantedWhereThereIsNoKeychain)
{
    if (qEnvironmentVariableIsSet("CICADA_WITH_KEYCHAIN"))
        GTEST_SKIP() << "here is one";
    const CliOutcome outcome = run();
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_NE(outcome.err.find("password"), std::string::npos) << outcome.err;
    EXPECT_LT(outcome.milliseconds, 10'000);
}

} // namespace
} // namespace cicada
