#include "profile/strict_json.h"

#include "redis/failure.h"

#include <algorithm>
#include <cctype>

namespace cicada {

namespace {

using nlohmann::json;

constexpr std::size_t kDeepest = 32;

std::string lineAndColumn(std::string_view text, std::size_t position)
{
    const std::string_view read = text.substr(0, position);
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    const std::size_t lineStart = read.rfind('\n') + 1; // npos + 1 is 0
    return "line " + std::to_string(line) + ", column "
        + std::to_string(std::max<std::size_t>(1, read.size() - lineStart));
}

// Of "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing
// value - invalid literal; last read: 'x'" only "invalid literal": the place is told apart, and
// what was read last may be a secret.
std::string reason(std::string_view what)
{
    if (const std::size_t tag = what.find("] "); tag != std::string_view::npos)
        what.remove_prefix(tag + 2);
    if (const std::size_t dash = what.find(" - "); dash != std::string_view::npos)
        what.remove_prefix(dash + 3);
    what = what.substr(0, what.find("; last read"));
    return "is not valid JSON: " + printableLine(what);
}

// Builds the value and remembers where it is; a duplicate member or too deep nesting is only seen
// while parsing.
class StrictBuilder : public nlohmann::json_sax<json>
{
public:
    StrictBuilder(std::string_view text, std::vector<Problem>& problems)
        : m_text(text)
        , m_problems(problems)
    {
    }

    json take() { return std::move(m_root); }

    bool null() override { return place(nullptr); }

    bool boolean(bool value) override { return place(value); }

    bool number_integer(std::int64_t value) override { return place(value); }

    bool number_unsigned(std::uint64_t value) override { return place(value); }

    bool number_float(double value, const std::string&) override { return place(value); }

    bool string(std::string& value) override { return place(std::move(value)); }

    bool binary(json::binary_t&) override { return false; } // JSON text has none

    bool start_object(std::size_t) override { return open(json::object()); }

    bool start_array(std::size_t) override { return open(json::array()); }

    bool end_object() override { return close(); }

    bool end_array() override { return close(); }

    bool key(std::string& name) override
    {
        Level& level = m_levels.back();
        level.key = name;
        if (level.container->contains(name))
            report(currentPath(), "is there twice: keep one of them");
        return m_problems.size() < kMostProblems;
    }

    bool parse_error(
        std::size_t position, const std::string&, const json::exception& error) override
    {
        report(lineAndColumn(m_text, position), reason(error.what()));
        return false;
    }

private:
    struct Level
    {
        json* container; // stays where it is: its own container does not grow while it is open
        std::string key;
    };

    json* put(json&& value)
    {
        if (m_levels.empty())
            return &(m_root = std::move(value));
        Level& level = m_levels.back();
        if (level.container->is_object())
            return &((*level.container)[level.key] = std::move(value));
        level.container->push_back(std::move(value));
        return &level.container->back();
    }

    template <typename Value>
    bool place(Value&& value)
    {
        put(json(std::forward<Value>(value)));
        return true;
    }

    bool open(json&& container)
    {
        if (m_levels.size() == kDeepest) {
            report(currentPath(),
                "is nested too deep: at most " + std::to_string(kDeepest) + " levels");
            return false;
        }
        m_levels.push_back({put(std::move(container)), {}});
        return true;
    }

    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    std::string currentPath() const
    {
        std::string path;
        for (const Level& level : m_levels) {
            // What is still open is in its container already, what comes next is not.
            const std::size_t next = level.container->size();
            path = level.container->is_object()
                ? memberPath(path, level.key)
                : elementPath(path, &level == &m_levels.back() ? next : next - 1);
        }
        return path;
    }

    void report(std::string field, std::string text)
    {
        m_problems.push_back({std::move(field), std::move(text)});
    }

    std::string_view m_text;
    std::vector<Problem>& m_problems;
    json m_root;
    std::vector<Level> m_levels;
};

} // namespace

json parseStrictJson(std::string_view text, std::vector<Problem>& problems)
{
    const std::size_t before = problems.size();
    StrictBuilder builder(text, problems);
    json::sax_parse(text.begin(), text.end(), &builder);
    return problems.size() == before ? builder.take() : json(json::value_t::discarded);
}

std::string memberPath(const std::string& path, std::string_view name)
{
    const bool plain
        = !name.empty() && name.size() <= 60 && std::all_of(name.begin(), name.end(), [](char c) {
              return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
          });
    const std::string shown = plain ? std::string(name) : '"' + printableLine(name, 60) + '"';
    return path.empty() ? shown : path + '.' + shown;
}

std::string elementPath(const std::string& path, std::size_t index)
{
    return path + '[' + std::to_string(index) + ']';
}

std::string problemsText(const std::vector<Problem>& problems)
{
    constexpr std::size_t kShown = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, problems.size()); ++i)
        text += (i == 0 ? "" : "\n") + problems[i].field + (problems[i].field.empty() ? "" : ": ")
            + problems[i].text;
    if (problems.size() > kShown)
        text += "\nand " + std::to_string(problems.size() - kShown) + " more problems";
    return text;
}

} // namespace cicada
