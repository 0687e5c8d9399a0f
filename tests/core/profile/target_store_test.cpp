#include "profile/target_store.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

using namespace cicada;

namespace {

Target target(const std::string& name, const std::string& uri)
{
    return {Target::Kind::Endpoint, name, Endpoint::parse(uri).value()};
}

class TargetStoreTest : public testing::Test
{
protected:
    std::string contentOfFile() const
    {
        std::ostringstream text;
        text << std::ifstream(m_store.file(), std::ios::binary).rdbuf();
        return text.str();
    }

    QTemporaryDir m_folder;
    TargetStore m_store{
        std::filesystem::path(m_folder.path().toStdString()) / "made" / "on demand"};
};

TEST_F(TargetStoreTest, IsEmptyAtFirst)
{
    const auto targets = m_store.load();
    ASSERT_TRUE(targets);
    EXPECT_TRUE(targets->empty());
}

TEST_F(TargetStoreTest, ReadsBackWhatWasSaved)
{
    Target tls = target("Staging (eu)", "rediss://app@db.example:6390/3");
    tls.endpoint.tls.caFile = "/etc/ca.pem";
    tls.endpoint.callTimeout = std::chrono::milliseconds(1250);
    ASSERT_TRUE(m_store.save({tls, target("socket", "unix:///run/redis.sock?db=2")}));
    const auto targets = m_store.load();
    ASSERT_TRUE(targets) << targets.error().text;
    ASSERT_EQ(targets->size(), 2U);
    EXPECT_EQ(targets->at(0).name, "Staging (eu)");
    EXPECT_EQ(targets->at(0).kind, Target::Kind::Endpoint);
    EXPECT_EQ(targets->at(0).endpoint.uri(), tls.endpoint.uri());
    EXPECT_EQ(targets->at(0).endpoint.tls.caFile, "/etc/ca.pem");
    EXPECT_EQ(targets->at(0).endpoint.callTimeout, tls.endpoint.callTimeout);
    EXPECT_EQ(targets->at(1).endpoint.unixPath, "/run/redis.sock");
}

TEST_F(TargetStoreTest, NeverWritesAPassword)
{
    ASSERT_TRUE(m_store.save({target("mine", "redis://app:hunter2@h")}));
    EXPECT_THAT(contentOfFile(), testing::Not(testing::HasSubstr("hunter2")));
    EXPECT_EQ(m_store.load()->at(0).endpoint.user, "app");
}

TEST_F(TargetStoreTest, ABrokenFileIsNamedAndNotOverwritten)
{
    ASSERT_TRUE(m_store.save({}));
    for (const std::string text : {"{\"format\": \"cicada-targets\"", "[]",
             "{\"format\": \"x\", \"version\": 1, \"targets\": []}",
             "{\"format\": \"cicada-targets\", \"version\": 1, \"targets\": [\"sandbox\"]}"}) {
        std::ofstream(m_store.file(), std::ios::binary) << text;
        const auto targets = m_store.load();
        ASSERT_FALSE(targets) << text;
        EXPECT_EQ(targets.error().kind, ErrorKind::Io);
        EXPECT_THAT(targets.error().text, testing::HasSubstr("targets.json"));
        EXPECT_FALSE(m_store.save({target("mine", "redis://h")}));
        EXPECT_EQ(contentOfFile(), text);
    }
}

TEST_F(TargetStoreTest, RefusesNamesThatCannotBeFoundAgain)
{
    EXPECT_FALSE(m_store.save({target("", "redis://h")}));
    EXPECT_FALSE(m_store.save({target("sandbox", "redis://h")}));
    EXPECT_FALSE(m_store.save({target("a", "redis://h"), target("a", "redis://i")}));
    EXPECT_FALSE(m_store.save({Target{}}));
}

TEST_F(TargetStoreTest, AFolderThatCannotBeMadeIsOneSentence)
{
    ASSERT_TRUE(m_store.save({}));
    const TargetStore below(m_store.file() / "below");
    const auto saved = below.save({});
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::Io);
}

TEST_F(TargetStoreTest, ItsFolderCanBeChosenByTheEnvironment)
{
    const QByteArray before = qgetenv("CICADA_CONFIG_DIR");
    qputenv("CICADA_CONFIG_DIR", "/chosen/folder");
    EXPECT_EQ(TargetStore().file(), std::filesystem::path("/chosen/folder/targets.json"));
    qunsetenv("CICADA_CONFIG_DIR");
    EXPECT_EQ(TargetStore().file().filename(), "targets.json");
    EXPECT_EQ(TargetStore().file().parent_path().filename(), "Cicada");
    if (!before.isNull())
        qputenv("CICADA_CONFIG_DIR", before);
}

} // namespace
