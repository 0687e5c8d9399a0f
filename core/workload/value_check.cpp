#include "workload/value_check.h"

#include "workload/shell_words.h"

#include <nlohmann/json.hpp>

namespace cicada {

namespace {

nlohmann::json jsonOf(std::string_view text)
{
    return nlohmann::json::parse(text, nullptr, false);
}

// A path as it is sent: `{path ROLE}` stands for the documents' own. Empty where it varies.
std::string pathOf(const std::string& word, const TemplateSource& source)
{
    constexpr std::string_view kRole = "{path ";
    if (!word.starts_with(kRole))
        return word.find('{') == std::string::npos ? word : std::string();
    const std::string name = word.substr(kRole.size(), word.size() - kRole.size() - 1);
    const DocumentRole* const role = source.documents->findRole(name);
    if (role == nullptr)
        return {};
    const auto path = JsonPath::parse(role->path);
    return path ? path->text(source.pathStyle) : std::string();
}

} // namespace

std::optional<ValueCheck> ValueCheck::of(
    const CommandTemplate& command, const TemplateSource& source)
{
    if (source.dataSet == nullptr || isExisting(*source.dataSet) || !source.documents)
        return std::nullopt;
    const auto words = splitShellWords(command.text());
    if (!words || words->size() < 2 || (*words)[1] != "{key}")
        return std::nullopt;
    ValueCheck check;
    check.m_documents = source.documents;
    if (command.command() == "GET" && words->size() == 2 && source.storedAs == StoredAs::String)
        return check;
    if (command.command() != "JSON.GET" || words->size() != 3 || source.storedAs != StoredAs::Json)
        return std::nullopt;
    const std::string path = pathOf((*words)[2], source);
    auto place = JsonPath::parse(path);
    if (path.empty() || !place || !place->isDefinite())
        return std::nullopt;
    check.m_path = std::move(*place);
    check.m_style = path.starts_with('$') ? PathStyle::JsonPath : PathStyle::Legacy;
    return check;
}

bool ValueCheck::holds(const Reply& reply, std::uint64_t index) const
{
    std::string text;
    m_documents->append(text, index);
    if (reply.text == text)
        return true;
    const nlohmann::json document = jsonOf(text);
    const nlohmann::json answer = jsonOf(reply.text);
    if (answer.is_discarded())
        return false;
    if (!m_path)
        return answer == document;
    const auto places = m_path->find(document);
    if (m_style == PathStyle::Legacy)
        return !places.empty() && answer == *places.front();
    return answer.is_array() && answer.size() == places.size()
        && (places.empty() || answer.front() == *places.front());
}

} // namespace cicada
