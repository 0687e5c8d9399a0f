#include "engine/try_once.h"

#include "base/random.h"
#include "engine/source_keys.h"
#include "redis/client.h"
#include "redis/resp_encoder.h"
#include "workload/document.h"

#include <algorithm>
#include <charconv>
#include <random>

namespace cicada {

namespace {

constexpr std::size_t kMaxShown = 64 * 1024;

std::string bounded(std::string text)
{
    if (text.size() <= kMaxShown)
        return text;
    const std::size_t more = text.size() - kMaxShown;
    text.resize(kMaxShown);
    return text + "... (" + std::to_string(more) + " more bytes)";
}

/// The arguments in RESP bytes that a CommandTemplate made.
std::vector<std::string> argumentsOf(std::string_view resp)
{
    std::vector<std::string> arguments;
    std::size_t at = resp.find("\r\n") + 2;
    while (at < resp.size()) {
        std::size_t length = 0;
        const char* const end = resp.data() + resp.find("\r\n", at);
        std::from_chars(resp.data() + at + 1, end, length);
        at = static_cast<std::size_t>(end - resp.data()) + 2;
        arguments.emplace_back(resp.substr(at, length));
        at += length + 2;
    }
    return arguments;
}

std::string shellQuoted(const std::string& argument)
{
    const bool plain
        = !argument.empty() && std::all_of(argument.begin(), argument.end(), [](unsigned char c) {
              return std::isalnum(c)
                  || std::string_view("$._-:/@,=+").find(static_cast<char>(c))
                  != std::string_view::npos;
          });
    if (plain)
        return argument;
    std::string quoted = "'";
    for (const char c : argument)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string shownReply(const Reply& reply)
{
    switch (reply.type) {
    case Reply::Type::Nil:
        return "(nil)";
    case Reply::Type::Integer:
        return "(integer) " + std::to_string(reply.integer);
    case Reply::Type::Error:
        return "(error) " + reply.text;
    case Reply::Type::Array:
        return reply.elements == 0 ? "(empty array)" : reply.text;
    case Reply::Type::Status:
    case Reply::Type::Bulk:
        break;
    }
    return reply.text;
}

void judge(TriedCall& tried, const CompiledCall& call, const Reply& reply)
{
    if (reply.type == Reply::Type::Error) {
        tried.outcome = "failure";
        tried.explanation = "The server answered with an error.";
        return;
    }
    switch (call.rule.judge(reply)) {
    case Outcome::Success:
        tried.outcome = "success";
        tried.explanation = "Counts as success: " + std::string(call.rule.description()) + ".";
        break;
    case Outcome::Miss:
        tried.outcome = "miss";
        tried.explanation = "Counts as a miss: the reply is well-formed but found nothing.";
        break;
    case Outcome::Unexpected:
        tried.outcome = "failure";
        tried.explanation
            = "Counts as a failure: expected that " + std::string(call.rule.description()) + ".";
        break;
    }
}

/// Writes document `index` where its key is missing, in every form of the data set.
Result<std::size_t> writeMissing(Client& client, const DataSet& dataSet, std::uint64_t index)
{
    const auto documents = DocumentGenerator::make(dataSet);
    if (!documents)
        return documents.error();
    std::size_t written = 0;
    for (const StoredAs storedAs : dataSet.storedAs) {
        const std::string key = keyOf(dataSet, storedAs, index);
        const auto exists = client.call({"EXISTS", key});
        if (!exists)
            return exists.error();
        if (exists->integer == 1)
            continue;
        std::string document;
        (*documents)->append(document, index);
        std::vector<std::string> arguments;
        if (storedAs == StoredAs::Json) {
            arguments = {"JSON.SET", key, "$", document};
        } else if (storedAs == StoredAs::String) {
            arguments = {"SET", key, document};
        } else {
            arguments = {"HSET", key};
            for (const auto& [field, value] : (*documents)->fields(index))
                arguments.insert(arguments.end(), {field, value});
        }
        const auto reply = client.call(arguments);
        if (!reply)
            return reply.error();
        if (reply->type == Reply::Type::Error)
            return Error{ErrorKind::Target,
                asSentence(
                    "The document could not be written first: " + printableLine(reply->text))};
        ++written;
    }
    return written;
}

/// The profile's tasks with only task `index` on, so that a fault elsewhere is no obstacle.
std::vector<TaskDefinition> onlyTask(const TestProfile& profile, std::size_t index)
{
    TaskDefinition task = profile.tasks[index];
    task.enabled = true;
    task.weight = 1;
    return {task};
}

} // namespace

Result<std::vector<TriedCall>> tryOnce(
    const TestProfile& profile, std::size_t taskIndex, const Endpoint& endpoint)
{
    if (taskIndex >= profile.tasks.size())
        return Error{ErrorKind::Invalid, "There is no such task."};
    std::vector<Problem> problems;
    const std::vector<TaskDefinition> definitions = onlyTask(profile, taskIndex);
    std::vector<DataSet> dataSets = profile.dataSets;
    std::erase_if(dataSets, [&](const DataSet& dataSet) {
        return awaitsTarget(dataSet) && dataSet.name != definitions.front().dataSet;
    });
    std::vector<CompiledTask> tasks = compileTasks(definitions, dataSets, problems);
    const bool later = std::ranges::any_of(dataSets, awaitsTarget);
    if (!problems.empty() || (tasks.empty() && !later))
        return Error{ErrorKind::Invalid,
            problems.empty() ? "The task has no calls." : problems.front().text};
    auto client = Client::connect(endpoint, "cicada-try");
    if (!client)
        return client.error();
    if (later) {
        if (const auto read = readSources(*client, dataSets, {}); !read)
            return read.error();
        if (const auto reads = checkOnlyReads(*client, definitions, dataSets); !reads)
            return reads.error();
        tasks = compileTasks(definitions, dataSets, problems);
        if (!problems.empty())
            return Error{ErrorKind::Invalid, problems.front().text};
    }

    Random random(std::random_device{}());
    const CompiledTask& task = tasks.front();
    const std::uint64_t key = random.below(task.keys.count());
    std::size_t written = 0;
    for (const DataSet& dataSet : dataSets) {
        if (dataSet.name != definitions.front().dataSet || isExisting(dataSet))
            continue;
        const auto result = writeMissing(*client, dataSet, key);
        if (!result)
            return result.error();
        written = *result;
    }

    std::vector<TriedCall> tried;
    std::vector<std::string> replies;
    CallContext context{random, 0, 0, key, &replies, {}};
    for (const CompiledCall& call : task.calls) {
        std::string bytes;
        call.command.append(bytes, context);
        const std::vector<std::string> arguments = argumentsOf(bytes);
        const auto began = std::chrono::steady_clock::now();
        const auto reply = client->call(arguments);
        if (!reply)
            return reply.error();
        TriedCall& one = tried.emplace_back();
        one.milliseconds
            = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
                  .count();
        for (const std::string& argument : arguments)
            one.command += (one.command.empty() ? "" : " ") + shellQuoted(argument);
        one.command = bounded(one.command);
        one.reply = bounded(shownReply(*reply));
        one.sentBytes = bytes.size();
        one.receivedBytes = reply->wireBytes;
        judge(one, call, *reply);
        if (tried.size() == 1 && written > 0)
            one.explanation += " The document was not there and was written first.";
        replies.push_back(reply->text);
    }
    return tried;
}

} // namespace cicada
