#include "profile/text_file.h"

#include "base/units.h"

#include <QFile>
#include <QFileDevice>
#include <QSaveFile>

namespace cicada {

namespace {

Error ioError(std::string_view what, const std::filesystem::path& path, const std::string& reason)
{
    return Error{ErrorKind::Io, std::string(what) + ' ' + pathText(path) + ": " + reason};
}

// Flushed before `finish`: QSaveFile::commit() does not notice that what it flushed found no room,
// and puts a torn file in the place of the old one.
template <typename Finish>
Result<Done> writeAll(QFileDevice& file, const std::filesystem::path& path, std::string_view text,
    const Finish& finish)
{
    const auto bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()
        || !finish())
        return ioError("Cannot write", path, file.errorString().toStdString());
    return Done{};
}

} // namespace

// path::string() would throw for names that are not in the system's encoding.
QString qtPath(const std::filesystem::path& path)
{
#ifdef Q_OS_WIN
    return QString::fromStdWString(path.native());
#else
    return QFile::decodeName(path.c_str());
#endif
}

std::string pathText(const std::filesystem::path& path)
{
    return qtPath(path).toStdString();
}

Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t mostBytes)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return ioError("Cannot read", path, "it is a folder, not a file");
    QFile file(qtPath(path));
    if (!file.open(QIODevice::ReadOnly))
        return ioError("Cannot read", path, file.errorString().toStdString());
    const QByteArray text = file.read(static_cast<qint64>(mostBytes) + 1);
    if (file.error() != QFileDevice::NoError)
        return ioError("Cannot read", path, file.errorString().toStdString());
    if (static_cast<std::uint64_t>(text.size()) > mostBytes)
        return ioError("Cannot read", path,
            "it is larger than " + formatBytes(static_cast<double>(mostBytes)));
    return text.toStdString();
}

Result<Done> writeTextFile(const std::filesystem::path& path, std::string_view text)
{
    // A rename would put a file in the place of /dev/stdout or a pipe: those are written to.
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)
        && !std::filesystem::is_regular_file(path, ignored)) {
        QFile device(qtPath(path));
        return writeAll(device, path, text, [] { return true; });
    }
    QSaveFile file(qtPath(path));
    return writeAll(file, path, text, [&] { return file.commit(); });
}

} // namespace cicada
