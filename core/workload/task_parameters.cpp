#include "workload/task_parameters.h"

#include "base/numbers.h"
#include "base/units.h"
#include "workload/shell_words.h"
#include "workload/text_template.h"

#include <algorithm>
#include <set>
#include <utility>

namespace cicada {

namespace {

constexpr int kExamples = 32; ///< of a value that differs from call to call

Error invalid(std::string text)
{
    return {ErrorKind::Invalid, std::move(text)};
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
        at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// At spaces that are neither in brackets nor in braces nor in quotes.
std::vector<std::string> splitPaths(std::string_view text)
{
    std::vector<std::string> paths;
    std::string path;
    int depth = 0;
    char quote = 0;
    for (const char c : text) {
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '[' || c == '(' || c == '{')
            ++depth;
        else if (c == ']' || c == ')' || c == '}')
            --depth;
        if (c != ' ' || quote != 0 || depth > 0)
            path += c;
        else if (!path.empty())
            paths.push_back(std::exchange(path, {}));
    }
    if (!path.empty())
        paths.push_back(std::move(path));
    return paths;
}

// The arguments of a command on several keys: the chosen one and those behind it.
Result<std::vector<std::string>> keyWords(ParameterKind kind, const std::string& text)
{
    constexpr std::int64_t kMostKeys = 1000;
    const std::int64_t count = numberFrom<std::int64_t>(text).value_or(0);
    if (count < 1 || count > kMostKeys)
        return invalid("must be a whole number from 1 to " + std::to_string(kMostKeys) + ", is `"
            + text + "`");
    std::vector<std::string> words;
    for (std::int64_t i = 0; i < count; ++i) {
        words.push_back(i == 0 ? "{key}" : "{key +" + std::to_string(i) + "}");
        if (kind == ParameterKind::KeysAndDocuments) {
            words.push_back("$");
            words.push_back("{document}");
        }
    }
    return words;
}

} // namespace

TaskParameters::TaskParameters(const TaskType& type, const TaskDefinition& task, PathStyle style,
    const DocumentSample* sample, const std::string& field, std::vector<Problem>& problems)
    : m_type(type)
    , m_style(style)
    , m_sample(sample)
{
    std::vector<std::string> known;
    for (const TaskParameter& parameter : type.parameters) {
        const auto given = task.parameters.find(parameter.name);
        resolve(parameter, given == task.parameters.end() ? parameter.defaultValue : given->second,
            field + ".parameters." + parameter.name, problems);
        known.push_back(parameter.name);
    }
    for (const auto& [name, value] : task.parameters) {
        if (std::ranges::find(known, name) != known.end())
            continue;
        const std::string nearest = nearestName(name, known);
        std::string text = "`" + type.id + "` has no such parameter";
        if (!nearest.empty())
            text += "; did you mean `" + nearest + "`?";
        problems.push_back({std::string(field).append(".parameters.").append(name), text});
    }
    checkPlacesInArrays(field, problems);
}

void TaskParameters::resolve(const TaskParameter& parameter, const std::string& given,
    const std::string& field, std::vector<Problem>& problems)
{
    m_kinds[parameter.name] = parameter.kind;
    // A default such as `{field <path>}` has no problem of its own where the path is wrong.
    for (const auto& [name, kind] : m_kinds) {
        if (!m_values.contains(name) && given.find("<" + name + ">") != std::string::npos)
            return;
    }
    const auto values = resolved(parameter, given);
    if (values)
        m_values[parameter.name] = *values;
    else
        problems.push_back({field, values.error().text});
}

Result<std::vector<std::string>> TaskParameters::resolved(
    const TaskParameter& parameter, const std::string& given) const
{
    const auto withDefaults = withRoles(substituted(given));
    if (!withDefaults)
        return withDefaults.error();
    const std::string& text = *withDefaults;
    std::vector<std::string> values{text};
    switch (parameter.kind) {
    case ParameterKind::DocumentKind: // checked where its generator is made
    case ParameterKind::Text:
        return values;
    case ParameterKind::WholeNumber:
    case ParameterKind::Index:
    case ParameterKind::Attempts:
        if (const auto error = checkNumber(parameter, text))
            return *error;
        return values;
    case ParameterKind::Keys:
    case ParameterKind::KeysAndDocuments:
        return keyWords(parameter.kind, text);
    case ParameterKind::Json: {
        const auto checked = checkedJson(parameter, text);
        return checked ? Result(std::vector{*checked}) : checked.error();
    }
    case ParameterKind::Path:
        break;
    case ParameterKind::Paths:
        values = splitPaths(text);
        if (values.empty())
            return invalid("at least one path is needed");
        break;
    }
    for (std::string& value : values) {
        const auto path = checkedPath(parameter, value);
        if (!path)
            return path.error();
        value = *path;
    }
    return values;
}

// `{path ROLE}` becomes the role's path.
Result<std::string> TaskParameters::withRoles(std::string text) const
{
    constexpr std::string_view kOpen = "{path ";
    for (std::size_t at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string::npos || !m_sample)
            return text;
        const std::string role = text.substr(at + kOpen.size(), end - at - kOpen.size());
        const DocumentRole* found = m_sample->generator->findRole(role);
        if (!found) {
            return invalid(aDocument() + " has no " + role
                + "; give a path, or choose another kind of documents");
        }
        text.replace(at, end + 1 - at, found->path);
    }
    return text;
}

