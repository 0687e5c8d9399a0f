#pragma once

#include <QProcessEnvironment>
#include <QStringList>

#include <string>

namespace cicada {

struct CliOutcome
{
    int exitCode = -1;
    std::string out, err;
    qint64 milliseconds = 0;
};

/// Runs the real `cicada-cli` to its end; one that takes over a minute fails the test.
CliOutcome cli(const QStringList& arguments,
    const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());

} // namespace cicada
