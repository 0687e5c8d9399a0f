#include "workload/transaction.h"

#include <algorithm>
#include <array>

namespace cicada {

namespace {

CompiledCall callOf(const char* command)
{
    return {CommandTemplate::compile({command}, {}).value(), SuccessRule()};
}

} // namespace

bool needsOneConnection(const CompiledTask& task)
{
    static constexpr std::array<std::string_view, 5> kStateful{
        "WATCH", "UNWATCH", "MULTI", "EXEC", "DISCARD"};
    return std::ranges::any_of(task.calls, [](const CompiledCall& call) {
        return std::ranges::find(kStateful, call.command.command()) != kStateful.end();
    });
}

const CompiledCall* wayOutOf(const CompiledTask& task, std::size_t last)
{
    static const CompiledCall discard = callOf("DISCARD");
    static const CompiledCall unwatch = callOf("UNWATCH");
    bool queues = false;
    bool watches = false;
    for (std::size_t i = 0; i <= last; ++i) {
        const std::string& command = task.calls[i].command.command();
        queues = queues || command == "MULTI";
        watches = watches || command == "WATCH";
        if (command == "EXEC" || command == "DISCARD")
            queues = watches = false;
        if (command == "UNWATCH" && !queues)
            watches = false;
    }
    return queues ? &discard : watches ? &unwatch : nullptr;
}

std::optional<std::string> unfitForTasks(std::string_view upperCaseCommand)
{
    static constexpr std::array<std::string_view, 10> kUnfit{"SUBSCRIBE", "PSUBSCRIBE",
        "SSUBSCRIBE", "MONITOR", "SYNC", "PSYNC", "HELLO", "AUTH", "RESET", "QUIT"};
    if (upperCaseCommand == "SELECT")
        return "`SELECT` would move the calls of other tasks to that database too; give its number "
               "in the target's URI, e.g. redis://localhost/1";
    if (std::ranges::find(kUnfit, upperCaseCommand) == kUnfit.end())
        return std::nullopt;
    return "`" + std::string(upperCaseCommand)
        + "` changes what its connection answers from then on, so that no other call fits behind "
          "it; leave it out";
}

} // namespace cicada
