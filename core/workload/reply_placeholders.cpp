// Placeholders whose values come from the replies of a task's earlier commands.

#include "base/numbers.h"
#include "workload/json_text.h"
#include "workload/placeholder_makers.h"
#include "workload/text_pieces.h"

#include <nlohmann/json.hpp>

namespace cicada::placeholders {

namespace {

/// {reply N} or {reply N path}.
class ReplyPlaceholder : public Placeholder
{
public:
    ReplyPlaceholder(std::size_t number, std::optional<JsonPath> path, bool escape)
        : m_number(number)
        , m_path(std::move(path))
        , m_escape(escape)
    {
    }

    void append(std::string& out, CallContext& context) const override
    {
        if (!context.replies || context.replies->size() < m_number)
            return;
        const std::string& reply = (*context.replies)[m_number - 1];
        if (!m_path) {
            appendText(out, reply);
            return;
        }
        appendMatch(out, reply, *m_path);
    }

    std::size_t replyUsed() const override { return m_number; }

private:
    void appendMatch(std::string& out, const std::string& reply, const JsonPath& path) const
    {
        if (const auto value = path.locate(reply)) {
            appendValue(out, *value);
            return;
        }
        // Not one place, or a name that the reply spells with escapes: worth a tree.
        const auto json = nlohmann::json::parse(reply, nullptr, false);
        const auto matches = path.find(json);
        if (matches.empty() || matches.front()->is_discarded())
            return;
        if (matches.front()->is_string())
            appendText(out, matches.front()->get_ref<const std::string&>());
        else
            appendText(out, matches.front()->dump());
    }

    // A text loses its quotes; what JSON escapes in it stays so inside JSON.
    void appendValue(std::string& out, std::string_view value) const
    {
        if (!value.starts_with('"'))
            appendText(out, value);
        else if (m_escape || value.find('\\') == std::string_view::npos)
            out += value.substr(1, value.size() - 2);
        else
            out += unescapedJsonString(value);
    }

    void appendText(std::string& out, std::string_view text) const
    {
        if (m_escape)
            appendJsonEscaped(out, text);
        else
            out += text;
    }

    std::size_t m_number;
    std::optional<JsonPath> m_path;
    bool m_escape;
};

/// {edited N place}: the document in a reply with a fresh value at one place.
class EditedPlaceholder : public Placeholder
{
public:
    EditedPlaceholder(
        std::size_t number, JsonPath place, std::vector<std::string> values, bool escape)
        : m_number(number)
        , m_place(std::move(place))
        , m_values(std::move(values))
        , m_escape(escape)
    {
    }

    void append(std::string& out, CallContext& context) const override
    {
        if (!context.replies || context.replies->size() < m_number)
            return;
        const std::string_view document = (*context.replies)[m_number - 1];
        const auto old = m_place.locate(document);
        if (!old) {
            appendPart(out, document);
            return;
        }
        const auto start = static_cast<std::size_t>(old->data() - document.data());
        appendPart(out, document.substr(0, start));
        appendPart(out, m_values[context.random.below(m_values.size())]);
        appendPart(out, document.substr(start + old->size()));
    }

    std::size_t replyUsed() const override { return m_number; }

private:
    void appendPart(std::string& out, std::string_view part) const
    {
        if (m_escape)
            appendJsonEscaped(out, part);
        else
            out += part;
    }

    std::size_t m_number;
    JsonPath m_place;
    std::vector<std::string> m_values;
    bool m_escape;
};

std::optional<std::size_t> takeReplyNumber(std::string_view& rest)
{
    const auto number = numberFrom<std::uint32_t>(takeWord(rest));
    return number && *number > 0 ? std::optional<std::size_t>(*number) : std::nullopt;
}

} // namespace

Made makeReply(const Request& request)
{
    std::string_view rest = request.arguments;
    const auto number = takeReplyNumber(rest);
    if (!number)
        return invalid("`{reply}` needs the number of an earlier command, e.g. {reply 1 $[0]}");
    std::optional<JsonPath> path;
    if (!rest.empty()) {
        auto parsed = JsonPath::parse(rest);
        if (!parsed)
            return parsed.error();
        path = std::move(*parsed);
    }
    return std::unique_ptr<const Placeholder>(
        std::make_unique<ReplyPlaceholder>(*number, std::move(path), request.inJsonText));
}

Made makeEdited(const Request& request)
{
    std::string_view rest = request.arguments;
    const auto number = takeReplyNumber(rest);
    if (!number || rest.empty())
        return invalid("`{edited}` needs the number of an earlier command and a place, e.g. "
                       "{edited 1 $.name}");
    const Request place{request.name, rest, request.source};
    auto path = placeOf(place);
    if (!path)
        return path.error();
    auto values = valuesOf(place);
    if (!values)
        return values.error();
    return std::unique_ptr<const Placeholder>(std::make_unique<EditedPlaceholder>(
        *number, std::move(*path), std::move(*values), request.inJsonText));
}

} // namespace cicada::placeholders
