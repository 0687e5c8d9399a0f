// Kind `template`: the user's own document with placeholders, from a file.

#include "workload/document_makers.h"
#include "workload/document_roles.h"
#include "workload/json_text.h"
#include "workload/shell_words.h"
#include "workload/text_template.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace cicada {

namespace {

constexpr std::size_t kMostBytes = 16U << 20;
constexpr std::uint64_t kChecked = 20; ///< documents that are checked to be JSON

class TemplateDocuments : public DocumentGenerator
{
public:
    TemplateDocuments(std::uint64_t seed, TextTemplate text, std::uint64_t sourceHash)
        : m_seed(seed)
        , m_text(std::move(text))
        , m_sourceHash(sourceHash)
    {
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        CallContext context{.random = random, .key = index};
        m_text.append(out, context);
    }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

    std::uint64_t sourceHash() const override { return m_sourceHash; }

    /// Error::Invalid where what comes out is not a JSON object.
    std::optional<Error> check()
    {
        for (std::uint64_t i = 0; i < kChecked; ++i) {
            std::string document;
            append(document, i);
            if (!nlohmann::json::accept(document) || !document.starts_with('{')) {
                return Error{ErrorKind::Invalid,
                    "with its placeholders filled it is not a JSON object (a text needs quotes "
                    "around its placeholder): "
                        + document.substr(0, 80)};
            }
            if (i == 0)
                m_roles = rolesOf(document);
            else
                keepSharedRoles(m_roles, document);
        }
        return std::nullopt;
    }

private:
    std::uint64_t m_seed;
    TextTemplate m_text;
    std::uint64_t m_sourceHash;
    std::vector<DocumentRole> m_roles;
};

// Without the spaces of the JSON around the placeholders, but with those in them.
std::string compactTemplate(std::string_view text)
{
    std::string compact;
    std::size_t from = 0;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (inString && text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            inString = !inString;
        } else if (!inString && opensPlaceholder(text, at)) {
            const std::size_t end = std::min(endOfPlaceholder(text, at), text.size() - 1);
            appendCompactJson(compact, text.substr(from, at - from));
            compact += text.substr(at, end + 1 - at);
            from = end + 1;
            at = end;
        }
    }
    appendCompactJson(compact, text.substr(from));
    return compact;
}

Result<std::string> readTemplate(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::string text(kMostBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (!stream.eof())
        return Error{ErrorKind::Invalid, text.empty() ? "cannot be read" : "is larger than 16 MiB"};
    return compactTemplate(text);
}

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeTemplateDocuments(const DataSet& dataSet)
{
    if (dataSet.file.empty())
        return Error{
            ErrorKind::Invalid, "kind `template` needs the name of a file with the template"};
    const std::filesystem::path path(std::u8string(dataSet.file.begin(), dataSet.file.end()));
    const auto invalid = [&](const std::string& what) {
        return Error{ErrorKind::Invalid, "`" + dataSet.file + "`: " + what};
    };
    const auto text = readTemplate(path);
    if (!text)
        return invalid(text.error().text);
    auto parsed = TextTemplate::parse(*text, {.dataSet = &dataSet, .documents = nullptr});
    if (!parsed)
        return invalid(parsed.error().text);
    auto documents
        = std::make_shared<TemplateDocuments>(dataSet.seed, std::move(*parsed), hashOf(*text));
    if (const auto error = documents->check())
        return invalid(error->text);
    return std::shared_ptr<const DocumentGenerator>(std::move(documents));
}

} // namespace cicada
