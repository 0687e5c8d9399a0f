#include "workload/json_path.h"

#include "workload/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicada {

using nlohmann::json;

namespace {

// A name that every server takes after a dot; others get brackets.
bool isPlainName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_';
    });
}

} // namespace

std::optional<PathStyle> pathStyleFromName(std::string_view name)
{
    if (name == "$")
        return PathStyle::JsonPath;
    if (name == ".")
        return PathStyle::Legacy;
    return std::nullopt;
}

std::string JsonPath::text(PathStyle style) const
{
    if (style == PathStyle::JsonPath)
        return "$" + m_afterRoot;
    return m_afterRoot.empty() ? "." : m_afterRoot;
}

std::optional<std::string> JsonPath::lastName() const
{
    if (m_steps.empty() || m_steps.back().kind != Step::Kind::Names
        || m_steps.back().names.size() != 1)
        return std::nullopt;
    return m_steps.back().names.front();
}

bool JsonPath::isDefinite() const
{
    return std::ranges::all_of(m_steps, [](const Step& step) {
        const bool one = (step.kind == Step::Kind::Names && step.names.size() == 1)
            || (step.kind == Step::Kind::Indices && step.indices.size() == 1
                && step.indices[0] >= 0);
        return one && !step.recursive;
    });
}

bool JsonPath::hasFilter() const
{
    return std::ranges::find(m_steps, Step::Kind::Filter, &Step::kind) != m_steps.end();
}

bool JsonPath::leadsTo(const JsonPath& other) const
{
    return m_steps.size() <= other.m_steps.size()
        && std::equal(m_steps.begin(), m_steps.end(), other.m_steps.begin());
}

void JsonPath::removeFrom(json& value, const JsonPath& above) const
{
    json* node = &value;
    for (std::size_t i = above.m_steps.size(); i < m_steps.size(); ++i) {
        const Step& step = m_steps[i];
        const bool last = i + 1 == m_steps.size();
        if (step.kind == Step::Kind::Names) {
            const std::string& name = step.names.front();
            if (!node->is_object() || !node->contains(name))
                return;
            if (last)
                node->erase(name);
            else
                node = &(*node)[name];
        } else {
            const auto index = static_cast<std::size_t>(step.indices.front());
            if (!node->is_array() || index >= node->size())
                return;
            if (last)
                (*node)[index] = nullptr;
            else
                node = &(*node)[index];
        }
    }
}

/// Applies one step after the other to all nodes found so far.
class JsonPath::Matcher
{
public:
    using Nodes = std::vector<const json*>;

    static Nodes apply(const Step& step, const Nodes& from)
    {
        Nodes into;
        for (const json* node : from) {
            if (step.recursive)
                applyDeep(step, *node, into);
            else
                applyHere(step, *node, into);
        }
        return into;
    }

private:
    static void applyDeep(const Step& step, const json& node, Nodes& into)
    {
        applyHere(step, node, into);
        for (const json& child : node) {
            if (child.is_structured())
                applyDeep(step, child, into);
        }
    }

    static void applyHere(const Step& step, const json& node, Nodes& into)
    {
        switch (step.kind) {
        case Step::Kind::Names:
            for (const std::string& name : step.names) {
                if (node.is_object() && node.contains(name))
                    into.push_back(&node.at(name));
            }
            break;
        case Step::Kind::Indices:
            for (const std::int64_t index : step.indices)
                pushElement(node, index, into);
            break;
        case Step::Kind::Slice:
            pushSlice(step, node, into);
            break;
        case Step::Kind::All:
        case Step::Kind::Filter:
            if (node.is_structured()) {
                for (const json& child : node)
                    into.push_back(&child);
            }
            break;
        }
    }

    static void pushElement(const json& node, std::int64_t index, Nodes& into)
    {
        if (!node.is_array())
            return;
        const auto size = static_cast<std::int64_t>(node.size());
        const std::int64_t place = index < 0 ? size + index : index;
        if (place >= 0 && place < size)
            into.push_back(&node[static_cast<std::size_t>(place)]);
    }

    static void pushSlice(const Step& step, const json& node, Nodes& into)
    {
        if (!node.is_array())
            return;
        const auto size = static_cast<std::int64_t>(node.size());
        const auto place = [size](std::int64_t index) {
            return std::clamp<std::int64_t>(index < 0 ? size + index : index, 0, size);
        };
        const std::int64_t end = place(step.end.value_or(size));
        for (std::int64_t i = place(step.begin.value_or(0)); i < end; i += step.stride) {
            into.push_back(&node[static_cast<std::size_t>(i)]);
            if (step.stride >= size)
                break;
        }
    }
};

std::vector<const json*> JsonPath::find(const json& document) const
{
    std::vector<const json*> nodes{&document};
    for (const Step& step : m_steps)
        nodes = Matcher::apply(step, nodes);
    return nodes;
}

std::optional<std::string_view> JsonPath::locate(std::string_view text) const
{
    if (!isDefinite())
        return std::nullopt;
    std::string_view value = text;
    for (const Step& step : m_steps) {
        JsonWalker walker(value);
        const bool byName = step.kind == Step::Kind::Names;
        if (byName ? !walker.isObject() : !walker.isArray())
            return std::nullopt;
        std::int64_t index = 0;
        bool found = false;
        while (!found && walker.next())
            found = byName ? walker.name() == step.names[0] : index++ == step.indices[0];
        if (!found)
            return std::nullopt;
        value = walker.value();
    }
    return value;
}

namespace {

void collectPaths(
    const json& node, const std::string& path, std::size_t limit, std::vector<std::string>& paths)
{
    const auto add = [&](const json& child, const std::string& childPath) {
        if (paths.size() >= limit)
            return;
        paths.push_back(childPath);
        collectPaths(child, childPath, limit, paths);
    };
    if (node.is_array() && !node.empty())
        add(node.front(), path + "[0]");
    if (!node.is_object())
        return;
    for (const auto& [name, child] : node.items()) {
        if (isPlainName(name)) {
            add(child, std::string(path).append(".").append(name));
            continue;
        }
        std::string quoted;
        for (const char c : name) {
            if (c == '"' || c == '\\')
                quoted += '\\';
            quoted += c;
        }
        add(child, std::string(path).append("[\"").append(quoted).append("\"]"));
    }
}

} // namespace

std::vector<std::string> pathsOf(const json& document, std::size_t limit)
{
    std::vector<std::string> paths;
    collectPaths(document, "$", limit, paths);
    return paths;
}

} // namespace cicada
