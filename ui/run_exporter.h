#pragma once

#include "stats/run_record.h"

#include <QObject>
#include <QString>

namespace cicada {

/// Writes runs to files for others, off the UI thread; several at a time are fine. UI thread only.
class RunExporter : public QObject
{
    Q_OBJECT

public:
    enum class Format
    {
        HtmlReport,
        RunFile,
        CsvTables, ///< a folder of files
    };

    using QObject::QObject;

    /// saved() or failed() follows; an existing file stays whole if it fails.
    void save(const RunRecord& record, Format format, const QString& path);

    static QString fileSuffix(Format format); ///< ".html"; empty for a folder

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const QString& sentence);
};

} // namespace cicada
