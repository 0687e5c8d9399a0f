#include "profile/object_reader.h"

#include "redis/failure.h"

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

using nlohmann::json;

Result<std::chrono::nanoseconds> durationOf(const json& value)
{
    if (value.is_string())
        return parseDuration(value.get_ref<const std::string&>());
    const double seconds = value.get<double>();
    if (!(seconds >= 0 && seconds <= 3.6e6))
        return Error{ErrorKind::Invalid,
            "must be 0s to 1000h, is " + ObjectReader::shown(value) + " seconds"};
    return std::chrono::nanoseconds(std::llround(seconds * 1e9));
}

} // namespace

ObjectReader::ObjectReader(
    const json& value, std::string path, std::vector<Problem>& problems, Null null)
    : m_path(std::move(path))
    , m_problems(problems)
    , m_object(value.is_object() ? &value : nullptr)
    , m_null(null)
{
    if (m_object == nullptr)
        m_problems.push_back({m_path, "must be an object, is " + shown(value)});
}

const json* ObjectReader::find(std::string_view name)
{
    m_known.push_back(name);
    if (m_object == nullptr)
        return nullptr;
    const auto found = m_object->find(name);
    const bool there = found != m_object->end() && (m_null == Null::IsAValue || !found->is_null());
    return there ? &*found : nullptr;
}

const json* ObjectReader::require(std::string_view name)
{
    const json* const value = find(name);
    if (value == nullptr && m_object != nullptr)
        problem(name, "is missing");
    return value;
}

bool ObjectReader::expect(
    std::string_view name, const json& value, bool fits, std::string_view type)
{
    if (!fits)
        problem(name, "must be " + std::string(type) + ", is " + shown(value));
    return fits;
}

void ObjectReader::readText(std::string_view name, std::string& out, bool oneLine)
{
    const json* const value = find(name);
    if (value == nullptr || !expect(name, *value, value->is_string(), "text"))
        return;
    const auto& text = value->get_ref<const std::string&>();
    if (oneLine && !isPrintableLine(text))
        problem(name, "must be one line without control characters");
    else
        out = text;
}

void ObjectReader::text(std::string_view name, std::string& out)
{
    readText(name, out, true);
}

void ObjectReader::requiredText(std::string_view name, std::string& out)
{
    if (require(name) != nullptr)
        readText(name, out, true);
}

void ObjectReader::prose(std::string_view name, std::string& out)
{
    readText(name, out, false);
}

void ObjectReader::line(std::string_view name, std::string& out)
{
    readText(name, out, false);
    out = oneLine(out);
}

void ObjectReader::lines(std::string_view name, std::vector<std::string>& out)
{
    forEach(name, [&](const json& element, const std::string& path) {
        if (element.is_string())
            out.push_back(oneLine(element.get_ref<const std::string&>()));
        else
            m_problems.push_back({path, "must be text, is " + shown(element)});
    });
}

std::string ObjectReader::oneLine(std::string_view text)
{
    constexpr std::size_t kLongest = 64 * 1024;
    return printableLine(text, kLongest);
}

void ObjectReader::flag(std::string_view name, bool& out)
{
    const json* const value = find(name);
    if (value != nullptr && expect(name, *value, value->is_boolean(), "true or false"))
        out = value->get<bool>();
}

void ObjectReader::real(std::string_view name, double& out, const RealRange& range)
{
    const json* const value = find(name);
    if (value == nullptr || !expect(name, *value, value->is_number(), "a number"))
        return;
    const double number = value->get<double>();
    if (range.holds(number))
        out = number;
    else
        problem(name, range.text(number) + ", is " + shown(*value));
}

void ObjectReader::readWhole(
    std::string_view name, std::uint64_t& out, const WholeRange& range, bool automatic)
{
    const json* const value = find(name);
    if (value == nullptr)
        return;
    if (automatic && *value == "auto") {
        out = 0;
        return;
    }
    const bool whole = value->is_number_integer()
        || (value->is_number_float() && std::trunc(value->get<double>()) == value->get<double>());
    if (!expect(name, *value, whole, automatic ? "a whole number or \"auto\"" : "a whole number"))
        return;
    // A whole number that is neither is a float beyond them: 1e30.
    const bool inside = (value->is_number_unsigned()
                            || (value->is_number_integer() && value->get<std::int64_t>() >= 0))
        && range.holds(value->get<std::uint64_t>());
    if (inside)
        out = value->get<std::uint64_t>();
    else
        problem(name, range.text() + ", is " + shown(*value));
}

void ObjectReader::duration(
    std::string_view name, std::chrono::nanoseconds& out, const DurationRange& range)
{
    const json* const value = find(name);
    if (value == nullptr
        || !expect(name, *value, value->is_string() || value->is_number(),
            "a duration like \"30s\" or a number of seconds"))
        return;
    const auto parsed = durationOf(*value);
    if (!parsed)
        problem(name, parsed.error().text);
    else if (!range.holds(*parsed))
        problem(name, range.text() + ", is " + formatDuration(*parsed));
    else
        out = *parsed;
}

void ObjectReader::duration(
    std::string_view name, std::chrono::milliseconds& out, const DurationRange& range)
{
    std::chrono::nanoseconds exact = out;
    duration(name, exact, range);
    out = std::chrono::duration_cast<std::chrono::milliseconds>(exact);
}

void ObjectReader::texts(std::string_view name, std::vector<std::string>& out)
{
    if (find(name) != nullptr)
        out.clear();
    forEach(name, [&](const json& element, const std::string& path) {
        if (element.is_string() && isPrintableLine(element.get_ref<const std::string&>()))
            out.push_back(element.get<std::string>());
        else
            m_problems.push_back({path, "must be one line of text, is " + shown(element)});
    });
}

void ObjectReader::refuseUnknown()
{
    if (m_object == nullptr)
        return;
    for (const auto& member : m_object->items()) {
        const std::string& name = member.key();
        if (std::find(m_known.begin(), m_known.end(), name) != m_known.end())
            continue;
        const std::string nearest = nearestName(name, m_known);
        problem(name,
            nearest.empty() ? "unknown field" : "unknown field, did you mean \"" + nearest + "\"?");
    }
}

void ObjectReader::problem(std::string_view name, std::string text)
{
    if (m_problems.size() < kMostProblems)
        m_problems.push_back({pathOf(name), std::move(text)});
}

std::string ObjectReader::shown(const json& value)
{
    switch (value.type()) {
    case json::value_t::object:
        return "an object";
    case json::value_t::array:
        return "a list";
    case json::value_t::string:
        return "text \"" + printableLine(value.get_ref<const std::string&>(), 60) + '"';
    default:
        return value.dump();
    }
}

std::string ObjectReader::notOneOf(const std::vector<std::string>& names, const std::string& chosen)
{
    std::string text = "must be ";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "\"" : i + 1 == names.size() ? " or \"" : ", \"") + names[i] + '"';
    return text + ", is \"" + printableLine(chosen, 60) + '"';
}

} // namespace cicada
