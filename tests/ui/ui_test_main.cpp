#include <QApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <gtest/gtest.h>

// UI tests drive real windows, offscreen, with settings and data of their own: nothing of the
// person who runs them is read or changed.
int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir folder;
    qputenv("CICADA_DATA_DIR", folder.filePath(QStringLiteral("data")).toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toLocal8Bit());

    QApplication application(argc, argv);
    Q_INIT_RESOURCE(ui); // a static library drops its resources without
    QApplication::setOrganizationName(QStringLiteral("CicadaTests"));
    QApplication::setApplicationName(QStringLiteral("CicadaTests"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QLocale::setDefault(QLocale(QLocale::English));
    QStandardPaths::setTestModeEnabled(true);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
