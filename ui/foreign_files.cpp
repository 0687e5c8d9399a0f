#include "foreign_files.h"

#include "pasted_documents.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace cicada {

namespace {

const QLatin1String kConsentKey("workload/files_to_read");
constexpr qsizetype kMostRemembered = 300;

/// Where the file really is, as far as it exists.
QString realPath(const QString& path)
{
    const QFileInfo file(path);
    const QString canonical = file.canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(file.absoluteFilePath()) : canonical;
}

bool isBelow(const QString& file, const QString& folder)
{
    return file.startsWith(folder.endsWith(QLatin1Char('/')) ? folder : folder + QLatin1Char('/'));
}

} // namespace

std::set<std::string> foreignFiles(const TestProfile& profile, const QString& profilePath)
{
    const QStringList consented = QSettings().value(kConsentKey).toStringList();
    QStringList folders{realPath(folderOfPasted({}))};
    if (!profilePath.isEmpty())
        folders << realPath(QFileInfo(profilePath).absolutePath());
    std::set<std::string> foreign;
    for (const DataSet& dataSet : profile.dataSets) {
        if (dataSet.file.empty())
            continue;
        const QString file = realPath(QString::fromStdString(dataSet.file));
        const bool known = consented.contains(file)
            || std::any_of(folders.cbegin(), folders.cend(),
                [&file](const QString& folder) { return isBelow(file, folder); });
        if (!known)
            foreign.insert(dataSet.file);
    }
    return foreign;
}

void rememberConsent(const std::set<std::string>& files)
{
    QStringList consented = QSettings().value(kConsentKey).toStringList();
    for (const std::string& name : files) {
        const QString file = realPath(QString::fromStdString(name));
        consented.removeAll(file);
        consented.prepend(file);
    }
    QSettings().setValue(kConsentKey, QStringList(consented.mid(0, kMostRemembered)));
}

} // namespace cicada
