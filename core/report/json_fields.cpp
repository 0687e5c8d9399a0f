#include "report/json_fields.h"

#include <QByteArray>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

constexpr double kLargestQuantity = 1e15;
constexpr int kWordsDepth = 4;

std::string numberText(const nlohmann::json& value)
{
    if (!value.is_number_float())
        return value.dump();
    const double number = value.get<double>();
    if (!std::isfinite(number))
        return {};
    return QByteArray::number(number, 'g', 12).toStdString();
}

std::string wordsOf(const nlohmann::json& value, int levels)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "yes" : "no";
    if (value.is_number())
        return numberText(value);
    if (!value.is_structured() || levels == 0)
        return {};
    std::string words;
    for (const auto& [key, member] : value.items()) {
        const std::string text = wordsOf(member, levels - 1);
        if (text.empty())
            continue;
        words += words.empty() ? "" : ", ";
        words += value.is_object() ? plainName(key) + ' ' + text : text;
    }
    return words;
}

} // namespace

const nlohmann::json& fieldAt(const nlohmann::json& object, std::string_view key)
{
    static const nlohmann::json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

const nlohmann::json& arrayAt(const nlohmann::json& object, std::string_view key)
{
    static const nlohmann::json none = nlohmann::json::array();
    const auto& field = fieldAt(object, key);
    return field.is_array() ? field : none;
}

std::string textAt(const nlohmann::json& object, std::string_view key)
{
    const auto& field = fieldAt(object, key);
    return field.is_string() ? field.get<std::string>() : std::string();
}

std::optional<double> quantityAt(const nlohmann::json& object, std::string_view key)
{
    const auto& field = fieldAt(object, key);
    if (!field.is_number())
        return std::nullopt;
    const auto number = field.get<double>();
    if (!(number >= 0 && number <= kLargestQuantity)) // also turns NaN away
        return std::nullopt;
    return number;
}

std::optional<double> millisecondsAt(const nlohmann::json& object, std::string_view key)
{
    const auto microseconds = quantityAt(object, key);
    return microseconds ? std::optional(*microseconds / 1000) : std::nullopt;
}

std::string plainText(const nlohmann::json& value)
{
    return wordsOf(value, kWordsDepth);
}

std::string plainName(std::string_view key)
{
    std::string name(key);
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

bool isNestedAtMost(const nlohmann::json& value, int levels)
{
    if (!value.is_structured())
        return true;
    return levels > 0 && std::all_of(value.begin(), value.end(), [levels](const auto& member) {
        return isNestedAtMost(member, levels - 1);
    });
}

} // namespace cicada
