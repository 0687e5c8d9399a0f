#include "target_book.h"

#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <algorithm>
#include <chrono>

namespace cicada {

namespace {

constexpr std::chrono::seconds kDeletionLimit{2};

QString keychainService()
{
    return QString::fromLatin1(kKeychainService);
}

} // namespace

TargetBook::TargetBook(const std::filesystem::path& folder, QObject* parent)
    : QObject(parent)
    , m_store(folder)
{
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(500);
    connect(&m_saveSoon, &QTimer::timeout, this, &TargetBook::save);
    Result<std::vector<Target>> loaded = m_store.load();
    if (loaded) {
        m_targets = std::move(loaded).value();
        for (Target& target : m_targets)
            target.kind = Target::Kind::Saved; // what a profile that chooses it holds
    } else {
        m_fileIsBroken = true;
        m_fileProblem = QString::fromStdString(loaded.error().text);
    }
}

TargetBook::~TargetBook()
{
    if (m_saveSoon.isActive())
        save();
    // The app is about to end, and a job started now would never be run by its event loop.
    for (const Removed& removed : m_removed) {
        if (m_keychain == Keychain::Missing)
            break;
        QEventLoop loop;
        QTimer::singleShot(kDeletionLimit, &loop, &QEventLoop::quit);
        QKeychain::Job* job = deleteFromKeychain(QString::fromStdString(removed.target.name));
        QObject::connect(job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
}

const Target* TargetBook::find(const QString& name) const
{
    const auto found = std::ranges::find(m_targets, name.toStdString(), &Target::name);
    return found == m_targets.end() ? nullptr : &*found;
}

std::vector<Target>::iterator TargetBook::at(const QString& name)
{
    return std::ranges::find(m_targets, name.toStdString(), &Target::name);
}

QString TargetBook::freeName(const QString& wished) const
{
    const QString base = wished.trimmed().isEmpty() ? tr("Target") : wished.trimmed();
    QString name = base;
    for (int number = 2; find(name) || name == QLatin1String("sandbox"); ++number)
        name = tr("%1 %2", "name and a number").arg(base).arg(number);
    return name;
}

QString TargetBook::add(const QString& wishedName, const Endpoint& endpoint)
{
    const QString name = freeName(wishedName);
    Target target{Target::Kind::Saved, name.toStdString(), endpoint};
    target.endpoint.password.clear();
    m_targets.push_back(target);
    if (!endpoint.password.empty()) {
        setPassword(name, QString::fromStdString(endpoint.password));
        keepPassword(name);
    }
    targetsChanged();
    return name;
}

bool TargetBook::rename(const QString& name, const QString& newName)
{
    const auto target = at(name);
    const QString wished = newName.trimmed();
    if (target == m_targets.end() || wished.isEmpty())
        return false;
    if (wished == name)
        return true;
    if (freeName(wished) != wished)
        return false;
    target->name = wished.toStdString();
    readPassword(name, [this, name, wished](const QString& password) {
        if (password.isEmpty())
            return;
        setPassword(wished, password);
        keepPassword(wished);
        setPassword(name, {});
        keepPassword(name);
    });
    targetsChanged();
    return true;
}

void TargetBook::setEndpoint(const QString& name, const Endpoint& endpoint)
{
    const auto target = at(name);
    if (target == m_targets.end())
        return;
    target->endpoint = endpoint;
    target->endpoint.password.clear();
    targetsChanged();
}

void TargetBook::remove(const QString& name)
{
    const auto target = at(name);
    if (target == m_targets.end())
        return;
    m_removed.push_back({*target, static_cast<std::size_t>(target - m_targets.begin())});
    m_targets.erase(target);
    targetsChanged();
}

QString TargetBook::restoreLastRemoved()
{
    if (m_removed.empty())
        return {};
    Removed removed = std::move(m_removed.back());
    m_removed.pop_back();
    const QString formerName = QString::fromStdString(removed.target.name);
    const QString name = freeName(formerName);
    removed.target.name = name.toStdString();
    const std::size_t index = std::min(removed.index, m_targets.size());
    m_targets.insert(m_targets.begin() + static_cast<std::ptrdiff_t>(index), removed.target);
    targetsChanged();
    return name;
}

void TargetBook::targetsChanged()
{
    m_saveSoon.start();
    Q_EMIT changed();
}

void TargetBook::save()
{
    m_saveSoon.stop();
    if (m_fileIsBroken)
        return;
    std::vector<Target> stored = m_targets;
    for (Target& target : stored)
        target.kind = Target::Kind::Endpoint; // the file has addresses, not names of others
    const Result<Done> saved = m_store.save(stored);
    setFileProblem(saved ? QString() : QString::fromStdString(saved.error().text));
}

void TargetBook::setFileProblem(const QString& problem)
{
    if (problem == m_fileProblem)
        return;
    m_fileProblem = problem;
    Q_EMIT fileProblemChanged();
}

QString TargetBook::passwordKey(const Target& target)
{
    switch (target.kind) {
    case Target::Kind::Sandbox:
        return {};
    case Target::Kind::Saved:
        return QString::fromStdString(target.name);
    case Target::Kind::Endpoint:
        return QString::fromStdString(target.endpoint.uri());
    }
    return {};
}

bool TargetBook::maySpeakTls(const Target& target) const
{
    switch (target.kind) {
    case Target::Kind::Sandbox:
        return false;
    case Target::Kind::Saved: {
        const Target* saved = find(QString::fromStdString(target.name));
        return !saved || saved->endpoint.tls.enabled;
    }
    case Target::Kind::Endpoint:
        return target.endpoint.tls.enabled;
    }
    return true;
}

void TargetBook::setPassword(const QString& key, const QString& password)
{
    if (!key.isEmpty())
        m_session.insert(key, password);
}

void TargetBook::keepPassword(const QString& key)
{
    if (!m_session.contains(key))
        return;
    const QString password = m_session.value(key);
    if (password.isEmpty())
        deleteFromKeychain(key);
    else
        writeToKeychain(key, password);
}

void TargetBook::readPassword(const QString& key, std::function<void(const QString&)> done)
{
    if (key.isEmpty() || m_session.contains(key)) {
        done(m_session.value(key));
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(keychainService(), this);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [this, job, key, done = std::move(done)] {
        const bool answered
            = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        setKeychain(answered ? Keychain::Works : Keychain::Missing);
        if (!m_session.contains(key) && job->error() == QKeychain::NoError)
            m_session.insert(key, job->textData());
        done(m_session.value(key));
    });
    job->start();
}

void TargetBook::writeToKeychain(const QString& key, const QString& password)
{
    auto* job = new QKeychain::WritePasswordJob(keychainService(), this);
    job->setKey(key);
    job->setTextData(password);
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        setKeychain(job->error() == QKeychain::NoError ? Keychain::Works : Keychain::Missing);
    });
    job->start();
}

QKeychain::Job* TargetBook::deleteFromKeychain(const QString& key)
{
    // Not a child: it may outlive the book, it deletes itself when done.
    auto* job = new QKeychain::DeletePasswordJob(keychainService());
    job->setKey(key);
    job->start();
    return job;
}

void TargetBook::setKeychain(Keychain keychain)
{
    if (keychain == m_keychain)
        return;
    m_keychain = keychain;
    Q_EMIT keychainChanged();
}

QString TargetBook::passwordPlace() const
{
    if (m_keychain == Keychain::Missing)
        return tr("No system keychain answers: kept until Cicada is closed, then forgotten.");
    return tr("Kept in the system's keychain, never in a file.");
}

} // namespace cicada
