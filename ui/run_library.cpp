#include "run_library.h"

#include "file_path.h"
#include "report/run_file.h"
#include "report/run_journal.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QStandardPaths>
#include <QtConcurrent>

#include <algorithm>
#include <filesystem>

namespace cicada {

namespace {

const QLatin1String kRunSuffix(".cicada-run.json");
const QLatin1String kJournalSuffix(".cicada-journal");
const QLatin1String kRemovedFolder(".removed");
constexpr qint64 kJournalAtRest = 5; ///< seconds; a run writes one line a second
constexpr qint64 kKeepRemovedDays = 1;

QString runFolder()
{
    const QString data = qEnvironmentVariable("CICADA_DATA_DIR");
    if (!data.isEmpty())
        return QDir::cleanPath(data + QStringLiteral("/runs"));
    return QDir::cleanPath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/Cicada/runs"));
}

/// Safe in a file name everywhere: "Product catalogue, 90:10" is "product-catalogue-90-10".
QString slug(const QString& name)
{
    QString result;
    const QString lower = name.left(200).toLower();
    for (const QChar character : lower) {
        if (character.unicode() < 128 && character.isLetterOrNumber())
            result += character;
        else if (!result.isEmpty() && !result.endsWith(QLatin1Char('-')))
            result += QLatin1Char('-');
    }
    result = result.left(40);
    while (result.endsWith(QLatin1Char('-')))
        result.chop(1);
    return result.isEmpty() ? QStringLiteral("run") : result;
}

QFileInfoList filesEndingIn(const QString& folder, QLatin1String suffix)
{
    return QDir(folder).entryInfoList({QLatin1Char('*') + suffix}, QDir::Files);
}

/// `known` are not read again where size and time are the same. Any thread.
std::vector<RunSummary> scan(const QString& folder, const std::vector<RunSummary>& known)
{
    QHash<QString, const RunSummary*> byPath;
    for (const RunSummary& run : known)
        byPath.insert(run.path, &run);
    std::vector<RunSummary> runs;
    for (const QFileInfo& file : filesEndingIn(folder, kRunSuffix)) {
        const RunSummary* before = byPath.value(file.filePath());
        const bool same = before && before->fileSize == file.size()
            && before->fileTime == file.lastModified().toMSecsSinceEpoch();
        runs.push_back(same ? *before : readRunSummary(file.filePath()));
    }
    std::stable_sort(runs.begin(), runs.end(),
        [](const RunSummary& a, const RunSummary& b) { return a.startedAt > b.startedAt; });
    return runs;
}

/// Left by an app that could not end in order.
void forgetOldRemoved(const QString& folder)
{
    const QDateTime limit = QDateTime::currentDateTime().addDays(-kKeepRemovedDays);
    for (const QFileInfo& file :
        filesEndingIn(folder + QLatin1Char('/') + kRemovedFolder, kRunSuffix)) {
        if (file.lastModified() < limit)
            QFile::remove(file.filePath());
    }
}

bool fail(QString* error, const QString& sentence)
{
    if (error)
        *error = sentence;
    return false;
}

} // namespace

RunLibrary::RunLibrary(QObject* parent)
    : QObject(parent)
    , m_folder(runFolder())
{
    QDir().mkpath(m_folder);
    forgetOldRemoved(m_folder);
    connect(&m_scan, &QFutureWatcherBase::finished, this, &RunLibrary::takeScan);
}

RunLibrary::~RunLibrary()
{
    m_scan.disconnect(this);
    m_scan.waitForFinished();
    for (const auto& [original, aside] : m_removed)
        QFile::remove(aside);
}

QString RunLibrary::newRunPath(const QString& name) const
{
    const QString stem = m_folder + QLatin1Char('/')
        + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-")) + slug(name);
    QString path = stem + kRunSuffix;
    for (int copy = 2; QFile::exists(path) || QFile::exists(journalPath(path)); ++copy)
        path = QStringLiteral("%1-%2%3").arg(stem).arg(copy).arg(kRunSuffix);
    return path;
}

QString RunLibrary::journalPath(const QString& runPath) const
{
    QString stem = runPath;
    if (stem.endsWith(kRunSuffix))
        stem.chop(kRunSuffix.size());
    return stem + kJournalSuffix;
}

void RunLibrary::refresh()
{
    if (m_scan.isRunning()) {
        m_scanAgain = true;
        return;
    }
    m_scan.setFuture(QtConcurrent::run(scan, m_folder, m_runs));
}

void RunLibrary::takeScan()
{
    if (m_scanAgain) {
        // What came in may be older than an edit made meanwhile.
        m_scanAgain = false;
        refresh();
        return;
    }
    m_runs = m_scan.result();
    Q_EMIT runsChanged();
}

const RunSummary* RunLibrary::find(const QString& path) const
{
    const auto found = std::find_if(
        m_runs.begin(), m_runs.end(), [&](const RunSummary& run) { return run.path == path; });
    return found == m_runs.end() ? nullptr : &*found;
}

bool RunLibrary::edit(const QString& path, const char* member, const QString& text,
    QString RunSummary::* shown, QString* error)
{
    const auto run = std::find_if(
        m_runs.begin(), m_runs.end(), [&](const RunSummary& each) { return each.path == path; });
    if (run == m_runs.end())
        return fail(error, tr("The run is no longer there."));
    if (const QString problem = writeRunText(path, member, text); !problem.isEmpty())
        return fail(error, tr("%1 stays as it is. %2").arg(run->name, problem));
    (*run).*shown = text;
    m_scanAgain = m_scan.isRunning();
    Q_EMIT runsChanged();
    return true;
}

bool RunLibrary::rename(const QString& path, const QString& name, QString* error)
{
    const QString simple = name.simplified();
    if (simple.isEmpty())
        return fail(error, tr("A run needs a name."));
    return edit(path, "name", simple, &RunSummary::name, error);
}

bool RunLibrary::setNote(const QString& path, const QString& note, QString* error)
{
    return edit(path, "note", note.simplified(), &RunSummary::note, error);
}

bool RunLibrary::remove(const QString& path, QString* error)
{
    const QString aside = m_folder + QLatin1Char('/') + kRemovedFolder;
    const QString moved = aside + QLatin1Char('/') + QFileInfo(path).fileName();
    QFile file(path);
    if (!QDir().mkpath(aside) || (QFile::exists(moved) && !QFile::remove(moved))
        || !file.rename(moved))
        return fail(error, tr("It cannot be deleted: %1.").arg(file.errorString()));
    // From here its age is that of the removal, for forgetOldRemoved().
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
    m_removed.emplace_back(path, moved);
    std::erase_if(m_runs, [&](const RunSummary& run) { return run.path == path; });
    m_scanAgain = m_scan.isRunning();
    Q_EMIT runsChanged();
    return true;
}

bool RunLibrary::restoreLastRemoved(QString* error)
{
    if (m_removed.empty())
        return fail(error, tr("There is nothing to bring back."));
    const auto [original, aside] = m_removed.back();
    QFile file(aside);
    if (!file.rename(original))
        return fail(error, tr("It cannot be brought back: %1.").arg(file.errorString()));
    m_removed.pop_back();
    refresh();
    return true;
}

int RunLibrary::recoverInterrupted()
{
    const QDateTime atRest = QDateTime::currentDateTime().addSecs(-kJournalAtRest);
    int recovered = 0;
    for (const QFileInfo& file : filesEndingIn(m_folder, kJournalSuffix)) {
        if (file.lastModified() > atRest)
            continue;
        QString runPath = file.filePath();
        runPath.chop(kJournalSuffix.size());
        runPath += kRunSuffix;
        if (!QFile::exists(runPath)) {
            const Result<RunRecord> record = RunJournal::recover(fileSystemPath(file.filePath()));
            if (!record || !saveRunFile(*record, fileSystemPath(runPath)))
                continue;
            ++recovered;
        }
        QFile::remove(file.filePath());
    }
    if (recovered > 0)
        refresh();
    return recovered;
}

} // namespace cicada
