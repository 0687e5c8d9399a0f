#include "models/indented_json.h"

#include "workload/json_text.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace cicada {

namespace {

constexpr std::size_t kOneLine = 60;
constexpr int kDeepest = 64; ///< a server chooses its nesting: deeper is not laid out
constexpr std::size_t kIndent = 2;

void append(std::string& out, std::string_view value, int depth)
{
    std::string compact;
    appendCompactJson(compact, value);
    JsonWalker parts(value);
    if (compact.size() <= kOneLine || depth == kDeepest
        || (!parts.isObject() && !parts.isArray())) {
        out += compact;
        return;
    }
    const std::string newLine = '\n' + std::string(kIndent * static_cast<std::size_t>(depth), ' ');
    out += parts.isObject() ? '{' : '[';
    for (bool first = true; parts.next(); first = false) {
        out += (first ? "" : ",") + newLine + std::string(kIndent, ' ');
        if (parts.isObject())
            out += '"' + std::string(parts.name()) + "\": ";
        append(out, parts.value(), depth + 1);
    }
    out += newLine + (parts.isObject() ? '}' : ']');
}

} // namespace

QString indentedJson(const QString& text)
{
    const std::string json = text.trimmed().toStdString();
    if ((!json.starts_with('{') && !json.starts_with('[')) || !nlohmann::json::accept(json))
        return text;
    std::string laidOut;
    append(laidOut, json, 0);
    return QString::fromStdString(laidOut);
}

} // namespace cicada
