// The keys of the live line: `cicada-cli run` on a terminal of its own.
#include "support/folders.h"
#include "support/live_server.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cicada {
namespace {

class LiveKeysTest : public testing::Test
{
protected:
    LiveKeysTest()
        : m_terminal(posix_openpt(O_RDWR | O_NOCTTY))
    {
        grantpt(m_terminal);
        unlockpt(m_terminal);
    }

    ~LiveKeysTest() override
    {
        m_program.kill();
        m_program.waitForFinished();
        close(m_terminal);
    }

    void start(const QStringList& options)
    {
        const std::string name = ptsname(m_terminal);
        m_program.setChildProcessModifier([name] {
            setsid();
            const int terminal = open(name.c_str(), O_RDWR);
            ioctl(terminal, TIOCSCTTY, 0);
            dup2(terminal, 0);
            dup2(terminal, 2);
        });
        m_program.start(commandLineProgram(),
            QStringList{QStringLiteral("run"), QStringLiteral("--target"),
                QString::fromStdString(m_server.endpoint().uri()), QStringLiteral("--command"),
                QStringLiteral("PING"), QStringLiteral("--json"), m_runFile}
                + options);
        ASSERT_TRUE(m_program.waitForStarted());
    }

    void type(const std::string& keys)
    {
        ASSERT_EQ(write(m_terminal, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
    }

    /// Once `words` are on the terminal, behind what came before.
    void comesTo(const std::string& words)
    {
        std::string said;
        for (int waited = 0; waited < 300 && said.find(words) == said.npos; ++waited) {
            pollfd ready{m_terminal, POLLIN, 0};
            if (poll(&ready, 1, 100) <= 0)
                continue;
            std::array<char, 4096> buffer{};
            const ssize_t size = read(m_terminal, buffer.data(), buffer.size());
            said.append(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
        }
        ASSERT_NE(said.find(words), said.npos) << said;
    }

    nlohmann::json finished()
    {
        ::kill(static_cast<pid_t>(m_program.processId()), SIGINT);
        EXPECT_TRUE(m_program.waitForFinished(20'000));
        QFile file(m_runFile);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return nlohmann::json::parse(file.readAll().toStdString());
    }

    Sandbox m_server = startedPlain();
    QTemporaryDir m_folder;
    QString m_runFile = m_folder.filePath(QStringLiteral("r.json"));
    int m_terminal;
    QProcess m_program;
};

TEST_F(LiveKeysTest, ChangeThePaceAndPauseWhileItRuns)
{
    start({QStringLiteral("--rate"), QStringLiteral("200"), QStringLiteral("--users"),
        QStringLiteral("5"), QStringLiteral("--duration"), QStringLiteral("120s")});
    comesTo("p pause");
    comesTo("Measuring");
    type("r300");
    comesTo("rate, requests/s: 300_");
    type("\n");
    comesTo("Measuring");
    type("u1x");
    comesTo("users: 1x_");
    type("\x7f"
         "2\n"); // x is taken back
    type("s50\n");
    type("w9=1\n");
    comesTo("must be like 2=5");
    type("\x1b");
    type("w1=3\n");
    type("p");
    comesTo("Paused");
    type("p");
    comesTo("Measuring");

    const nlohmann::json run = finished();

    std::vector<std::string> events;
    for (const nlohmann::json& event : run.at("events"))
        events.push_back(event.at("text"));
    ASSERT_EQ(events.size(), 6U) << run.at("events");
    EXPECT_EQ(events[0], "rate: 300 requests/s");
    EXPECT_EQ(events[1], "users: 12");
    EXPECT_EQ(events[2].rfind("spawn rate: 50", 0), 0U) << events[2];
    EXPECT_EQ(events[3], "PING: weight 3");
    EXPECT_EQ(events[4], "paused");
    EXPECT_GT(run.at("paused_s"), 0);
}

} // namespace
} // namespace cicada
