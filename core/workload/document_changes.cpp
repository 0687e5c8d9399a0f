#include "workload/document_changes.h"

#include "workload/command_effect.h"
#include "workload/shell_words.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace cicada {

namespace {

using namespace std::string_view_literals;

// Those whose third word is the path of what they change.
constexpr std::array kChangePlaces{"JSON.SET"sv, "JSON.MERGE"sv, "JSON.NUMINCRBY"sv,
    "JSON.NUMMULTBY"sv, "JSON.STRAPPEND"sv, "JSON.ARRAPPEND"sv, "JSON.ARRINSERT"sv, "JSON.ARRPOP"sv,
    "JSON.ARRTRIM"sv, "JSON.TOGGLE"sv, "JSON.CLEAR"sv, "JSON.DEL"sv, "JSON.FORGET"sv};

// Keys of built-in tasks that lie beside those of the documents.
bool isBesideDocuments(const std::string& key)
{
    return key.starts_with("{prefix}json:scratch:") || key.starts_with("{prefix}json:written:");
}

// The argument of `{NAME ...}`; nothing where `word` is no such placeholder.
std::optional<std::string> argumentOf(const std::string& word, std::string_view name)
{
    const std::string opening = "{" + std::string(name) + " ";
    if (!word.starts_with(opening) || !word.ends_with('}'))
        return std::nullopt;
    return word.substr(opening.size(), word.size() - opening.size() - 1);
}

std::optional<JsonPath> pathOfRole(const std::string& name, const TemplateSource& source)
{
    const DocumentRole* const role = source.documents ? source.documents->findRole(name) : nullptr;
    auto path = JsonPath::parse(role != nullptr ? role->path : name);
    return path ? std::optional(std::move(*path)) : std::nullopt;
}

// Where `words` change a document; nothing: it cannot be told.
std::optional<JsonPath> changedPlace(
    const std::vector<std::string>& words, const std::string& name, const TemplateSource& source)
{
    std::string text;
    if (std::ranges::find(kChangePlaces, name) != kChangePlaces.end() && words.size() > 2) {
        text = sentPath(words[2], source);
    } else if (name == "HSET" && words.size() == 4) {
        const std::string field = sentField(words[2], source);
        text = field.empty() ? "" : "$[" + nlohmann::json(field).dump() + "]";
    }
    const auto path = JsonPath::parse(text);
    return path && path->isDefinite() && !path->isRoot() ? std::optional(*path) : std::nullopt;
}

// Once, though a task and its reset, or two tasks, change it.
void addPlace(std::vector<JsonPath>& places, const JsonPath& place)
{
    if (std::ranges::none_of(places, [&](const JsonPath& known) { return known.leadsTo(place); }))
        places.push_back(place);
}

} // namespace

std::string sentPath(const std::string& argument, const TemplateSource& source)
{
    const auto role = argumentOf(argument, "path");
    if (!role)
        return argument.find('{') == std::string::npos ? argument : std::string();
    const auto path = pathOfRole(*role, source);
    return path ? path->text(source.pathStyle) : std::string();
}

std::string sentField(const std::string& argument, const TemplateSource& source)
{
    const auto role = argumentOf(argument, "member");
    if (!role)
        return argument.find('{') == std::string::npos ? argument : std::string();
    const auto path = pathOfRole(*role, source);
    return path ? path->lastName().value_or("") : std::string();
}

void DocumentChanges::add(const CommandTemplate& command, const TemplateSource& source)
{
    if (commandEffect(command.command()) == CommandEffect::Reads)
        return;
    const auto words = splitShellWords(command.text());
    if (words && words->size() > 1 && isBesideDocuments((*words)[1]))
        return;
    if (words && words->size() > 1 && (*words)[1] == "{key}") {
        OfTwin& twin = m_twins[source.storedAs];
        if (const auto place = changedPlace(*words, command.command(), source))
            addPlace(twin.places, *place);
        else
            twin.anything = true;
        return;
    }
    for (const StoredAs storedAs : kEveryStoredAs)
        m_twins[storedAs].anything = true;
}

void DocumentChanges::add(const DocumentChanges& other)
{
    for (const auto& [storedAs, changes] : other.m_twins) {
        OfTwin& twin = m_twins[storedAs];
        twin.anything = twin.anything || changes.anything;
        for (const JsonPath& place : changes.places)
            addPlace(twin.places, place);
    }
}

const DocumentChanges::OfTwin& DocumentChanges::of(StoredAs storedAs) const
{
    static const OfTwin kNothing;
    const auto found = m_twins.find(storedAs);
    return found == m_twins.end() ? kNothing : found->second;
}

} // namespace cicada
