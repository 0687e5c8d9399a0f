#include "workload/value_check.h"

#include "workload/placeholder_makers.h"
#include "workload/shell_words.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace cicada {

namespace {

using nlohmann::json;

json jsonOf(std::string_view text)
{
    return json::parse(text, nullptr, false);
}

std::vector<std::string> sortedLines(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t end = 0; end != text.npos;) {
        end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    std::ranges::sort(lines);
    return lines;
}

/// N of the word "{key +N}"; nothing where it is no key of the data set.
std::optional<std::uint32_t> offsetOfKey(std::string_view word)
{
    constexpr std::string_view kBegin = "{key";
    if (!word.starts_with(kBegin) || !word.ends_with('}'))
        return std::nullopt;
    word = word.substr(kBegin.size(), word.size() - kBegin.size() - 1);
    if (!word.empty() && word.front() != ' ')
        return std::nullopt; // a longer name
    return placeholders::keyOffset(placeholders::trimmed(word));
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
    check.m_storedAs = source.storedAs;
    const auto is = [&](std::string_view name, StoredAs storedAs, std::size_t size) {
        return command.command() == name && source.storedAs == storedAs && words->size() == size;
    };
    if (is("GET", StoredAs::String, 2)) {
        check.m_kind = Kind::Text;
        check.m_paths.push_back(*JsonPath::parse("$"));
    } else if (is("HGETALL", StoredAs::Hash, 2)) {
        check.m_kind = Kind::Fields;
    } else if (is("HGET", StoredAs::Hash, 3)) {
        check.m_kind = Kind::Field;
        check.m_field = sentField((*words)[2], source);
        if (check.m_field.empty())
            return std::nullopt;
    } else if (is("JSON.GET", StoredAs::Json, words->size())) {
        check.m_kind = Kind::Paths;
        if (!check.takePaths(std::span(*words).subspan(2), source))
            return std::nullopt;
    } else if (is("JSON.MGET", StoredAs::Json, words->size())) {
        check.m_kind = Kind::Documents;
        const std::span<const std::string> arguments = std::span(*words).subspan(1);
        if (!check.takeKeys(arguments.first(arguments.size() - 1))
            || !check.takePaths(arguments.last(1), source))
            return std::nullopt;
        check.m_keys = source.dataSet->count;
    } else {
        return std::nullopt;
    }
    return check;
}

bool ValueCheck::takeKeys(std::span<const std::string> words)
{
    for (const std::string& word : words) {
        const auto offset = offsetOfKey(word);
        if (!offset)
            return false;
        m_keyOffsets.push_back(*offset);
    }
    return !m_keyOffsets.empty();
}

bool ValueCheck::takePaths(std::span<const std::string> words, const TemplateSource& source)
{
    for (const std::string& word : words) {
        m_pathTexts.push_back(sentPath(word, source));
        const std::string& text = m_pathTexts.back();
        // A bare word may be an option, such as NOESCAPE.
        if (!text.starts_with('$') && !text.starts_with('.'))
            return false;
        auto path = JsonPath::parse(text);
        const PathStyle style = text.starts_with('$') ? PathStyle::JsonPath : PathStyle::Legacy;
        // Of several matches the legacy style tells one, in an order of the server's own.
        if (!path || path->hasFilter() || (!m_paths.empty() && style != m_style)
            || (style == PathStyle::Legacy && !path->isDefinite()))
            return false;
        m_style = style;
        m_paths.push_back(std::move(*path));
    }
    return !m_paths.empty();
}

bool ValueCheck::leaveOut(const DocumentChanges& changes)
{
    const DocumentChanges::OfTwin& twin = changes.of(m_storedAs);
    if (twin.anything)
        return false;
    if (m_kind == Kind::Fields)
        return twin.places.empty();
    if (m_kind == Kind::Field)
        return std::ranges::none_of(
            twin.places, [&](const JsonPath& place) { return place.lastName() == m_field; });
    for (const JsonPath& path : m_paths) {
        for (const JsonPath& place : twin.places) {
            if (!path.isDefinite() || place.leadsTo(path))
                return false;
        }
    }
    m_changed = twin.places;
    return true;
}

bool ValueCheck::holds(const Reply& reply, std::uint64_t index) const
{
    if (m_kind == Kind::Field || m_kind == Kind::Fields)
        return hashHolds(reply, index);
    if (m_kind == Kind::Documents)
        return documentsHold(reply, index);
    return textHolds(reply.text, index);
}

bool ValueCheck::textHolds(std::string_view read, std::uint64_t index) const
{
    std::string text;
    m_documents->append(text, index);
    if (read == text)
        return true;
    const json answer = jsonOf(read);
    if (answer.is_discarded())
        return false;
    const json document = jsonOf(text);
    if (m_kind == Kind::Text)
        return withoutChanges(answer, m_paths.front()) == withoutChanges(document, m_paths.front());
    return pathsHold(document, answer);
}

// JSON text has no line breaks of its own as RedisJSON writes it, so each line is one key's.
bool ValueCheck::documentsHold(const Reply& reply, std::uint64_t index) const
{
    std::string_view rest = reply.text;
    for (const std::uint64_t offset : m_keyOffsets) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        // A key that another task removed is no wrong value.
        if (line != "(nil)" && !textHolds(line, offset == 0 ? index : (index + offset) % m_keys))
            return false;
    }
    return rest.empty();
}

bool ValueCheck::pathsHold(const json& document, const json& answer) const
{
    if (m_paths.size() == 1)
        return pathHolds(m_paths.front(), document, answer);
    if (!answer.is_object())
        return false;
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        const auto member = answer.find(m_pathTexts[i]);
        if (member == answer.end() || !pathHolds(m_paths[i], document, *member))
            return false;
    }
    return true;
}

bool ValueCheck::pathHolds(const JsonPath& path, const json& document, const json& answer) const
{
    const auto places = path.find(document);
    if (m_style == PathStyle::Legacy)
        return !places.empty()
            && withoutChanges(answer, path) == withoutChanges(*places.front(), path);
    if (!answer.is_array() || answer.size() != places.size())
        return false;
    std::vector<json> expected;
    std::vector<json> read;
    for (std::size_t i = 0; i < places.size(); ++i) {
        expected.push_back(withoutChanges(*places[i], path));
        read.push_back(withoutChanges(answer[i], path));
    }
    // In which order a server finds matches is its own affair.
    std::ranges::sort(expected);
    std::ranges::sort(read);
    return expected == read;
}

bool ValueCheck::hashHolds(const Reply& reply, std::uint64_t index) const
{
    std::string lines;
    for (const auto& [field, value] : m_documents->fields(index)) {
        if (m_kind == Kind::Field && field == m_field)
            return reply.text == value;
        lines += field + '\n' + value + '\n';
    }
    return m_kind == Kind::Fields && sortedLines(reply.text) == sortedLines(lines);
}

// `value` is what `above` leads to.
json ValueCheck::withoutChanges(json value, const JsonPath& above) const
{
    for (const JsonPath& place : m_changed) {
        if (above.isDefinite() && above.leadsTo(place))
            place.removeFrom(value, above);
    }
    return value;
}

} // namespace cicada
