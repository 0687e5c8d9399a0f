#include "engine/data_writer.h"

#include "base/units.h"
#include "engine/data_fingerprint.h"
#include "redis/resp_encoder.h"

#include <algorithm>
#include <thread>

namespace cicada {

namespace {

// One batch goes out while the server works on those of the other connections.
constexpr std::size_t kBatchBytes = 256 * 1024;
constexpr std::uint64_t kMostBatchDocuments = 500;
constexpr std::chrono::milliseconds kReportEvery{250};

/// Appends the commands that write one document in one form; returns how many.
std::size_t appendWrite(std::string& bytes, const SetToWrite& set, StoredAs storedAs,
    std::uint64_t index, std::string& document)
{
    const std::string key = keyOf(*set.dataSet, storedAs, index);
    if (storedAs == StoredAs::Hash) {
        const auto fields = set.documents->fields(index);
        appendArrayHeader(bytes, 2);
        appendBulk(bytes, "UNLINK"); // fields of another kind that were there would stay
        appendBulk(bytes, key);
        appendArrayHeader(bytes, 2 + 2 * fields.size());
        appendBulk(bytes, "HSET");
        appendBulk(bytes, key);
        for (const auto& [field, value] : fields) {
            appendBulk(bytes, field);
            appendBulk(bytes, value);
        }
        return 2;
    }
    document.clear();
    set.documents->append(document, index);
    if (storedAs == StoredAs::Json) {
        const std::string_view arguments[]{"JSON.SET", key, "$", document};
        appendCommand(bytes, arguments);
    } else {
        const std::string_view arguments[]{"SET", key, document};
        appendCommand(bytes, arguments);
    }
    return 1;
}

} // namespace

DataWriter::DataWriter(
    Client& keeper, const std::vector<SetToWrite>& sets, const LoaderControl& control)
    : m_keeper(keeper)
    , m_sets(sets)
    , m_control(control)
    , m_saved(sets.size(), 0)
{
    for (const SetToWrite& set : sets) {
        m_progress.total += keysOf(*set.dataSet);
        m_thereBefore += set.begin;
    }
    m_progress.done = m_thereBefore;
    if (!sets.empty())
        m_next = sets.front().begin;
}

Result<std::uint64_t> DataWriter::write(unsigned connections)
{
    constexpr std::uint64_t kSaveEvery = 4; // reports
    m_connections = connections;
    {
        std::vector<std::jthread> threads;
        threads.reserve(connections);
        for (unsigned i = 0; i < connections; ++i)
            threads.emplace_back([this] { work(); });
        for (std::uint64_t reports = 1; !finishedWithin(kReportEvery, connections); ++reports) {
            report();
            if (reports % kSaveEvery == 0)
                save();
        }
    }
    save();
    report();
    if (m_error)
        return *m_error;
    if (m_progress.done < m_progress.total)
        return cancelled();
    return m_progress.total - m_thereBefore;
}

Error DataWriter::cancelled() const
{
    return Error{ErrorKind::Aborted,
        "Preparing the documents was cancelled; " + formatCount(m_progress.done) + " of "
            + formatCount(m_progress.total)
            + " keys are written, and preparing again goes on from there."};
}

std::optional<DataWriter::Batch> DataWriter::nextBatch()
{
    const std::lock_guard lock(m_mutex);
    if (m_error || m_control.isCancelled())
        return std::nullopt;
    while (m_set < m_sets.size()) {
        const DataSet& dataSet = *m_sets[m_set].dataSet;
        if (m_next < keysOf(dataSet)) {
            const std::uint64_t begin = m_next;
            const std::uint64_t endOfForm = (begin / dataSet.count + 1) * dataSet.count;
            // So many batches that all connections are busy to the end, also with few documents
            // that each take the server long.
            const std::uint64_t documents = std::clamp<std::uint64_t>(
                dataSet.count / (4 * m_connections), 1, kMostBatchDocuments);
            m_next = std::min(endOfForm, begin + documents);
            m_underWay.emplace(m_set, begin);
            return Batch{m_set, begin, m_next};
        }
        if (++m_set < m_sets.size())
            m_next = m_sets[m_set].begin;
    }
    return std::nullopt;
}

void DataWriter::work()
{
    if (auto client = Client::connect(m_keeper.endpoint(), "cicada-prepare"); !client) {
        fail(client.error());
    } else {
        while (const auto batch = nextBatch()) {
            if (!writeBatch(*client, *batch))
                break; // it stays under way: what comes behind it does not count
            const std::lock_guard lock(m_mutex);
            m_underWay.erase({batch->set, batch->begin});
        }
    }
    const std::lock_guard lock(m_mutex);
    ++m_ended;
    m_changed.notify_all();
}

// False where it was not written to its end.
bool DataWriter::writeBatch(Client& client, const Batch& batch)
{
    const SetToWrite& set = m_sets[batch.set];
    const StoredAs storedAs = set.dataSet->storedAs[batch.begin / set.dataSet->count];
    const std::uint64_t firstOfForm = batch.begin - batch.begin % set.dataSet->count;
    std::string bytes;
    std::string document;
    for (std::uint64_t position = batch.begin; position < batch.end;) {
        if (m_control.isCancelled())
            return false;
        bytes.clear();
        std::size_t calls = 0;
        const std::uint64_t first = position;
        for (; position < batch.end && bytes.size() < kBatchBytes; ++position)
            calls += appendWrite(bytes, set, storedAs, position - firstOfForm, document);
        const auto replies = client.pipeline(bytes, calls);
        if (!replies) {
            fail(replies.error());
            return false;
        }
        for (const Reply& reply : *replies) {
            if (reply.type != Reply::Type::Error)
                continue;
            fail({ErrorKind::Target,
                asSentence("The server refused a document of \"" + set.dataSet->name
                    + "\": " + printableLine(reply.text))});
            return false;
        }
        const std::lock_guard lock(m_mutex);
        m_progress.done += position - first;
    }
    return true;
}

void DataWriter::fail(const Error& error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_error)
        m_error = error;
}

