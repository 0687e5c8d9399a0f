#include "target_monitor.h"

#include "profile_document.h"
#include "run_session.h"
#include "target_book.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <chrono>

namespace cicada {

namespace {

using namespace std::chrono_literals;

constexpr auto kAfterTyping = 400ms;
constexpr auto kWhileIdle = 20s;

std::vector<std::string> prefixesOf(const TestProfile& profile)
{
    std::vector<std::string> prefixes;
    for (const DataSet& dataSet : profile.dataSets) {
        if (!dataSet.prefix.empty())
            prefixes.push_back(dataSet.prefix);
    }
    return prefixes;
}

/// All that decides where a check would go, as text.
QString fingerprint(const Target& target, const TargetBook* book)
{
    const Target* saved = target.kind == Target::Kind::Saved
        ? book->find(QString::fromStdString(target.name))
        : nullptr;
    const Endpoint& endpoint = saved ? saved->endpoint : target.endpoint;
    const Endpoint::Tls& tls = endpoint.tls;
    return QStringLiteral("%1|%2|%3|%4|%5|%6|%7|%8|%9")
        .arg(static_cast<int>(target.kind))
        .arg(QString::fromStdString(target.name), QString::fromStdString(endpoint.uri()))
        .arg(tls.verify)
        .arg(QString::fromStdString(tls.caFile), QString::fromStdString(tls.certificateFile),
            QString::fromStdString(tls.keyFile), QString::fromStdString(tls.serverName))
        .arg(endpoint.connectTimeout.count());
}

} // namespace

TargetMonitor::TargetMonitor(
    ProfileDocument* document, RunSession* session, TargetBook* book, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_session(session)
    , m_book(book)
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kAfterTyping);
    m_nowAndThen.setInterval(kWhileIdle);
    connect(&m_soon, &QTimer::timeout, this, &TargetMonitor::askUnbidden);
    connect(&m_nowAndThen, &QTimer::timeout, this, [this] {
        if (!m_busy)
            askUnbidden();
    });
    connect(m_document, &ProfileDocument::profileChanged, this,
        &TargetMonitor::scheduleWhenTargetChanged);
    connect(m_book, &TargetBook::changed, this, &TargetMonitor::scheduleWhenTargetChanged);
    connect(m_session, &RunSession::runStarted, this, [this] {
        allowCurrent();
        m_soon.stop();
        m_nowAndThen.stop();
    });
    connect(m_session, &RunSession::runFinished, this, [this] { m_soon.start(); });
    connect(m_session, &RunSession::failedToStart, this, [this] { m_soon.start(); });
    scheduleWhenTargetChanged();
}

TargetMonitor::~TargetMonitor() = default;

void TargetMonitor::scheduleWhenTargetChanged()
{
    const QString target = fingerprint(m_document->profile().target, m_book);
    if (target == m_checkedTarget)
        return;
    m_checkedTarget = target;
    abandon();
    m_result = {};
    setState(State::Unknown, {});
    m_soon.start();
}

void TargetMonitor::abandon()
{
    ++m_generation;
    m_again = false;
    m_nowAndThen.start();
    if (m_state == State::Checking)
        setState(State::Unknown, {});
}

bool TargetMonitor::waitsForUser() const
{
    const Target& target = m_document->profile().target;
    const QString current = fingerprint(target, m_book);
    return target.kind == Target::Kind::Endpoint && current != m_allowedTarget
        && current == fingerprint(m_document->openedTarget(), m_book);
}

void TargetMonitor::askUnbidden()
{
    if (!waitsForUser())
        askAgain(false);
}

void TargetMonitor::allowCurrent()
{
    m_allowedTarget = fingerprint(m_document->profile().target, m_book);
}

void TargetMonitor::check(bool countKeys)
{
    allowCurrent();
    askAgain(countKeys);
}

void TargetMonitor::askAgain(bool countKeys)
{
    if (m_session->isActive())
        return;
    m_soon.stop();
    m_countKeys = countKeys;
    ++m_generation;
    m_again = m_busy;
    if (!m_busy)
        begin();
}

void TargetMonitor::begin()
{
    m_busy = true;
    Q_EMIT checkStarted();
    // What was known of this target stands until the new answer is there.
    if (m_state != State::Answers)
        setState(State::Checking, {});
    const int generation = m_generation;
    m_session->resolveEndpoint(
        m_document->profile().target, {}, [this, generation](const Result<Endpoint>& endpoint) {
            if (endpoint) {
                ask(*endpoint, generation);
                return;
            }
            CheckResult result;
            result.sentence = endpoint.error().text;
            finish(result, generation);
        });
}

void TargetMonitor::ask(const Endpoint& endpoint, int generation)
{
    auto* watcher = new QFutureWatcher<CheckResult>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation] {
        watcher->deleteLater();
        finish(watcher->result(), generation);
    });
    const auto onStep = [this, generation](const CheckStep& step) {
        QMetaObject::invokeMethod(this, [this, generation, step] {
            if (generation == m_generation)
                Q_EMIT stepFinished(step);
        });
    };
    const std::vector<std::string> prefixes
        = m_countKeys ? prefixesOf(m_document->profile()) : std::vector<std::string>{};
    watcher->setFuture(QtConcurrent::run(
        &m_pool, [endpoint, prefixes, onStep] { return checkTarget(endpoint, prefixes, onStep); }));
}

void TargetMonitor::finish(const CheckResult& result, int generation)
{
    m_busy = false;
    if (m_again) {
        m_again = false;
        begin();
        return;
    }
    if (generation == m_generation) {
        m_result = result;
        const bool usable = result.reachable && result.hasJson;
        setState(usable ? State::Answers : State::Fails, QString::fromStdString(result.sentence));
        m_nowAndThen.start();
    }
    Q_EMIT idle();
}

void TargetMonitor::setState(State state, const QString& sentence)
{
    m_state = state;
    m_sentence = sentence;
    Q_EMIT stateChanged();
}

} // namespace cicada
