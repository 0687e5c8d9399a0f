// Writing data sets. Checking what is there is in data_fingerprint.cpp, removing in
// data_cleaner.cpp.
#include "engine/data_loader.h"

#include "engine/data_fingerprint.h"
#include "redis/client.h"
#include "redis/resp_encoder.h"
#include "workload/document.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace cicada {

namespace {

using Clock = std::chrono::steady_clock;

// One batch goes out while the server works on those of the other connections.
constexpr std::size_t kBatchBytes = 256 * 1024;
constexpr std::uint64_t kBatchDocuments = 500;
constexpr std::uint64_t kLookedAt = 100;
constexpr std::chrono::milliseconds kReportEvery{250};

struct SetToWrite
{
    const DataSet* dataSet;
    std::shared_ptr<const DocumentGenerator> documents;
};

std::uint64_t keysOf(const DataSet& dataSet)
{
    return dataSet.count * dataSet.storedAs.size();
}

bool isCancelled(const LoaderControl& control)
{
    return control.cancel != nullptr && control.cancel->load();
}

Error cancelled()
{
    return Error{ErrorKind::Aborted, "Preparing the documents was cancelled."};
}

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

/// Hands out ranges of documents to several connections and gathers what became of them.
class Writer
{
public:
    Writer(
        const Endpoint& endpoint, const std::vector<SetToWrite>& sets, const LoaderControl& control)
        : m_endpoint(endpoint)
        , m_sets(sets)
        , m_control(control)
    {
        for (const SetToWrite& set : sets)
            m_progress.total += keysOf(*set.dataSet);
    }

    Result<std::uint64_t> write(unsigned connections)
    {
        {
            std::vector<std::jthread> threads;
            threads.reserve(connections);
            for (unsigned i = 0; i < connections; ++i)
                threads.emplace_back([this] { work(); });
            while (!finishedWithin(kReportEvery, connections))
                report();
        }
        report();
        if (m_error)
            return *m_error;
        if (isCancelled(m_control))
            return cancelled();
        return m_progress.total;
    }

private:
    struct Batch
    {
        std::size_t set;
        StoredAs storedAs;
        std::uint64_t begin, end;
    };

    std::optional<Batch> nextBatch()
    {
        const std::lock_guard lock(m_mutex);
        if (m_error || isCancelled(m_control))
            return std::nullopt;
        while (m_set < m_sets.size()) {
            const DataSet& dataSet = *m_sets[m_set].dataSet;
            if (m_next < dataSet.count) {
                const std::uint64_t begin = m_next;
                m_next = std::min(dataSet.count, begin + kBatchDocuments);
                return Batch{m_set, dataSet.storedAs[m_form], begin, m_next};
            }
            m_next = 0;
            if (++m_form == dataSet.storedAs.size()) {
                m_form = 0;
                ++m_set;
            }
        }
        return std::nullopt;
    }

    void work()
    {
        if (auto client = Client::connect(m_endpoint, "cicada-prepare"); !client)
            fail(client.error());
        else
            while (const auto batch = nextBatch())
                writeBatch(*client, *batch);
        const std::lock_guard lock(m_mutex);
        ++m_ended;
        m_changed.notify_all();
    }

    void writeBatch(Client& client, const Batch& batch)
    {
        std::string bytes;
        std::string document;
        std::uint64_t index = batch.begin;
        while (index < batch.end && !isCancelled(m_control)) {
            bytes.clear();
            std::size_t calls = 0;
            const std::uint64_t first = index;
            for (; index < batch.end && bytes.size() < kBatchBytes; ++index)
                calls += appendWrite(bytes, m_sets[batch.set], batch.storedAs, index, document);
            const auto replies = client.pipeline(bytes, calls);
            if (!replies)
                return fail(replies.error());
            for (const Reply& reply : *replies)
                if (reply.type == Reply::Type::Error)
                    return fail({ErrorKind::Target,
                        asSentence("The server refused a document of \""
                            + m_sets[batch.set].dataSet->name
                            + "\": " + printableLine(reply.text))});
            const std::lock_guard lock(m_mutex);
            m_progress.done += index - first;
        }
    }

    void fail(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error)
            m_error = error;
    }

