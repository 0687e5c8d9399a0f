#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace cicada {

/// Pasted JSON as a file, for documents are read from files.
struct PastedDocuments
{
    QString file;
    std::string kind; ///< "file", or "template" where it has placeholders that work
};

/// Writes `text` to a file of its own in `folder`, which is made where it is missing.
/// Error::Invalid where it is neither JSON documents nor a template, with the line; then nothing is
/// written. Blocks: for a thread that may wait.
Result<PastedDocuments> keepPastedDocuments(const QByteArray& text, const QString& folder);

/// Where that goes: beside the profile, or into the app's own folder where it has no file yet.
QString folderOfPasted(const QString& profilePath);

} // namespace cicada
