#include "main_window.h"
#include "screenshots.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QLocale>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <cstring>

namespace {

struct Options
{
    QStringList files;
    QString shotsFolder;
    int shotsSeconds = 6;
};

Options parseCommandLine(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::tr("Load tester for RedisJSON. Without a display: cicada-cli."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
        QCoreApplication::tr("A test profile, a run file or an HTML report to open."),
        QStringLiteral("[file]"));
    const QCommandLineOption shots(QStringLiteral("shots"),
        QCoreApplication::tr(
            "Run a short test (of the file, if one is given), save a picture of every page to "
            "<folder>, end."),
        QStringLiteral("folder"));
    const QCommandLineOption seconds(QStringLiteral("shots-seconds"),
        QCoreApplication::tr("Length of that test."), QStringLiteral("seconds"),
        QStringLiteral("6"));
    parser.addOption(shots);
    parser.addOption(seconds);
    parser.process(application);

    Options options;
    options.files = parser.positionalArguments();
    options.shotsFolder = parser.value(shots);
    options.shotsSeconds = std::max(1, parser.value(seconds).toInt());
    return options;
}

/// Whether Qt finds something to draw on; where not, it would end with a core dump.
bool hasDisplay(int argc, char** argv)
{
#ifdef Q_OS_LINUX
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    }
    return std::any_of(argv, argv + argc, [](const char* argument) {
        return std::strcmp(argument, "-platform") == 0 || std::strcmp(argument, "--platform") == 0;
    });
#else
    return true;
#endif
}

/// What can be done without a window: help and version, and to say what is missing.
int runWithoutDisplay(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    parseCommandLine(application);
    QTextStream(stderr) << QCoreApplication::tr(
        "cicada: There is no display here (DISPLAY, WAYLAND_DISPLAY); cicada-cli needs none.")
                        << Qt::endl;
    return 1;
}

void takePictures(cicada::MainWindow& window, const Options& options)
{
    auto* screenshots = new cicada::Screenshots(
        &window, options.shotsFolder, std::chrono::seconds(options.shotsSeconds));
    if (!options.files.isEmpty())
        screenshots->setProfile(options.files.front());
    QObject::connect(
        screenshots, &cicada::Screenshots::done, screenshots, [](const QString& problem) {
            if (!problem.isEmpty())
                QTextStream(stderr) << "cicada: " << problem << Qt::endl;
            QApplication::exit(problem.isEmpty() ? 0 : 1);
        });
    QTimer::singleShot(0, screenshots, &cicada::Screenshots::start);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setOrganizationName(QStringLiteral("Cicada"));
    QCoreApplication::setApplicationName(QStringLiteral("Cicada"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CICADA_VERSION));
    if (!hasDisplay(argc, argv))
        return runWithoutDisplay(argc, argv);
    QApplication application(argc, argv);
    Q_INIT_RESOURCE(ui); // a static library drops its resources without
    QApplication::setDesktopFileName(QStringLiteral("cicada"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/cicada/ui/icons/cicada.png")));

    if (QLocale()
        == QLocale::c()) // a machine without a language: numbers are for people all the same
        QLocale::setDefault(QLocale(QLocale::English));

    const Options options = parseCommandLine(application);
    const QTemporaryDir pictureData;
    if (!options.shotsFolder.isEmpty()) {
        // Pictures show their own run, not what this user keeps.
        QStandardPaths::setTestModeEnabled(true);
        qputenv("CICADA_DATA_DIR", pictureData.path().toLocal8Bit());
    }
    cicada::MainWindow window;
    if (!options.shotsFolder.isEmpty()) {
        takePictures(window, options);
    } else {
        window.show();
        if (!options.files.isEmpty())
            window.openFile(options.files.front());
    }
    return QApplication::exec();
}
