#pragma once

#include "base/result.h"
#include "redis/reply.h"
#include "workload/json_path.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

enum class Outcome : std::uint8_t
{
    Success,
    Miss,       ///< well-formed, but found nothing: nil, [], [null], 0
    Unexpected, ///< not what the command answers (an error reply is a failure before this is asked)
};

/// What a call's reply must look like to count as success. A plain value.
class SuccessRule
{
public:
    enum class Kind : std::uint8_t
    {
        Any,        ///< every reply but an error
        Ok,         ///< +OK; nil is a miss
        Match,      ///< a non-empty bulk, not `[]`, not only nulls (`[null]`); nil is a miss
        AtLeastOne, ///< integer, or array whose first is an integer, >= 1; 0 and nil are misses
        Elements,   ///< an array with at least one element that is not nil; else a miss
        Found,    ///< something was found: an integer >= 0, or an array or text as for Elements and
                  ///< Match
        HasField, ///< JSON text in which a field is found; see hasField()
        Pong,     ///< +PONG
    };

    SuccessRule(Kind kind = Kind::Any)
        : m_kind(kind)
    {
    }

    /// The reply is a document as text that holds `field`: what a client does that keeps JSON in a
    /// string. Needs the whole text of the reply (CompiledCall::keepReply) and a definite path.
    static SuccessRule hasField(JsonPath field);

    /// "any", "ok", "match", "at_least_one", "elements", "found", "pong".
    static Result<SuccessRule> parse(std::string_view name);

    /// Those that parse() knows, for help. Static data.
    static const std::vector<SuccessRule>& namedRules();

    /// The rule a built-in would use for this command (JSON.SET: Ok, JSON.GET: Match...), Any for
    /// unknown ones.
    static SuccessRule defaultFor(std::string_view upperCaseCommand);

    /// Allocates nothing. +QUEUED (inside MULTI) is always a success. JSON.GET with several `$`
    /// paths replies an object of arrays: a miss where all of them are empty or null, as far as the
    /// reply's kept text shows (a longer one counts as found).
    Outcome judge(const Reply& reply) const;

    Kind kind() const { return m_kind; }

    std::string_view name() const;

    /// For people: "the reply is OK".
    std::string_view description() const;

private:
    Kind m_kind;
    std::shared_ptr<const JsonPath> m_field; ///< HasField only
};

} // namespace cicada
