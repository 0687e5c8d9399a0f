#include "profile_files.h"

#include "file_path.h"
#include "profile/profile_json.h"
#include "profile_document.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QSettings>
#include <QStandardPaths>
#include <QtConcurrent>

#include <algorithm>

namespace cicada {

namespace {

constexpr int kRecentFiles = 8;

QString recentKey()
{
    return QStringLiteral("recentFiles");
}

QString samplesFolder()
{
    return QStringLiteral(":/cicada/ui/samples/");
}

QString firstLookFile()
{
    return QStringLiteral("first_look.cicada.json");
}

QString nameFilter()
{
    return ProfileFiles::tr("Test profiles (*.cicada.json);;All files (*)");
}

Result<TestProfile> readSample(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Io, "There is no sample " + path.toStdString() + "."};
    return profileFromJson(file.readAll().toStdString());
}

std::vector<Sample> readSamples()
{
    std::vector<Sample> samples;
    for (const QFileInfo& file : QDir(samplesFolder()).entryInfoList(QDir::Files, QDir::Name)) {
        const Result<TestProfile> profile = readSample(file.filePath());
        if (profile)
            samples.push_back({QString::fromStdString(profile->name),
                QString::fromStdString(profile->description), file.filePath()});
    }
    std::stable_partition(samples.begin(), samples.end(),
        [](const Sample& sample) { return sample.path.endsWith(firstLookFile()); });
    return samples;
}

} // namespace

ProfileFiles::ProfileFiles(ProfileDocument* document, QWidget* window)
    : QObject(window)
    , m_document(document)
    , m_window(window)
{
}

const std::vector<Sample>& ProfileFiles::samples()
{
    static const std::vector<Sample> samples = readSamples();
    return samples;
}

void ProfileFiles::newProfile()
{
    m_document->reset(TestProfile{}, {});
    Q_EMIT opened();
}

void ProfileFiles::openSample(const QString& path)
{
    Result<TestProfile> profile = readSample(path);
    if (!profile) {
        Q_EMIT failed(QString::fromStdString(profile.error().text));
        return;
    }
    m_document->reset(std::move(profile).value(), {});
    Q_EMIT opened();
}

void ProfileFiles::open(const QString& path)
{
    auto* watcher = new QFutureWatcher<Result<TestProfile>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const Result<TestProfile> profile = watcher->result();
        if (!profile) {
            Q_EMIT failed(QString::fromStdString(profile.error().text));
            return;
        }
        remember(path);
        m_document->reset(*profile, path);
        Q_EMIT opened();
    });
    watcher->setFuture(QtConcurrent::run([path] { return loadProfile(fileSystemPath(path)); }));
}

void ProfileFiles::chooseAndOpen(std::function<void(const QString&)> chosen)
{
    auto* dialog
        = new QFileDialog(m_window, tr("Open a test profile"), startFolder(), nameFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, std::move(chosen));
    dialog->open();
}

void ProfileFiles::save(std::function<void()> saved)
{
    if (m_document->filePath().isEmpty())
        saveAs(std::move(saved));
    else
        write(m_document->filePath(), std::move(saved));
}

void ProfileFiles::saveAs(std::function<void()> saved)
{
    auto* dialog
        = new QFileDialog(m_window, tr("Save the test profile"), startFolder(), nameFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("cicada.json"));
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, saved = std::move(saved)](const QString& path) { write(path, saved); });
    dialog->open();
}

void ProfileFiles::write(const QString& path, std::function<void()> saved)
{
    auto* watcher = new QFutureWatcher<Result<Done>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
        [this, watcher, path, revision = m_document->revision(), saved = std::move(saved)] {
            watcher->deleteLater();
            const Result<Done> written = watcher->result();
            if (!written) {
                Q_EMIT failed(QString::fromStdString(written.error().text));
                return;
            }
            remember(path);
            m_document->markSaved(path, revision);
            if (saved)
                saved();
        });
    watcher->setFuture(QtConcurrent::run([path, profile = m_document->profile()] {
        return saveProfile(profile, fileSystemPath(path));
    }));
}

QStringList ProfileFiles::recentFiles() const
{
    return QSettings().value(recentKey()).toStringList();
}

void ProfileFiles::clearRecentFiles()
{
    QSettings().remove(recentKey());
    Q_EMIT recentFilesChanged();
}

void ProfileFiles::remember(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    QSettings().setValue(recentKey(), QStringList(files.mid(0, kRecentFiles)));
    Q_EMIT recentFilesChanged();
}

QString ProfileFiles::startFolder() const
{
    if (!m_document->filePath().isEmpty())
        return m_document->filePath();
    if (const QStringList recent = recentFiles(); !recent.isEmpty())
        return QFileInfo(recent.front()).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace cicada
