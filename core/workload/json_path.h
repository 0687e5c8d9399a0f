#pragma once

#include "base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// How paths are written in commands: `$.a.b` (replies list all matches) or `.a.b` (legacy: the
/// first).
enum class PathStyle : std::uint8_t
{
    JsonPath,
    Legacy,
};

std::optional<PathStyle> pathStyleFromName(std::string_view name); ///< "$" or "."

/// A path into a JSON document as RedisJSON takes it: `.name` `['name']` `['a','b']` `[n]` `[n,m]`
/// `[a:b:step]` `[*]` `.*` `..name` `[?(...)]`. Both styles are read; a value type, immutable.
class JsonPath
{
public:
    /// Error::Invalid says what is wrong and at which character.
    static Result<JsonPath> parse(std::string_view text);

    /// As it is sent: `$.a.b` or `.a.b`; the root is `$` or `.`.
    std::string text(PathStyle style) const;

    /// The name at the end: `b` of `$.a.b`; nullopt where it ends in something else.
    std::optional<std::string> lastName() const;

    /// Names and indices from the front only: leads to one place at most.
    bool isDefinite() const;

    bool isRoot() const { return m_steps.empty(); }

    bool hasFilter() const;

    /// Whether `other` is this place or one inside it; both are definite.
    bool leadsTo(const JsonPath& other) const;

    /// Takes the value of this definite path out of `value`, which is what `above` leads to: a path
    /// that leads to this one. An element of an array becomes null, so that others keep their
    /// place.
    void removeFrom(nlohmann::json& value, const JsonPath& above) const;

    /// Every match in `document`. A filter is not evaluated: it lets every element pass, so the
    /// answer is "may match" where the path has one.
    std::vector<const nlohmann::json*> find(const nlohmann::json& document) const;

    /// Where the value of a definite path lies in well-formed JSON text, without parsing it into a
    /// tree; nullopt where there is none, or the path is not definite. Names are compared as the
    /// text spells them (not unescaped).
    std::optional<std::string_view> locate(std::string_view json) const;

private:
    struct Step
    {
        enum class Kind : std::uint8_t
        {
            Names,
            Indices,
            Slice,
            All,
            Filter,
        };

        Kind kind = Kind::All;
        bool recursive = false; ///< at any depth: `..`
        std::vector<std::string> names;
        std::vector<std::int64_t> indices;
        std::optional<std::int64_t> begin, end;
        std::int64_t stride = 1;

        bool operator==(const Step&) const = default;
    };

    class Parser;
    class Matcher;

    std::string m_afterRoot; ///< as written, without `$` or the legacy root
    std::vector<Step> m_steps;
};

/// The definite paths of every value in `document` but the root, by name, of arrays only the
/// first element; at most `limit`. For "did you mean" and for choosing a path.
std::vector<std::string> pathsOf(const nlohmann::json& document, std::size_t limit = 2000);

} // namespace cicada
