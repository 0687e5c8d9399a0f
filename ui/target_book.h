#pragma once

#include "profile/target_store.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace QKeychain { // NOLINT(readability-identifier-naming): QtKeychain's own name
class Job;
}

namespace cicada {

/// The targets of this machine and their passwords: the file without secrets, the system's
/// keychain with them. Without a keychain a password is known until the app ends, and
/// passwordPlace() says so. Changes are saved by themselves. UI thread only.
class TargetBook : public QObject
{
    Q_OBJECT

public:
    enum class Keychain
    {
        Unknown, ///< nothing asked of it yet
        Works,
        Missing,
    };

    /// `folder` empty: the user's configuration folder.
    explicit TargetBook(const std::filesystem::path& folder = {}, QObject* parent = nullptr);
    ~TargetBook() override;

    /// Saved ones, in the user's order; the local sandbox is not among them.
    const std::vector<Target>& targets() const { return m_targets; }

    const Target* find(const QString& name) const;

    /// Adds a target under `wishedName`, numbered where that is taken; the name it got.
    QString add(const QString& wishedName, const Endpoint& endpoint);

    /// Another name moves the password along. False where `newName` is empty or taken.
    bool rename(const QString& name, const QString& newName);
    void setEndpoint(const QString& name, const Endpoint& endpoint);

    /// Until the app ends the last removed one can be brought back; its password stays kept so
    /// long.
    void remove(const QString& name);
    QString restoreLastRemoved(); ///< its name; empty where there is none

    /// The password of `key` (a target's name) from now on, while it is being typed.
    void setPassword(const QString& key, const QString& password);

    /// Typing has ended: what was set goes to the keychain; an empty one is deleted there.
    void keepPassword(const QString& key);

    /// Calls back in this thread, at once where the session knows it; empty where there is none.
    void readPassword(const QString& key, std::function<void(const QString&)> done);

    Keychain keychain() const { return m_keychain; }

    /// For people: where a password typed now is kept.
    QString passwordPlace() const;

    /// Why the targets' file could not be read or written; empty: all is well.
    const QString& fileProblem() const { return m_fileProblem; }

    /// Key of the password of a target as a profile names it; empty for the sandbox.
    static QString passwordKey(const Target& target);

    /// Whether connections to a target as a profile names it may be encrypted; of a saved one that
    /// is not on this machine nobody knows, so they may.
    bool maySpeakTls(const Target& target) const;

Q_SIGNALS:
    void changed();
    void fileProblemChanged();
    void keychainChanged();

private:
    struct Removed
    {
        Target target;
        std::size_t index = 0;
    };

    std::vector<Target>::iterator at(const QString& name);
    QString freeName(const QString& wished) const;
    void targetsChanged();
    void save();
    void setFileProblem(const QString& problem);
    void setKeychain(Keychain keychain);
    void writeToKeychain(const QString& key, const QString& password);
    QKeychain::Job* deleteFromKeychain(const QString& key); ///< deletes itself when done

    TargetStore m_store;
    std::vector<Target> m_targets;
    std::vector<Removed> m_removed;
    QHash<QString, QString> m_session; ///< passwords known since the start of the app
    Keychain m_keychain = Keychain::Unknown;
    QTimer m_saveSoon; ///< one write for a burst of key strokes
    QString m_fileProblem;
    bool m_fileIsBroken = false; ///< then it is never overwritten
};

} // namespace cicada
