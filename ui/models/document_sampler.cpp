#include "models/document_sampler.h"

#include "profile/limits.h"
#include "profile_document.h"

#include <QDateTime>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>

namespace cicada {

namespace {

// More than one profile may hold: what is shown must not push itself out again and again.
constexpr std::size_t kRemembered = 2 * limits::kMostDataSets;
constexpr std::size_t kWaiting = 8;
constexpr std::uint64_t kDocuments = 8;
constexpr std::size_t kEnoughBytes = 4'000'000; // two ledgers weigh as well as eight

// All that the documents depend on, also the file's content as far as its date tells.
std::string keyOf(const DataSet& dataSet)
{
    std::string key = dataSet.kind + '\n' + std::to_string(dataSet.seed) + '\n'
        + std::to_string(dataSet.scale) + '\n' + dataSet.file;
    if (!dataSet.file.empty()) {
        const QFileInfo file(QString::fromStdString(dataSet.file));
        key += '\n' + std::to_string(file.lastModified().toMSecsSinceEpoch()) + '\n'
            + std::to_string(file.size());
    }
    return key;
}

std::shared_ptr<const DataSetSample> waitingForConsent(const DataSet& dataSet)
{
    auto sample = std::make_shared<DataSetSample>();
    sample->awaitsConsent = true;
    sample->problem = DocumentSampler::tr("%1 is not in the folder of this profile, which may be "
                                          "from others: it is not read before you say so.")
                          .arg(QString::fromStdString(dataSet.file));
    return sample;
}

std::shared_ptr<const DataSetSample> makeSample(const DataSet& dataSet)
{
    auto sample = std::make_shared<DataSetSample>();
    auto generator = DocumentGenerator::make(dataSet);
    if (!generator) {
        sample->problem = QString::fromStdString(generator.error().text);
        return sample;
    }
    sample->generator = *generator;
    sample->roles = sample->generator->roles();
    std::string documents;
    std::uint64_t count = 0;
    while (count < std::min(kDocuments, std::max<std::uint64_t>(dataSet.count, 1))
        && documents.size() < kEnoughBytes)
        sample->generator->append(documents, count++);
    sample->meanBytes = static_cast<double>(documents.size()) / static_cast<double>(count);
    return sample;
}

} // namespace

DocumentSampler::DocumentSampler(ProfileDocument* document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{
    connect(m_document, &ProfileDocument::readingAllowed, this, &DocumentSampler::sampled);
}

void DocumentSampler::allowReading(const std::string& file)
{
    m_document->allowReading(file);
}

std::shared_ptr<const DataSetSample> DocumentSampler::sample(const DataSet& dataSet)
{
    if (!m_document->mayRead(dataSet.file))
        return waitingForConsent(dataSet);
    std::string key = keyOf(dataSet);
    if (const auto known = m_samples.find(key); known != m_samples.end())
        return known->second;
    const bool waits = std::any_of(
        m_waiting.begin(), m_waiting.end(), [&key](const Wanted& w) { return w.key == key; });
    if (m_running != key && !waits) {
        // A slider asks for many: the oldest wishes are the least wanted.
        if (m_waiting.size() == kWaiting)
            m_waiting.pop_front();
        m_waiting.push_back({std::move(key), dataSet});
        startNext();
    }
    return nullptr;
}

void DocumentSampler::startNext()
{
    if (!m_running.empty() || m_waiting.empty())
        return;
    Wanted wanted = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_running = wanted.key;
    // A watcher, not QFuture::then(): Qt 6.4 asserts where its context is gone before the work is
    // done.
    auto* const watcher = new QFutureWatcher<std::shared_ptr<const DataSetSample>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (m_samples.size() >= kRemembered)
            m_samples.clear();
        m_samples[m_running] = watcher->result();
        m_running.clear();
        startNext();
        Q_EMIT sampled();
    });
    watcher->setFuture(
        QtConcurrent::run([dataSet = std::move(wanted.dataSet)] { return makeSample(dataSet); }));
}

} // namespace cicada
