#include "engine/source_keys.h"

#include "base/random.h"
#include "base/units.h"
#include "workload/command_effect.h"
#include "workload/document.h"
#include "workload/document_roles.h"
#include "workload/found_keys.h"
#include "workload/json_text.h"
#include "workload/text_pieces.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace cicada {

namespace {

constexpr std::size_t kMostNameBytes = 64U << 20;
constexpr std::size_t kMostDocumentBytes = 64U << 20;
constexpr std::size_t kDocumentsOfExisting = 100; ///< looked at to know roles and check paths

/// Keeps the keys whose hash is lowest: a fair sample that neither the order nor a repeated key
/// changes.
class KeySample
{
public:
    KeySample(std::uint64_t seed, std::uint64_t most)
        : m_seed(seed)
        , m_most(most)
    {
    }

    void add(const std::string& key)
    {
        const std::uint64_t hash = mixSeed(m_seed, hashOf(key));
        if (m_full && hash > m_kept.rbegin()->first) {
            ++m_passedOver;
            return;
        }
        if (!m_kept.emplace(hash, key).second)
            return; // SCAN may tell a key twice
        m_bytes += key.size();
        while (m_kept.size() > m_most || m_bytes > kMostNameBytes) {
            const auto last = std::prev(m_kept.end());
            m_bytes -= last->second.size();
            m_kept.erase(last);
            m_full = true;
            ++m_passedOver;
        }
    }

    /// Numbered keys in the order of their numbers: short ones first.
    std::vector<std::string> take()
    {
        std::vector<std::string> keys;
        keys.reserve(m_kept.size());
        for (auto& [hash, key] : m_kept)
            keys.push_back(std::move(key));
        m_kept.clear();
        std::ranges::sort(keys, [](const std::string& a, const std::string& b) {
            return a.size() != b.size() ? a.size() < b.size() : a < b;
        });
        return keys;
    }

