#include "offered_files.h"

#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace cicada {

namespace {

constexpr qint64 kFirstLines = 2048;

bool endsWithAny(const QString& path, std::initializer_list<const char*> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&path](const char* ending) {
        return path.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
    });
}

} // namespace

FileKind fileKindOf(const QString& path)
{
    if (endsWithAny(path, {".html", ".htm", ".cicada-run.json"}))
        return FileKind::Run;
    if (endsWithAny(path, {".cicada.json"}))
        return FileKind::Profile;
    QFile file(path);
    // A pipe would keep the window waiting.
    const bool readable = QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly);
    const QByteArray begin = readable ? file.read(kFirstLines) : QByteArray();
    if (begin.contains("\"cicada-run\""))
        return FileKind::Run;
    if (begin.contains("\"cicada-test\""))
        return FileKind::Profile;
    return endsWithAny(path, {".json", ".jsonl", ".ndjson"}) ? FileKind::Documents
                                                             : FileKind::Unknown;
}

QStringList offeredDocuments(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls()) {
        const QString file = url.toLocalFile();
        if (!file.isEmpty() && fileKindOf(file) == FileKind::Documents)
            files << file;
    }
    return files;
}

QString offeredText(const QMimeData* data)
{
    return data->hasUrls() || !data->hasText() ? QString() : data->text();
}

} // namespace cicada
