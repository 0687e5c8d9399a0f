#include "run_writer.h"

#include "file_path.h"
#include "profile/text_file.h"
#include "redis/failure.h"
#include "report/run_file.h"
#include "report/run_journal.h"

#include <QDir>
#include <QFileInfo>
#include <QThreadPool>
#include <QtConcurrent>

#include <optional>

namespace cicada {

namespace {

} // namespace

struct RunWriter::Impl
{
    QString runPath, journalPath;
    bool begun = false; ///< UI thread

    // Touched by the pool's only thread alone, in the order of the calls.
    std::optional<RunJournal> journal;
    bool journalFailed = false;

    QThreadPool pool; ///< last: its destructor waits for tasks that use the members above

    QString begin(const RunRecord& start, const std::vector<Summary::TaskName>& tasks);
    QString append(const Interval& interval);
    QString finish(const RunRecord& record);
};

QString RunWriter::Impl::begin(const RunRecord& start, const std::vector<Summary::TaskName>& tasks)
{
    QDir().mkpath(QFileInfo(journalPath).absolutePath());
    Result<RunJournal> created = RunJournal::create(fileSystemPath(journalPath), start, tasks);
    if (created) {
        journal.emplace(std::move(created).value());
        return {};
    }
    journalFailed = true;
    return QString::fromStdString(created.error().text);
}

QString RunWriter::Impl::append(const Interval& interval)
{
    if (!journal || journalFailed)
        return {};
    const Result<Done> written = journal->append(interval);
    if (written)
        return {};
    journalFailed = true;
    return QString::fromStdString(written.error().text);
}

QString RunWriter::Impl::finish(const RunRecord& record)
{
    QDir().mkpath(QFileInfo(runPath).absolutePath());
    const Result<Done> saved = saveRunFile(record, fileSystemPath(runPath));
    if (saved) {
        if (journal)
            journal->remove();
        return {};
    }
    const auto kept = keepRunFile(record);
    return QString::fromStdString(asSentence(saved.error().text)) + QLatin1Char(' ')
        + (kept ? RunWriter::tr("The run is kept in %1 for now.")
                      .arg(QString::fromStdString(pathText(*kept)))
                : RunWriter::tr("The run is in memory only."));
}

RunWriter::RunWriter(const QString& runPath, const QString& journalPath, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>())
{
    m_impl->runPath = runPath;
    m_impl->journalPath = journalPath;
    m_impl->pool.setMaxThreadCount(1);
}

RunWriter::~RunWriter() = default;

// Signals of this object emitted in the pool reach receivers of the UI thread queued.
void RunWriter::begin(const RunRecord& start, const std::vector<Summary::TaskName>& tasks)
{
    m_impl->begun = true;
    m_impl->pool.start([this, start, tasks] {
        if (const QString sentence = m_impl->begin(start, tasks); !sentence.isEmpty())
            Q_EMIT problem(sentence);
    });
}

bool RunWriter::hasBegun() const
{
    return m_impl->begun;
}

void RunWriter::append(const Interval& interval)
{
    m_impl->pool.start([this, interval] {
        if (const QString sentence = m_impl->append(interval); !sentence.isEmpty())
            Q_EMIT problem(sentence);
    });
}

void RunWriter::finish(const RunRecord& record)
{
    m_impl->pool.start([this, record] {
        const QString problem = m_impl->finish(record);
        Q_EMIT finished(problem.isEmpty() ? m_impl->runPath : QString(), problem);
    });
}

} // namespace cicada
