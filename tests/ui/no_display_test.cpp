// The window's program on a machine without a display.
#include "support/folders.h"

#include <QProcess>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cicada {

namespace {

using testing::HasSubstr;

struct Ended
{
    int code = -1;
    std::string output, errors;
};

Ended startedWithoutDisplay(const QStringList& arguments)
{
    QProcess program;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    program.setProcessEnvironment(environment);
    program.start(desktopProgram(), arguments);
    if (!program.waitForFinished(30'000) || program.exitStatus() != QProcess::NormalExit)
        return {};
    return {program.exitCode(), program.readAllStandardOutput().toStdString(),
        program.readAllStandardError().toStdString()};
}

} // namespace

TEST(NoDisplay, IsSaidInASentenceThatNamesTheOtherProgram)
{
    const Ended ended = startedWithoutDisplay({});
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.errors, HasSubstr("There is no display here"));
    EXPECT_THAT(ended.errors, HasSubstr("cicada-cli"));
}

TEST(NoDisplay, HelpAndVersionNeedNone)
{
    const Ended help = startedWithoutDisplay({QStringLiteral("--help")});
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.output, HasSubstr("--shots"));
    const Ended version = startedWithoutDisplay({QStringLiteral("--version")});
    EXPECT_EQ(version.code, 0);
    EXPECT_THAT(version.output, HasSubstr("Cicada " CICADA_VERSION));
}

} // namespace cicada