bool DataWriter::finishedWithin(std::chrono::milliseconds limit, unsigned connections)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, limit, [&] { return m_ended == connections; });
}

void DataWriter::report()
{
    LoaderProgress progress;
    {
        const std::lock_guard lock(m_mutex);
        const double seconds = secondsOf(Clock::now() - m_began);
        const auto written = static_cast<double>(m_progress.done - m_thereBefore);
        const auto left = static_cast<double>(m_progress.total - m_progress.done);
        m_progress.perSecond = seconds > 0 ? written / seconds : 0;
        m_progress.secondsLeft = m_progress.perSecond > 0 ? left / m_progress.perSecond : 0;
        progress = m_progress;
    }
    if (m_control.onProgress)
        m_control.onProgress(progress);
}

// The first position of a set that is not known to be written. Needs m_mutex.
std::uint64_t DataWriter::reached(std::size_t set) const
{
    const auto oldest = m_underWay.lower_bound({set, 0});
    if (oldest != m_underWay.end() && oldest->first == set)
        return oldest->second;
    if (set != m_set)
        return set < m_set ? keysOf(*m_sets[set].dataSet) : m_sets[set].begin;
    return m_next;
}

void DataWriter::save()
{
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        std::uint64_t position = 0;
        {
            const std::lock_guard lock(m_mutex);
            position = reached(i);
        }
        if (position <= m_saved[i] || position == 0)
            continue;
        if (const auto kept = keep(m_sets[i], position); !kept)
            return fail(kept.error());
        m_saved[i] = position;
    }
}

// A whole data set has a fingerprint in place of its progress.
Result<Done> DataWriter::keep(const SetToWrite& set, std::uint64_t position)
{
    const DataSet& dataSet = *set.dataSet;
    const bool whole = position == keysOf(dataSet);
    const auto written = whole
        ? m_keeper.call({"SET", fingerprintKey(dataSet), set.fingerprint})
        : m_keeper.call({"SET", progressKey(dataSet), progressText(position, set.fingerprint)});
    if (!written)
        return written.error();
    if (written->type == Reply::Type::Error)
        return Error{ErrorKind::Target,
            asSentence("The server refused to write: " + printableLine(written->text))};
    if (whole)
        if (const auto removed = m_keeper.call({"DEL", progressKey(dataSet)}); !removed)
            return removed.error();
    return Done{};
}

} // namespace cicada
