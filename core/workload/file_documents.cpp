// Kind `file`: the user's own documents, from a JSON or JSON-lines file.

#include "workload/document_makers.h"
#include "workload/document_roles.h"
#include "workload/json_splitter.h"
#include "workload/json_text.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <vector>

namespace cicada {

namespace {

constexpr std::uint64_t kKeptBytes = 32U
    << 20;                               ///< more than that is read from the file when needed
constexpr std::size_t kRoleSample = 200; ///< documents that must have a role

constexpr std::size_t kMostAnchors = 1U << 20; ///< 8 MiB, however many documents there are

class FileDocuments : public DocumentGenerator
{
public:
    explicit FileDocuments(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }

    std::optional<Error> load()
    {
        std::ifstream stream(m_file, std::ios::binary);
        if (!stream)
            return Error{ErrorKind::Invalid, "cannot read `" + m_file.string() + "`"};
        JsonSplitter splitter([this](const JsonSplitter::Document& document) { add(document); });
        std::vector<char> piece(1 << 18);
        while (stream) {
            stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            const std::string_view text(piece.data(), static_cast<std::size_t>(stream.gcount()));
            m_hash = hashOf(text, m_hash);
            if (auto error = splitter.feed(text))
                return inFile(*error);
        }
        if (auto error = splitter.finish())
            return inFile(*error);
        return std::nullopt;
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        index %= m_count;
        if (m_keptWhole) {
            const std::uint64_t begin = index == 0 ? 0 : m_ends[index - 1];
            out.append(m_kept, begin, m_ends[index] - begin);
            return;
        }
        // From the anchor before it, past the documents between.
        const std::string text = textFrom(index / m_stride);
        std::size_t at = 0;
        for (std::uint64_t i = index % m_stride;; --i) {
            at = std::min(text.find('{', at), text.size());
            const std::size_t end = endOfJsonValue(text, at);
            if (i == 0)
                return appendCompactJson(out, std::string_view(text).substr(at, end - at));
            at = end;
        }
    }

    std::uint64_t sourceHash() const override { return m_hash; }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

private:
    void add(const JsonSplitter::Document& document)
    {
        if (m_count == 0)
            m_roles = rolesOf(document.text);
        else if (m_count < kRoleSample)
            keepSharedRoles(m_roles, document.text);
        if (m_count % m_stride == 0)
            addAnchor(document.offset);
        ++m_count;
        m_end = document.offset + document.text.size();
        if (!m_keptWhole)
            return;
        appendCompactJson(m_kept, document.text);
        m_ends.push_back(m_kept.size());
        if (m_kept.size() + m_ends.size() * sizeof(std::uint64_t) > kKeptBytes) {
            m_keptWhole = false;
            m_kept = {};
            m_ends = {};
        }
    }

    // Where there are too many, every other one goes.
    void addAnchor(std::uint64_t offset)
    {
        m_anchors.push_back(offset);
        if (m_anchors.size() < kMostAnchors)
            return;
        for (std::size_t i = 0; i < m_anchors.size() / 2; ++i)
            m_anchors[i] = m_anchors[2 * i];
        m_anchors.resize(m_anchors.size() / 2);
        m_stride *= 2;
    }

    std::string textFrom(std::uint64_t anchor) const
    {
        const std::uint64_t begin = m_anchors[anchor];
        const std::uint64_t end = anchor + 1 < m_anchors.size() ? m_anchors[anchor + 1] : m_end;
        // A stream of its own for every call: threads share this object.
        std::ifstream stream(m_file, std::ios::binary);
        std::string text(end - begin, ' ');
        stream.seekg(static_cast<std::streamoff>(begin));
        stream.read(text.data(), static_cast<std::streamsize>(text.size()));
        return text;
    }

    Error inFile(const Error& error) const
    {
        return {error.kind, "`" + m_file.string() + "` " + error.text};
    }

    std::filesystem::path m_file;
    bool m_keptWhole = true;
    std::string m_kept;                   ///< compact, one behind the other
    std::vector<std::uint64_t> m_ends;    ///< of each in m_kept
    std::vector<std::uint64_t> m_anchors; ///< offset in the file of every m_stride-th document
    std::uint64_t m_stride = 1;
    std::uint64_t m_end = 0; ///< of the last document, in the file
    std::uint64_t m_count = 0;
    std::uint64_t m_hash = hashOf({});
    std::vector<DocumentRole> m_roles;
};

/// The files that were loaded last: a profile is checked after every edit, and a file of 1 GB takes
/// seconds. A file that has changed since is read again.
class LoadedFiles
{
public:
    Result<std::shared_ptr<const FileDocuments>> get(const std::filesystem::path& path)
    {
        std::error_code ignored; // a file that is not there is reported by load()
        const Version version{path, std::filesystem::last_write_time(path, ignored),
            std::filesystem::file_size(path, ignored)};
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find(m_files, version, &Entry::first);
        if (found != m_files.end())
            return found->second;
        auto documents = std::make_shared<FileDocuments>(path);
        if (const auto error = documents->load())
            return *error;
        if (m_files.size() == kMost)
            m_files.erase(m_files.begin());
        m_files.emplace_back(version, documents);
        return std::shared_ptr<const FileDocuments>(std::move(documents));
    }

private:
    static constexpr std::size_t kMost = 4;

    struct Version
    {
        std::filesystem::path path;
        std::filesystem::file_time_type written;
        std::uintmax_t bytes = 0;

        bool operator==(const Version&) const = default;
    };

    using Entry = std::pair<Version, std::shared_ptr<const FileDocuments>>;

    std::mutex m_mutex;
    std::vector<Entry> m_files;
};

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeFileDocuments(const DataSet& dataSet)
{
    static LoadedFiles loaded;
    if (dataSet.file.empty())
        return Error{ErrorKind::Invalid, "kind `file` needs the name of a JSON file"};
    const auto documents = loaded.get(
        std::filesystem::path(std::u8string(dataSet.file.begin(), dataSet.file.end())));
    if (!documents)
        return documents.error();
    return std::shared_ptr<const DocumentGenerator>(*documents);
}

} // namespace cicada
