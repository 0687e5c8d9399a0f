#pragma once

#include "profile/test_profile.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <set>
#include <string>
#include <vector>

namespace cicada {

/// The test profile being edited: one per window, shared by all pages. Pages read profile() and
/// change it only by edit(), which makes every change undoable. Problems are found again after each
/// change, off the UI thread, latest wins. UI thread only.
class ProfileDocument : public QObject
{
    Q_OBJECT

public:
    explicit ProfileDocument(QObject* parent = nullptr);

    const TestProfile& profile() const { return m_profile; }

    /// Replaces the profile as one undo step called `text`. Successive edits with the same non-zero
    /// `mergeId` become one step (typing in a field).
    void edit(const QString& text, TestProfile next, int mergeId = 0);

    QUndoStack* undoStack() { return &m_undoStack; }

    /// Grows with every change: tells whether what was saved or checked is still what is shown.
    int revision() const { return m_revision; }

    bool isModified() const { return !m_undoStack.isClean(); }

    QString filePath() const { return m_filePath; }

    /// Starts over with `profile` (New, Open, a sample): clears undo; `filePath` empty for unsaved
    /// ones.
    void reset(TestProfile profile, const QString& filePath);

    /// The state of `revision` lies in `filePath`: still modified where an edit came meanwhile.
    void markSaved(const QString& filePath, int revision);

    void markSaved(const QString& filePath) { markSaved(filePath, m_revision); }

    /// Whether a data set's file may be read just to show what is in it: not one that an opened
    /// profile names somewhere else (foreignFiles()), until the user has allowed it.
    bool mayRead(const std::string& file) const { return !m_foreignFiles.contains(file); }

    void allowReading(const std::string& file);

    /// The target as it was opened (default before): not the user's own choice.
    const Target& openedTarget() const { return m_openedTarget; }

    const std::vector<Problem>& problems() const { return m_problems; }

    /// First problem at or under a field ("load.users", "tasks[2]"); empty: none.
    QString problemAt(const QString& fieldPrefix) const;
    int problemCount(const QString& fieldPrefix) const;

    /// Problems of the current profile, computed now (for Start).
    const std::vector<Problem>& validateNow();

Q_SIGNALS:
    void profileChanged(); ///< after edit, undo, redo, reset
    void problemsChanged();
    void fileChanged(); ///< path or modified mark
    void readingAllowed();

private:
    friend class ProfileEditCommand;
    void setProfile(TestProfile profile);
    void scheduleValidation();
    void setProblems(std::vector<Problem> problems);

    TestProfile m_profile;
    QUndoStack m_undoStack;
    QString m_filePath;
    std::set<std::string> m_foreignFiles;
    Target m_openedTarget;
    std::vector<Problem> m_problems;
    int m_revision = 0;
    bool m_validating = false;
};

} // namespace cicada
