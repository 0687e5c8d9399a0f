#include "workload/custom_command.h"

#include "workload/shell_words.h"
#include "workload/text_template.h"
#include "workload/transaction.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace cicada {

namespace {

/// Commands with JSON in them, and the first argument that has to be some.
struct JsonArgument
{
    std::string_view command;
    std::size_t first;
    bool all; ///< those behind it too
};

constexpr std::array kJsonArguments{JsonArgument{"JSON.SET", 3, false},
    JsonArgument{"JSON.MERGE", 3, false}, JsonArgument{"JSON.NUMINCRBY", 3, false},
    JsonArgument{"JSON.NUMMULTBY", 3, false}, JsonArgument{"JSON.ARRAPPEND", 3, true},
    JsonArgument{"JSON.ARRINSERT", 4, true}};

// With its placeholders filled once; a saved reply can only be seen in a run.
std::optional<std::string> jsonProblem(const std::string& argument, const TemplateSource& source)
{
    const auto text = TextTemplate::parse(argument, source);
    if (!text || text->highestReplyUsed() > 0)
        return std::nullopt;
    Random random(1); // the same example every time
    CallContext context{.random = random};
    std::string example;
    text->append(example, context);
    if (nlohmann::json::accept(example))
        return std::nullopt;
    return "`" + argument + "` is not JSON; a text needs quotes inside the quotes: '\"" + argument
        + "\"'";
}

std::optional<std::string> jsonProblem(
    const CustomCommand& command, const std::string& name, const TemplateSource& source)
{
    const auto found = std::ranges::find(kJsonArguments, name, &JsonArgument::command);
    if (found == kJsonArguments.end())
        return std::nullopt;
    const auto words = splitShellWords(command.command);
    const std::size_t end = found->all ? words->size() : std::min(found->first + 1, words->size());
    for (std::size_t i = found->first; i < end; ++i) {
        if (const auto problem = jsonProblem(words->at(i), source))
            return problem;
    }
    return std::nullopt;
}

// It becomes a row of tables, here and on terminals.
bool canNameACommand(std::string_view name)
{
    constexpr std::size_t kLongest = 128;
    return name.size() <= kLongest
        && std::ranges::all_of(name, [](char c) { return c > ' ' && c <= '~'; });
}

} // namespace

std::optional<CompiledCall> compileCustomCommand(const CustomCommand& command, std::size_t number,
    const TemplateSource& source, const std::string& field, std::vector<Problem>& problems)
{
    const std::size_t before = problems.size();
    const auto problem = [&](const char* part, std::string text) {
        problems.push_back({field + part, std::move(text)});
    };
    auto parsed = CommandTemplate::parse(command.command, source);
    if (!parsed) {
        problem(".command", parsed.error().text);
        return std::nullopt;
    }
    if (parsed->highestReplyUsed() > number)
        problem(".command",
            "{reply " + std::to_string(parsed->highestReplyUsed())
                + "} is not the reply of an earlier command");
    if (!canNameACommand(parsed->command()))
        problem(".command", "its name must be of letters, digits and signs, at most 128 of them");
    if (const auto reason = unfitForTasks(parsed->command()))
        problem(".command", *reason);
    if (const auto reason = jsonProblem(command, parsed->command(), source))
        problem(".command", *reason);
    SuccessRule rule = SuccessRule::defaultFor(parsed->command());
    if (!command.success.empty()) {
        const auto named = SuccessRule::parse(command.success);
        if (named)
            rule = *named;
        else
            problem(".success", named.error().text);
    }
    if (problems.size() != before)
        return std::nullopt;
    return CompiledCall{std::move(*parsed), rule};
}

} // namespace cicada