    std::uint64_t passedOver() const { return m_passedOver; }

private:
    std::uint64_t m_seed;
    std::uint64_t m_most;
    std::map<std::uint64_t, std::string> m_kept;
    std::size_t m_bytes = 0;
    bool m_full = false;
    std::uint64_t m_passedOver = 0;
};

std::string_view typeNameOf(StoredAs storedAs)
{
    return storedAs == StoredAs::Json ? "ReJSON-RL" : storedAsName(storedAs);
}

Result<Done> scan(Client& client, const DataSet& dataSet, const std::vector<std::string>& passOver,
    const LoaderControl& control, KeySample& sample)
{
    std::string cursor = "0";
    do {
        if (control.isCancelled())
            return Error{ErrorKind::Aborted, "Looking for keys was cancelled."};
        const auto reply = client.call({"SCAN", cursor, "MATCH", dataSet.sourceKeys, "COUNT",
            "1000", "TYPE", typeNameOf(sourceFormOf(dataSet))});
        if (!reply)
            return reply.error();
        if (reply->type != Reply::Type::Array)
            return refusalOf("SCAN", *reply);
        cursor = reply->text.substr(0, reply->text.find('\n'));
        for (const std::string& key : reply->nestedTexts) {
            const auto isUnder
                = [&key](const std::string& prefix) { return key.starts_with(prefix); };
            if (std::ranges::none_of(passOver, isUnder))
                sample.add(key);
        }
    } while (cursor != "0");
    return Done{};
}

// A field's value as JSON: a number where it is spelled as one, else text.
void appendFieldValue(std::string& out, const std::string& value)
{
    const auto number = nlohmann::json::parse(value, nullptr, false);
    if (number.is_number() && jsonTypeOf(value) == "number"
        && value.find(' ') == std::string::npos) {
        out += value;
        return;
    }
    out += '"';
    appendJsonEscaped(out, value);
    out += '"';
}

Result<std::string> readHash(Client& client, const std::string& key)
{
    std::string document = "{";
    std::string cursor = "0";
    do { // not HGETALL: a hash may be huge, and this reply keeps names and values apart
        const auto reply = client.call({"HSCAN", key, cursor, "COUNT", "1000"});
        if (!reply)
            return reply.error();
        if (reply->type != Reply::Type::Array)
            return std::string();
        cursor = reply->text.substr(0, reply->text.find('\n'));
        for (std::size_t i = 0; i + 1 < reply->nestedTexts.size(); i += 2) {
            document += document.size() > 1 ? ",\"" : "\"";
            appendJsonEscaped(document, reply->nestedTexts[i]);
            document += "\":";
            appendFieldValue(document, reply->nestedTexts[i + 1]);
        }
    } while (cursor != "0" && document.size() < kMostDocumentBytes);
    return document + "}";
}

/// The document at a key, compact; empty where it holds no JSON object (or is gone by now).
Result<std::string> readDocument(Client& client, const std::string& key, StoredAs form)
{
    std::string text;
    if (form == StoredAs::Hash) {
        auto hash = readHash(client, key);
        if (!hash)
            return hash.error();
        text = std::move(*hash);
    } else {
        auto reply = form == StoredAs::Json ? client.call({"JSON.GET", key, "."})
                                            : client.call({"GET", key});
        if (!reply)
            return reply.error();
        if (reply->type == Reply::Type::Bulk)
            text = std::move(reply->text);
    }
    if (jsonTypeOf(text) != "object" || !nlohmann::json::accept(text))
        return std::string();
    std::string compact;
    appendCompactJson(compact, text);
    return compact;
}

/// Documents of `keys`, spread over them, at most `most`.
Result<std::vector<std::string>> readDocuments(Client& client, const std::vector<std::string>& keys,
    StoredAs form, std::size_t most, const LoaderControl& control)
{
    std::vector<std::string> documents;
    std::size_t bytes = 0;
    const std::size_t looked = std::min(keys.size(), most);
    for (std::size_t i = 0; i < looked && bytes < kMostDocumentBytes; ++i) {
        if (control.isCancelled())
            return Error{ErrorKind::Aborted, "Reading documents was cancelled."};
        auto document = readDocument(client, keys[i * keys.size() / looked], form);
        if (!document)
            return document.error();
        bytes += document->size();
        if (!document->empty())
            documents.push_back(std::move(*document));
    }
    return documents;
}

std::string formText(StoredAs form)
{
    return form == StoredAs::Json ? "JSON" : std::string(storedAsName(form));
}

Error invalidSource(const std::string& field, const std::string& text)
{
    return {ErrorKind::Invalid, field + ".source_keys: " + text};
}

Result<Done> readSource(Client& client, DataSet& dataSet, const std::string& field,
    const std::vector<std::string>& passOver, const LoaderControl& control,
    std::vector<std::string>& notes)
{
    const StoredAs form = sourceFormOf(dataSet);
    const std::uint64_t limit = sourceLimitOf(dataSet);
    KeySample sample(dataSet.seed, limit);
    if (const auto scanned = scan(client, dataSet, passOver, control, sample); !scanned)
        return scanned.error();
    const std::vector<std::string> keys = sample.take();
    if (keys.empty())
        return invalidSource(field,
            "no " + formText(form) + " key on the target matches \"" + dataSet.sourceKeys + '"');
    const std::size_t most = isExisting(dataSet) ? kDocumentsOfExisting : keys.size();
    auto documents = readDocuments(client, keys, form, most, control);
    if (!documents)
        return documents.error();
    if (documents->empty() && (isSampled(dataSet) || form == StoredAs::Json))
        return invalidSource(field,
            "none of the " + formatCount(keys.size()) + " keys that match \"" + dataSet.sourceKeys
                + "\" holds a JSON object");
    const std::string who = "Data set \"" + dataSet.name + "\": ";
    if (isExisting(dataSet) && sample.passedOver() > 0)
        notes.push_back(who + formatCount(keys.size()) + " of about "
            + formatCount(keys.size() + sample.passedOver())
            + " matching keys are used (source_limit is " + formatCount(limit) + ").");
    if (isSampled(dataSet) && documents->size() < keys.size())
        notes.push_back(who + formatCount(documents->size()) + " of " + formatCount(keys.size())
            + " sampled keys are used; the others hold no JSON object or would be more than "
            + formatBytes(static_cast<double>(kMostDocumentBytes)) + " together.");
    if (isExisting(dataSet))
        dataSet.count = keys.size();
    dataSet.found = std::make_shared<const FoundKeys>(keys, std::move(*documents));
    return Done{};
}

// Its flags, those of its subcommands and its key specifications, all in one list.
Result<bool> canWrite(Client& client, const std::string& command)
{
    const auto reply = client.call({"COMMAND", "INFO", command});
    if (!reply)
        return reply.error();
    if (reply->type == Reply::Type::Error)
        return refusalOf("COMMAND INFO", *reply);
    const std::vector<std::string>& words = reply->nestedTexts;
    const auto has
        = [&words](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    return has("write") || has("may_replicate") || has("admin");
}

} // namespace

Result<std::vector<std::string>> readSources(
    Client& client, std::vector<DataSet>& dataSets, const LoaderControl& control)
{
    std::vector<std::string> passOver;
    for (const DataSet& dataSet : dataSets) {
        if (!isExisting(dataSet) && !dataSet.prefix.empty())
            passOver.push_back(dataSet.prefix);
    }
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < dataSets.size(); ++i) {
        if (!awaitsTarget(dataSets[i]))
            continue;
        const auto read = readSource(
            client, dataSets[i], "data_sets[" + std::to_string(i) + "]", passOver, control, notes);
        if (!read)
            return read.error();
    }
    return notes;
}

Result<Done> checkOnlyReads(
    Client& client, const std::vector<TaskDefinition>& tasks, const std::vector<DataSet>& dataSets)
{
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const auto dataSet = std::ranges::find(dataSets, tasks[i].dataSet, &DataSet::name);
        if (dataSet == dataSets.end() || !isExisting(*dataSet) || !tasks[i].enabled)
            continue;
        for (std::size_t j = 0; j < tasks[i].commands.size(); ++j) {
            const std::string command = commandNameOf(tasks[i].commands[j].command);
            if (commandEffect(command) != CommandEffect::Unknown)
                continue;
            const auto writes = canWrite(client, command);
            if (!writes)
                return writes.error();
            if (*writes)
                return Error{ErrorKind::Invalid,
                    "tasks[" + std::to_string(i) + "].commands[" + std::to_string(j)
                        + "].command: the server says that `" + command
                        + "` can write, and the keys of `" + dataSet->name
                        + "` are someone's own; write to a data set of kind `sampled`, which holds "
                          "copies"};
        }
    }
    return Done{};
}

} // namespace cicada
