#pragma once

#include "profile/limits.h"
#include "profile/strict_json.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Reads the members of one JSON object into typed fields, and collects everything that is wrong
/// with its field and mend. A member that is not there leaves its field as it is.
class ObjectReader
{
public:
    /// What a member that is null means.
    enum class Null
    {
        IsAValue,
        IsNotThere,
    };

    /// `value` that is no object is a problem; then every member counts as not there.
    ObjectReader(const nlohmann::json& value, std::string path, std::vector<Problem>& problems,
        Null null = Null::IsAValue);

    /// Null where it is not there.
    const nlohmann::json* find(std::string_view name);
    /// Not there is a problem.
    const nlohmann::json* require(std::string_view name);

    /// One printable line.
    void text(std::string_view name, std::string& out);
    void requiredText(std::string_view name, std::string& out);
    /// With line breaks.
    void prose(std::string_view name, std::string& out);
    /// Text and lists of it from anyone: made one bounded, printable line each, whatever is in
    /// them.
    void line(std::string_view name, std::string& out);
    void lines(std::string_view name, std::vector<std::string>& out);
    void flag(std::string_view name, bool& out);
    void real(std::string_view name, double& out, const RealRange& range);
    void duration(std::string_view name, std::chrono::nanoseconds& out, const DurationRange& range);
    void duration(
        std::string_view name, std::chrono::milliseconds& out, const DurationRange& range);
    void texts(std::string_view name, std::vector<std::string>& out);

    /// `automatic`: the word "auto" stands for 0.
    template <typename Number>
    void whole(std::string_view name, Number& out, const WholeRange& range, bool automatic = false)
    {
        std::uint64_t value = out;
        readWhole(name, value, range, automatic);
        out = static_cast<Number>(value);
    }

    /// One of `values`, each by its `nameOf`.
    template <typename Value, typename Values, typename NameOf>
    void choice(std::string_view name, Value& out, const Values& values, const NameOf& nameOf)
    {
        std::string chosen(nameOf(out));
        text(name, chosen);
        std::vector<std::string> names;
        for (const Value value : values) {
            names.emplace_back(nameOf(value));
            if (names.back() == chosen) {
                out = value;
                return;
            }
        }
        problem(name, notOneOf(names, chosen));
    }

    /// The elements of a list with their paths; nothing where it is not there or is no list.
    template <typename Visitor>
    void forEach(std::string_view name, const Visitor& visit)
    {
        const nlohmann::json* const list = find(name);
        if (list == nullptr || !expect(name, *list, list->is_array(), "a list"))
            return;
        for (std::size_t i = 0; i < list->size(); ++i)
            visit((*list)[i], elementPath(pathOf(name), i));
    }

    /// Members that nobody asked for are problems, each with the nearest known name. Call it last.
    void refuseUnknown();

    void problem(std::string_view name, std::string text);

    std::string pathOf(std::string_view name) const { return memberPath(m_path, name); }

    std::vector<Problem>& problems() { return m_problems; }

    /// Bounded, and safe to show on a terminal.
    static std::string oneLine(std::string_view text);

    /// A value for a person, bounded: `-3`, `text "ten"`, `a list`.
    static std::string shown(const nlohmann::json& value);

    /// `must be "a", "b" or "c", is "x"`
    static std::string notOneOf(const std::vector<std::string>& names, const std::string& chosen);

private:
    bool expect(
        std::string_view name, const nlohmann::json& value, bool fits, std::string_view type);
    void readText(std::string_view name, std::string& out, bool oneLine);
    void readWhole(
        std::string_view name, std::uint64_t& out, const WholeRange& range, bool automatic);

    std::string m_path;
    std::vector<Problem>& m_problems;
    const nlohmann::json* m_object;
    Null m_null;
    std::vector<std::string_view> m_known;
};

} // namespace cicada