Result<std::string> TaskParameters::checkedPath(
    const TaskParameter& parameter, const std::string& text) const
{
    if (hasPlaceholder(text)) // differs from call to call: cannot be checked before
        return text.starts_with('.') ? "$" + (text == "." ? "" : text) : text;
    const auto path = JsonPath::parse(text);
    if (!path)
        return path.error();
    if (m_sample) {
        const auto matches = path->find(m_sample->document);
        if (matches.empty())
            return notInDocument(path->text(PathStyle::JsonPath));
        const std::string type = matches.front()->type_name();
        if (!parameter.valueType.empty() && type != parameter.valueType) {
            return invalid("`" + text + "` leads to a value of type " + type + " in " + aDocument()
                + "; `" + m_type.id + "` needs the type " + parameter.valueType);
        }
    }
    // A number's reset can be that of the whole document; what grows needs its length in the reply.
    if (!m_type.reset.empty() && parameter.valueType != "number" && !path->isDefinite())
        return invalid("`" + text + "` must lead to one place: names and indices only");
    return path->text(PathStyle::JsonPath);
}

Error TaskParameters::notInDocument(const std::string& path) const
{
    std::string text = "`" + path + "` is not in " + aDocument();
    const std::string nearest = nearestName(path, pathsOf(m_sample->document));
    if (!nearest.empty())
        text += "; did you mean `" + nearest + "`?";
    return invalid(std::move(text));
}

// "a `catalog` document"
std::string TaskParameters::aDocument() const
{
    const bool vowel
        = std::string_view("aeiou").find(m_sample->kind.front()) != std::string_view::npos;
    return (vowel ? "an `" : "a `") + m_sample->kind + "` document";
}

// Placeholders are filled once, as an example, and the whole must be JSON.
Result<std::string> TaskParameters::checkedJson(
    const TaskParameter& parameter, const std::string& text) const
{
    const auto examples = filled(text, 1);
    if (!examples)
        return examples.error();
    const auto example = nlohmann::json::parse(examples->front(), nullptr, false);
    if (example.is_discarded())
        return invalid("`" + text + "` is not JSON; a text needs quotes: \"" + text + "\"");
    const std::string& type = parameter.valueType;
    if (!type.empty() && type.find(example.type_name()) == std::string::npos)
        return invalid("`" + text + "` is of type " + example.type_name() + "; `" + m_type.id
            + "` needs the type " + type);
    return text;
}

std::optional<Error> TaskParameters::checkNumber(
    const TaskParameter& parameter, const std::string& text) const
{
    const bool optional = parameter.defaultValue.empty();
    const bool everyCall = parameter.kind != ParameterKind::Attempts;
    if ((text.empty() && optional) || (everyCall && hasPlaceholder(text)))
        return std::nullopt;
    const auto number = numberFrom<std::int64_t>(text);
    if (!number)
        return invalid("`" + text + "` is not a whole number");
    if (*number < parameter.least)
        return invalid("must be " + std::to_string(parameter.least) + " or more, is " + text);
    constexpr std::int64_t kMostAttempts = 1000;
    if (parameter.kind == ParameterKind::Attempts && *number > kMostAttempts)
        return invalid("must be at most " + std::to_string(kMostAttempts) + ", is " + text);
    return parameter.kind == ParameterKind::Index ? checkIndex(*number) : std::nullopt;
}

// JSON.ARRINSERT takes the places of the items and the one behind the last.
std::optional<Error> TaskParameters::checkIndex(std::int64_t index) const
{
    const auto array = path();
    const auto matches = array && m_sample ? array->find(m_sample->document)
                                           : std::vector<const nlohmann::json*>();
    if (matches.empty() || !matches.front()->is_array())
        return std::nullopt;
    const auto size = static_cast<std::int64_t>(matches.front()->size());
    if (index >= -size && index <= size)
        return std::nullopt;
    return invalid("must be " + std::to_string(-size) + " to " + std::to_string(size)
        + ", the array of " + aDocument() + ", is " + std::to_string(index));
}

// `<path>[<index>]`: the parts are right by themselves, and so must the whole be.
void TaskParameters::checkPlacesInArrays(
    const std::string& field, std::vector<Problem>& problems) const
{
    constexpr std::string_view kPath = "<path>[<";
    for (const std::string& command : m_type.commands) {
        const std::size_t at = command.find(kPath);
        if (at == std::string::npos || !m_sample)
            continue;
        const std::size_t name = at + kPath.size();
        const std::string text = substituted(command.substr(at, command.find(' ', at) - at));
        const auto place = JsonPath::parse(text);
        if (!hasPlaceholder(text) && text.starts_with('$') && place
            && place->find(m_sample->document).empty())
            problems.push_back(
                {field + ".parameters." + command.substr(name, command.find('>', name) - name),
                    "`" + text + "` is not in " + aDocument()});
    }
}

