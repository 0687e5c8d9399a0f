#include "workload/success_rule.h"

#include "base/units.h"
#include "workload/json_text.h"

#include <algorithm>
#include <array>

namespace cicada {

namespace {

using Kind = SuccessRule::Kind;

struct RuleName
{
    Kind kind;
    std::string_view name;
    std::string_view description;
};

constexpr std::array kRules{
    RuleName{Kind::Any, "any", "any reply but an error"},
    RuleName{Kind::Ok, "ok", "the reply is OK"},
    RuleName{Kind::Match, "match", "the reply is a value, not nil, [] or [null]"},
    RuleName{Kind::AtLeastOne, "at_least_one", "the reply is a number of 1 or more"},
    RuleName{Kind::Elements, "elements", "the reply lists at least one value"},
    RuleName{Kind::Found, "found", "the reply is a value or a number of 0 or more"},
    RuleName{Kind::HasField, "has_field", "the reply is a document with the field"},
    RuleName{Kind::Pong, "pong", "the reply is PONG"},
};

struct CommandRule
{
    std::string_view command;
    Kind kind;
};

// Not listed: commands whose "nothing" is a normal answer (SADD, HDEL, DBSIZE...), so Any.
constexpr std::array kCommandRules{
    CommandRule{"JSON.SET", Kind::Ok},
    CommandRule{"JSON.MSET", Kind::Ok},
    CommandRule{"JSON.MERGE", Kind::Ok},
    CommandRule{"JSON.GET", Kind::Match},
    CommandRule{"JSON.MGET", Kind::Elements},
    CommandRule{"JSON.DEL", Kind::AtLeastOne},
    CommandRule{"JSON.FORGET", Kind::AtLeastOne},
    CommandRule{"JSON.CLEAR", Kind::AtLeastOne},
    CommandRule{"JSON.NUMINCRBY", Kind::Match},
    CommandRule{"JSON.NUMMULTBY", Kind::Match},
    CommandRule{"JSON.STRAPPEND", Kind::AtLeastOne},
    CommandRule{"JSON.ARRAPPEND", Kind::AtLeastOne},
    CommandRule{"JSON.ARRINSERT", Kind::AtLeastOne},
    CommandRule{"JSON.OBJKEYS", Kind::Elements},
    CommandRule{"JSON.STRLEN", Kind::Found},
    CommandRule{"JSON.ARRLEN", Kind::Found},
    CommandRule{"JSON.OBJLEN", Kind::Found},
    CommandRule{"JSON.ARRINDEX", Kind::Found},
    CommandRule{"JSON.ARRPOP", Kind::Found},
    CommandRule{"JSON.ARRTRIM", Kind::Found},
    CommandRule{"JSON.TOGGLE", Kind::Found},
    CommandRule{"JSON.TYPE", Kind::Found},
    CommandRule{"JSON.RESP", Kind::Found},
    CommandRule{"JSON.DEBUG", Kind::Found},
    CommandRule{"GET", Kind::Match},
    CommandRule{"GETRANGE", Kind::Match},
    CommandRule{"HGET", Kind::Match},
    CommandRule{"ECHO", Kind::Match},
    CommandRule{"SET", Kind::Ok},
    CommandRule{"SETEX", Kind::Ok},
    CommandRule{"PSETEX", Kind::Ok},
    CommandRule{"MSET", Kind::Ok},
    CommandRule{"HMSET", Kind::Ok},
    CommandRule{"MULTI", Kind::Ok},
    CommandRule{"WATCH", Kind::Ok},
    CommandRule{"UNWATCH", Kind::Ok},
    CommandRule{"MGET", Kind::Elements},
    CommandRule{"HGETALL", Kind::Elements},
    CommandRule{"HMGET", Kind::Elements},
    CommandRule{"EXEC", Kind::Elements},
    CommandRule{"DEL", Kind::AtLeastOne},
    CommandRule{"UNLINK", Kind::AtLeastOne},
    CommandRule{"EXISTS", Kind::AtLeastOne},
    CommandRule{"EXPIRE", Kind::AtLeastOne},
    CommandRule{"PEXPIRE", Kind::AtLeastOne},
    CommandRule{"APPEND", Kind::AtLeastOne},
    CommandRule{"HSET", Kind::Found}, // the number of new fields: 0 where all were overwritten
    CommandRule{"PING", Kind::Pong},
};

// `[]`, `[null]`, `[null,null]`, `null`: where JSON says that there is nothing.
bool isEmptyJson(std::string_view text)
{
    if (text == "null")
        return true;
    if (text.size() < 2 || text.front() != '[')
        return false;
    std::size_t at = 1;
    while (text.substr(at).starts_with("null")) {
        at += 4;
        if (at < text.size() && text[at] == ',')
            ++at;
    }
    return at < text.size() && text[at] == ']';
}

// `{"$.a":[],"$.b":[null]}` as JSON.GET answers several `$` paths none of which matched.
bool allPathsEmpty(std::string_view text)
{
    if (!text.starts_with(R"({"$)"))
        return false;
    std::size_t at = 1;
    while (at < text.size()) {
        at = endOfJsonValue(text, at);
        if (at >= text.size() || text[at] != ':')
            return false;
        const std::size_t close = text.find(']', ++at);
        if (close == std::string_view::npos || !isEmptyJson(text.substr(at, close + 1 - at)))
            return false;
        at = close + 1;
        if (at < text.size() && text[at] == '}')
            return true;
        ++at; // the comma
    }
    return false; // cut: what is not seen may have matched
}

Outcome judgeField(const Reply& reply, const JsonPath* field)
{
    if (reply.type != Reply::Type::Bulk)
        return Outcome::Unexpected;
    return field && field->locate(reply.text) ? Outcome::Success : Outcome::Miss;
}

Outcome judgeText(const Reply& reply)
{
    if (reply.textBytes == 0)
        return Outcome::Miss;
    return isEmptyJson(reply.text) || allPathsEmpty(reply.text) ? Outcome::Miss : Outcome::Success;
}

// JSON.MGET lists `[]` for a document that lacks the path. Elements without a line of their own
// (arrays in the array, or cut away) count as found.
bool everyLineEmpty(const Reply& reply)
{
    std::string_view rest = reply.text;
    std::uint64_t lines = 0;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        if (line != "(nil)" && !isEmptyJson(line))
            return false;
        ++lines;
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return lines >= reply.elements;
}

Outcome judgeElements(const Reply& reply)
{
    if (reply.elements <= reply.nilElements)
        return Outcome::Miss;
    return everyLineEmpty(reply) ? Outcome::Miss : Outcome::Success;
}

Outcome judgeNumber(const Reply& reply, std::int64_t least)
{
    if (reply.type == Reply::Type::Array && reply.elements <= reply.nilElements)
        return Outcome::Miss;
    return reply.integer >= least ? Outcome::Success : Outcome::Miss;
}

Outcome judgeFound(const Reply& reply)
{
    switch (reply.type) {
    case Reply::Type::Integer:
        return judgeNumber(reply, 0);
    case Reply::Type::Array:
        // The first number of JSON.ARRINDEX's array is -1 where nothing was found.
        return reply.integer < 0 ? Outcome::Miss : judgeElements(reply);
    case Reply::Type::Bulk:
        return judgeText(reply);
    default:
        return Outcome::Success; // a status
    }
}

} // namespace

Result<SuccessRule> SuccessRule::parse(std::string_view name)
{
    const auto found = std::ranges::find(kRules, name, &RuleName::name);
    if (found != kRules.end() && found->kind != Kind::HasField) // which needs more than a name
        return SuccessRule(found->kind);
    std::array<std::string_view, kRules.size()> names;
    std::ranges::transform(kRules, names.begin(), &RuleName::name);
    const std::string nearest = nearestName(name, names);
    std::string text = "`" + std::string(name) + "` is not a success rule; ";
    if (nearest.empty())
        text += "use any, ok, match, at_least_one, elements, found or pong";
    else
        text += "did you mean `" + nearest + "`?";
    return Error{ErrorKind::Invalid, text};
}

const std::vector<SuccessRule>& SuccessRule::namedRules()
{
    static const std::vector<SuccessRule> rules = [] {
        std::vector<SuccessRule> all;
        for (const RuleName& rule : kRules) {
            if (rule.kind != Kind::HasField)
                all.emplace_back(rule.kind);
        }
        return all;
    }();
    return rules;
}

SuccessRule SuccessRule::hasField(JsonPath field)
{
    SuccessRule rule(Kind::HasField);
    rule.m_field = std::make_shared<const JsonPath>(std::move(field));
    return rule;
}

SuccessRule SuccessRule::defaultFor(std::string_view upperCaseCommand)
{
    const auto found = std::ranges::find(kCommandRules, upperCaseCommand, &CommandRule::command);
    return found == kCommandRules.end() ? Kind::Any : found->kind;
}

Outcome SuccessRule::judge(const Reply& reply) const
{
    using Type = Reply::Type;
    if (reply.type == Type::Error || reply.errorElements > 0)
        return Outcome::Unexpected;
    if (m_kind == Kind::Any || (reply.type == Type::Status && reply.text == "QUEUED"))
        return Outcome::Success;
    if (reply.type == Type::Nil)
        return Outcome::Miss;
    const bool number = reply.type == Type::Integer || reply.type == Type::Array;
    switch (m_kind) {
    case Kind::Ok:
        return reply.type == Type::Status && reply.text == "OK" ? Outcome::Success
                                                                : Outcome::Unexpected;
    case Kind::Match:
        return reply.type == Type::Bulk ? judgeText(reply) : Outcome::Unexpected;
    case Kind::AtLeastOne:
        return number ? judgeNumber(reply, 1) : Outcome::Unexpected;
    case Kind::Elements:
        return reply.type == Type::Array ? judgeElements(reply) : Outcome::Unexpected;
    case Kind::Found:
        return judgeFound(reply);
    case Kind::HasField:
        return judgeField(reply, m_field.get());
    case Kind::Pong:
        // PING with an argument answers that argument as a bulk.
        return reply.type == Type::Bulk || (reply.type == Type::Status && reply.text == "PONG")
            ? Outcome::Success
            : Outcome::Unexpected;
    case Kind::Any:
        break;
    }
    return Outcome::Success;
}

std::string_view SuccessRule::name() const
{
    return std::ranges::find(kRules, m_kind, &RuleName::kind)->name;
}

std::string_view SuccessRule::description() const
{
    return std::ranges::find(kRules, m_kind, &RuleName::kind)->description;
}

} // namespace cicada
