#include "support/command_line.h"

#include "support/folders.h"

#include <QElapsedTimer>
#include <QProcess>
#include <gtest/gtest.h>

namespace cicada {

CliOutcome cli(const QStringList& arguments, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    process.start(commandLineProgram(), arguments);
    EXPECT_TRUE(process.waitForFinished(60'000));
    return {process.exitCode(), process.readAllStandardOutput().toStdString(),
        process.readAllStandardError().toStdString(), timer.elapsed()};
}

} // namespace cicada
