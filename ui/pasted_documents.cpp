#include "pasted_documents.h"

#include "file_path.h"
#include "profile/text_file.h"
#include "redis/failure.h"
#include "workload/document.h"
#include "workload/shell_words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <string_view>

namespace cicada {

namespace {

class PastedDocumentsText
{
    Q_DECLARE_TR_FUNCTIONS(PastedDocuments)
};

/// Empty: documents of `kind` can be made of the file.
std::string problemAs(const std::string& kind, const QString& file)
{
    DataSet dataSet;
    dataSet.name = "pasted";
    dataSet.kind = kind;
    dataSet.file = file.toStdString();
    const auto documents = DocumentGenerator::make(dataSet);
    if (documents)
        return {};
    // It begins with the file, which the user has never heard of.
    const std::string& text = documents.error().text;
    const std::size_t name = text.find(dataSet.file);
    const std::size_t rest
        = name == std::string::npos ? 0 : text.find_first_not_of("`: ", name + dataSet.file.size());
    return rest == std::string::npos ? text : text.substr(rest);
}

QString freeName(const QDir& folder)
{
    QString name = QStringLiteral("pasted.json");
    for (int number = 2; folder.exists(name); ++number)
        name = QStringLiteral("pasted-%1.json").arg(number);
    return folder.filePath(name);
}

} // namespace

Result<PastedDocuments> keepPastedDocuments(const QByteArray& text, const QString& folder)
{
    const QDir place(folder);
    const QString path = freeName(place);
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    place.mkpath(QStringLiteral("."));
    if (const auto written = writeTextFile(fileSystemPath(path), view); !written)
        return Error{ErrorKind::Io, asSentence(written.error().text)};
    const bool mayBeTemplate = hasPlaceholder(view);
    const std::string templateProblem = mayBeTemplate ? problemAs("template", path) : "";
    if (mayBeTemplate && templateProblem.empty())
        return PastedDocuments{path, "template"};
    const std::string problem = problemAs("file", path);
    if (problem.empty()) // braces in it are text, no more
        return PastedDocuments{path, "file"};
    QFile::remove(path);
    return Error{ErrorKind::Invalid,
        PastedDocumentsText::tr("What was pasted is not JSON: %1")
            .arg(QString::fromStdString(mayBeTemplate ? templateProblem : problem))
            .toStdString()};
}

QString folderOfPasted(const QString& profilePath)
{
    if (!profilePath.isEmpty())
        return QFileInfo(profilePath).absolutePath();
    const QString data = qEnvironmentVariable("CICADA_DATA_DIR");
    const QString own = data.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/Cicada")
        : data;
    return QDir::cleanPath(own + QStringLiteral("/documents"));
}

} // namespace cicada