Result<std::vector<std::string>> TaskParameters::filled(const std::string& text, int times) const
{
    static const DataSet anyDataSet;
    TemplateSource source;
    source.dataSet = &anyDataSet;
    if (m_sample)
        source.documents = m_sample->generator;
    const auto parsed = TextTemplate::parse(text, source);
    if (!parsed)
        return parsed.error();
    Random random(1); // the same example every time
    CallContext context{.random = random};
    std::vector<std::string> examples(static_cast<std::size_t>(times));
    for (std::string& example : examples)
        parsed->append(example, context);
    return examples;
}

std::string TaskParameters::exampleOf(const std::string& name) const
{
    const auto found = m_values.find(name);
    if (found == m_values.end())
        return {};
    const auto examples = filled(found->second.front(), kExamples);
    return examples ? *std::ranges::max_element(*examples, {}, &std::string::size) : std::string();
}

// `<name>` becomes the value of an earlier parameter, as it is written in placeholders.
std::string TaskParameters::substituted(std::string text) const
{
    for (const auto& [name, values] : m_values)
        text = replaced(std::move(text), std::string("<").append(name).append(">"), values.front());
    return text;
}

std::string TaskParameters::styled(const std::string& path) const
{
    if (m_style == PathStyle::JsonPath || !path.starts_with('$'))
        return path;
    return path == "$" ? "." : path.substr(1);
}

// `[EX <ttl>]` without its brackets, or without all of it where a parameter in it is empty.
std::string TaskParameters::withOptionalPart(const std::string& command) const
{
    const std::size_t open = command.find(" [");
    const std::size_t close = command.find(']', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos)
        return command;
    const std::string part = command.substr(open + 2, close - open - 2);
    const bool empty = std::ranges::any_of(m_values, [&](const auto& value) {
        return value.second.front().empty()
            && part.find("<" + value.first + ">") != std::string::npos;
    });
    return command.substr(0, open) + (empty ? "" : " " + part) + command.substr(close + 1);
}

std::vector<std::string> TaskParameters::argumentsOf(const std::string& command) const
{
    std::vector<std::string> arguments;
    const auto words = splitShellWords(withOptionalPart(command)); // of our own table: never fails
    for (const std::string& word : *words) {
        if (word.starts_with('$')) {
            arguments.push_back(styled(substituted(word)));
            continue;
        }
        const bool whole = word.starts_with('<') && word.ends_with('>');
        const auto found = whole ? m_values.find(word.substr(1, word.size() - 2)) : m_values.end();
        if (found == m_values.end()) {
            const std::string text = substituted(word);
            arguments.push_back(word.starts_with("<path>") ? styled(text) : text);
            continue;
        }
        if (found->second.front().empty())
            return {};
        const auto kind = m_kinds.find(found->first);
        const bool path = kind != m_kinds.end()
            && (kind->second == ParameterKind::Path || kind->second == ParameterKind::Paths
                || kind->second == ParameterKind::KeysAndDocuments);
        for (const std::string& value : found->second)
            arguments.push_back(path ? styled(value) : value);
    }
    return arguments;
}

std::optional<JsonPath> TaskParameters::path() const
{
    const auto found = m_values.find("path");
    if (found == m_values.end())
        return std::nullopt;
    auto path = JsonPath::parse(found->second.front());
    return path ? std::optional(std::move(*path)) : std::nullopt;
}

std::vector<JsonPath> TaskParameters::places() const
{
    std::vector<JsonPath> all;
    const auto found = m_values.find("path");
    const auto texts = found == m_values.end() ? std::vector<std::string>()
                                               : filled(found->second.front(), kExamples).value();
    for (const std::string& text : std::set(texts.begin(), texts.end())) {
        if (auto path = JsonPath::parse(text))
            all.push_back(std::move(*path));
    }
    return all;
}

std::vector<std::string> TaskParameters::keys() const
{
    const auto found = m_values.find("documents");
    std::vector<std::string> all;
    if (found != m_values.end())
        std::ranges::copy_if(found->second, std::back_inserter(all),
            [](const std::string& word) { return word.starts_with("{key"); });
    return all;
}

std::uint32_t TaskParameters::attempts() const
{
    const auto found = m_values.find("attempts");
    return found == m_values.end()
        ? m_type.attempts
        : static_cast<std::uint32_t>(numberFrom<std::int64_t>(found->second.front()).value_or(1));
}

std::string TaskParameters::documentKind() const
{
    for (const TaskParameter& parameter : m_type.parameters) {
        if (parameter.kind == ParameterKind::DocumentKind)
            return m_values.at(parameter.name).front();
    }
    return {};
}

} // namespace cicada
