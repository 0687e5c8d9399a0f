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

constexpr std::uint64_t kKeptBytes = 64U
    << 20;                               ///< more than that is read from the file when needed
constexpr std::size_t kRoleSample = 200; ///< documents that must have a role

struct Extent
{
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

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
            const auto size = static_cast<std::size_t>(stream.gcount());
            if (auto error = splitter.feed({piece.data(), size}))
                return inFile(*error);
        }
        if (auto error = splitter.finish())
            return inFile(*error);
        return std::nullopt;
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        const Extent extent = (m_keptWhole ? m_inKept : m_inFile)[index % m_inFile.size()];
        if (m_keptWhole) {
            out.append(m_kept, extent.offset, extent.size);
            return;
        }
        // A stream of its own for every call: threads share this object.
        std::ifstream stream(m_file, std::ios::binary);
        std::string text(extent.size, ' ');
        stream.seekg(static_cast<std::streamoff>(extent.offset));
        stream.read(text.data(), static_cast<std::streamsize>(text.size()));
        appendCompactJson(out, text);
    }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

private:
    void add(const JsonSplitter::Document& document)
    {
        if (m_inFile.empty())
            m_roles = rolesOf(document.text);
        else if (m_inFile.size() < kRoleSample)
            keepSharedRoles(m_roles, document.text);

        m_inFile.push_back({document.offset, document.text.size()});
        if (!m_keptWhole)
            return;
        const std::uint64_t start = m_kept.size();
        appendCompactJson(m_kept, document.text);
        m_inKept.push_back({start, m_kept.size() - start});
        if (m_kept.size() > kKeptBytes) {
            m_keptWhole = false;
            m_kept = {};
            m_inKept = {};
        }
    }

    Error inFile(const Error& error) const
    {
        return {error.kind, "`" + m_file.string() + "` " + error.text};
    }

    std::filesystem::path m_file;
    bool m_keptWhole = true;
    std::string m_kept; ///< compact, one behind the other
    std::vector<Extent> m_inKept;
    std::vector<Extent> m_inFile;
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
