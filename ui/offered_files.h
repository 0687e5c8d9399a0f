#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace cicada {

/// What a file that is dropped, pasted or given on the command line is to the app.
enum class FileKind
{
    Profile,
    Run,       ///< a run file or an HTML report, which holds one
    Documents, ///< JSON or JSON lines, nobody's but the user's
    Unknown,
};

/// By its name, and where that could be anything by its first lines: files get renamed.
FileKind fileKindOf(const QString& path);

/// The files of documents among those in `data`.
QStringList offeredDocuments(const QMimeData* data);

/// The text in `data`, where it is text and no file.
QString offeredText(const QMimeData* data);

} // namespace cicada