    bool finishedWithin(std::chrono::milliseconds limit, unsigned connections)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, limit, [&] { return m_ended == connections; });
    }

    void report()
    {
        LoaderProgress progress;
        {
            const std::lock_guard lock(m_mutex);
            const double seconds = std::chrono::duration<double>(Clock::now() - m_began).count();
            m_progress.perSecond = seconds > 0 ? static_cast<double>(m_progress.done) / seconds : 0;
            const auto left = static_cast<double>(m_progress.total - m_progress.done);
            m_progress.secondsLeft = m_progress.perSecond > 0 ? left / m_progress.perSecond : 0;
            progress = m_progress;
        }
        if (m_control.onProgress)
            m_control.onProgress(progress);
    }

    const Endpoint& m_endpoint;
    const std::vector<SetToWrite>& m_sets;
    const LoaderControl& m_control;
    const Clock::time_point m_began = Clock::now();

    std::mutex m_mutex; ///< guards all below
    std::condition_variable m_changed;
    std::optional<Error> m_error;
    LoaderProgress m_progress;
    std::size_t m_set = 0;
    std::size_t m_form = 0;
    std::uint64_t m_next = 0;
    unsigned m_ended = 0;
};

Result<bool> isThere(Client& client, const SetToWrite& set)
{
    const auto stored = client.call({"GET", fingerprintKey(*set.dataSet)});
    if (!stored)
        return stored.error();
    if (stored->text != fingerprintOf(*set.dataSet, *set.documents))
        return false;
    const auto findings = lookAtSample(client, *set.dataSet, *set.documents, kLookedAt, false);
    if (!findings)
        return findings.error();
    return findings->ok();
}

/// Another data set's keys under the prefix would be counted and read as this one's.
Result<Done> clearStale(
    Client& client, const Endpoint& endpoint, const SetToWrite& set, const LoaderControl& control)
{
    const auto stored = client.call({"EXISTS", fingerprintKey(*set.dataSet)});
    if (!stored)
        return stored.error();
    if (stored->integer != 1)
        return Done{};
    const auto cleaned = cleanDataSets(endpoint, {*set.dataSet}, control);
    if (!cleaned)
        return cleaned.error();
    return Done{};
}

} // namespace

Result<std::uint64_t> prepareDataSets(const Endpoint& endpoint,
    const std::vector<DataSet>& dataSets, const LoaderControl& control, unsigned connections)
{
    auto client = Client::connect(endpoint, "cicada-prepare");
    if (!client)
        return client.error();
    std::vector<SetToWrite> sets;
    for (const DataSet& dataSet : dataSets) {
        auto documents = DocumentGenerator::make(dataSet);
        if (!documents)
            return documents.error();
        SetToWrite set{&dataSet, *documents};
        const auto there = isThere(*client, set);
        if (!there)
            return there.error();
        if (*there)
            continue;
        if (const auto cleared = clearStale(*client, endpoint, set, control); !cleared)
            return cleared.error();
        sets.push_back(std::move(set));
    }
    if (sets.empty())
        return std::uint64_t{0};
    const auto written = Writer(endpoint, sets, control).write(std::max(1U, connections));
    if (!written)
        return written.error();
    for (const SetToWrite& set : sets) {
        const auto reply = client->call(
            {"SET", fingerprintKey(*set.dataSet), fingerprintOf(*set.dataSet, *set.documents)});
        if (!reply)
            return reply.error();
        if (reply->type == Reply::Type::Error)
            return Error{ErrorKind::Target,
                asSentence("The server refused to write: " + printableLine(reply->text))};
    }
    return *written;
}

Result<VerifyResult> verifyDataSets(
    const Endpoint& endpoint, const std::vector<DataSet>& dataSets, const LoaderControl& control)
{
    constexpr std::uint64_t kVerified = 1000;
    auto client = Client::connect(endpoint, "cicada-verify");
    if (!client)
        return client.error();
    VerifyResult result;
    for (const DataSet& dataSet : dataSets) {
        if (isCancelled(control))
            return cancelled();
        const auto documents = DocumentGenerator::make(dataSet);
        if (!documents)
            return documents.error();
        const auto findings = lookAtSample(*client, dataSet, **documents, kVerified, true);
        if (!findings)
            return findings.error();
        const std::uint64_t keys = keysOf(dataSet);
        result.expectedKeys += keys;
        // All keys where they are few, else the sample scaled up.
        result.foundKeys += findings->present == findings->looked
            ? keys
            : keys * findings->present / findings->looked;
        result.sampled += findings->compared;
        result.differing += findings->differing;
    }
    return result;
}

} // namespace cicada
