#include "profile_document.h"

#include "foreign_files.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <algorithm>

namespace cicada {

/// One undo step: the whole profile before and after. Profiles are small, whole values cannot go
/// stale.
class ProfileEditCommand : public QUndoCommand
{
public:
    ProfileEditCommand(ProfileDocument* document, const QString& text, TestProfile before,
        TestProfile after, int mergeId)
        : QUndoCommand(text)
        , m_document(document)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_mergeId(mergeId)
    {
    }

    int id() const override { return m_mergeId == 0 ? -1 : m_mergeId; }

    bool mergeWith(const QUndoCommand* other) override
    {
        m_after = static_cast<const ProfileEditCommand*>(other)->m_after; // same id(): same class
        return true;
    }

    void undo() override { m_document->setProfile(m_before); }

    void redo() override { m_document->setProfile(m_after); }

private:
    ProfileDocument* m_document;
    TestProfile m_before;
    TestProfile m_after;
    int m_mergeId;
};

namespace {

/// "load.wait" covers "load.wait" and "load.wait.low", not "load.waiting".
bool isAtOrUnder(const std::string& field, const std::string& prefix)
{
    if (!field.starts_with(prefix))
        return false;
    return field.size() == prefix.size() || prefix.empty() || field[prefix.size()] == '.'
        || field[prefix.size()] == '[';
}

} // namespace

ProfileDocument::ProfileDocument(QObject* parent)
    : QObject(parent)
{
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, &ProfileDocument::fileChanged);
    scheduleValidation();
}

void ProfileDocument::edit(const QString& text, TestProfile next, int mergeId)
{
    m_undoStack.push(new ProfileEditCommand(this, text, m_profile, std::move(next), mergeId));
}

void ProfileDocument::reset(TestProfile profile, const QString& filePath)
{
    m_undoStack.clear();
    m_undoStack.setClean();
    m_filePath = filePath;
    m_foreignFiles = foreignFiles(profile, filePath);
    m_openedTarget = profile.target;
    setProfile(std::move(profile));
    Q_EMIT fileChanged();
}

void ProfileDocument::allowReading(const std::string& file)
{
    if (m_foreignFiles.erase(file) == 0)
        return;
    rememberConsent({file});
    Q_EMIT readingAllowed();
}

void ProfileDocument::markSaved(const QString& filePath, int revision)
{
    m_filePath = filePath;
    // What the user has chosen is the user's own when the profile is opened again.
    std::set<std::string> chosen = foreignFiles(m_profile, filePath);
    std::erase_if(chosen, [this](const std::string& file) { return !mayRead(file); });
    if (!chosen.empty())
        rememberConsent(chosen);
    if (revision == m_revision)
        m_undoStack.setClean();
    else
        m_undoStack.resetClean();
    Q_EMIT fileChanged();
}

void ProfileDocument::setProfile(TestProfile profile)
{
    m_profile = std::move(profile);
    ++m_revision;
    Q_EMIT profileChanged();
    scheduleValidation();
}

void ProfileDocument::scheduleValidation()
{
    if (m_validating)
        return; // the one under way sees at its end that it is out of date
    m_validating = true;
    auto* watcher = new QFutureWatcher<std::vector<Problem>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, revision = m_revision] {
        watcher->deleteLater();
        m_validating = false;
        if (revision == m_revision)
            setProblems(watcher->result());
        else
            scheduleValidation();
    });
    watcher->setFuture(QtConcurrent::run([profile = m_profile] { return validate(profile); }));
}

void ProfileDocument::setProblems(std::vector<Problem> problems)
{
    m_problems = std::move(problems);
    Q_EMIT problemsChanged();
}

QString ProfileDocument::problemAt(const QString& fieldPrefix) const
{
    const std::string prefix = fieldPrefix.toStdString();
    const auto found = std::ranges::find_if(m_problems,
        [&prefix](const Problem& problem) { return isAtOrUnder(problem.field, prefix); });
    return found == m_problems.end() ? QString() : QString::fromStdString(found->text);
}

int ProfileDocument::problemCount(const QString& fieldPrefix) const
{
    const std::string prefix = fieldPrefix.toStdString();
    return static_cast<int>(std::ranges::count_if(m_problems,
        [&prefix](const Problem& problem) { return isAtOrUnder(problem.field, prefix); }));
}

const std::vector<Problem>& ProfileDocument::validateNow()
{
    setProblems(validate(m_profile));
    return m_problems;
}

} // namespace cicada
