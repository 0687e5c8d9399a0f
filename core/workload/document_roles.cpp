#include "workload/document_roles.h"

#include "workload/json_path.h"
#include "workload/json_text.h"

#include <algorithm>

namespace cicada {

namespace {

// Names with quotes, backslashes or control characters have no path that every server reads alike.
std::optional<std::string> memberPath(const std::string& parent, std::string_view name)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_';
    };
    if (!name.empty() && std::ranges::all_of(name, plain))
        return parent + "." + std::string(name);
    if (name.find_first_of("\\'") != std::string_view::npos)
        return std::nullopt;
    return parent + "['" + std::string(name) + "']";
}

class RoleFinder
{
public:
    std::vector<DocumentRole> find(std::string_view document)
    {
        visitObject(document, "$", 0);
        if (!m_biggest.path.empty())
            add("big_member", m_biggest.path, m_biggest.type);
        return std::move(m_roles);
    }

private:
    void visitObject(std::string_view object, const std::string& path, int depth)
    {
        constexpr int kDeepest = 8; // a role further down is nothing a person would look for
        if (depth > kDeepest)
            return;
        for (JsonWalker walker(object); walker.next();) {
            const auto member = memberPath(path, walker.name());
            if (!member)
                continue;
            const std::string_view value = walker.value();
            visitMember(value, *member, depth);
            if (depth == 0 && value.size() > m_biggestSize) {
                m_biggestSize = value.size();
                m_biggest = {"", *member, std::string(jsonTypeOf(value))};
            }
        }
    }

    void visitMember(std::string_view value, const std::string& path, int depth)
    {
        const std::string_view type = jsonTypeOf(value);
        if (type == "number") {
            add("number", path, type);
        } else if (type == "boolean") {
            add("flag", path, type);
        } else if (type == "string") {
            add(depth == 0 ? "text" : "nested_text", path, type);
            if (depth == 0)
                add("field", path, type);
        } else if (type == "object") {
            add("object", path, type);
            visitObject(value, path, depth + 1);
        } else if (type == "array") {
            JsonWalker walker(value);
            if (walker.next()) {
                add("array", path, type);
                add("array_item", path + "[0]", jsonTypeOf(walker.value()));
            }
        }
    }

    // The first of a name wins.
    void add(std::string_view name, const std::string& path, std::string_view type)
    {
        if (std::ranges::find(m_roles, name, &DocumentRole::name) == m_roles.end())
            m_roles.push_back({std::string(name), path, std::string(type)});
    }

    std::vector<DocumentRole> m_roles;
    DocumentRole m_biggest;
    std::size_t m_biggestSize = 0;
};

} // namespace

std::string_view jsonTypeOf(std::string_view json)
{
    const std::size_t at = skipJsonSpace(json, 0);
    if (at >= json.size())
        return "null";
    switch (json[at]) {
    case '{':
        return "object";
    case '[':
        return "array";
    case '"':
        return "string";
    case 't':
    case 'f':
        return "boolean";
    case 'n':
        return "null";
    default:
        return "number";
    }
}

std::vector<DocumentRole> rolesOf(std::string_view document)
{
    return RoleFinder().find(document);
}

void keepSharedRoles(std::vector<DocumentRole>& roles, std::string_view document)
{
    std::erase_if(roles, [document](const DocumentRole& role) {
        const auto path = JsonPath::parse(role.path);
        const auto value = path ? path->locate(document) : std::nullopt;
        return !value || jsonTypeOf(*value) != role.type;
    });
}

} // namespace cicada
