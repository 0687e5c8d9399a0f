#include "report/interval_json.h"

#include "profile/object_reader.h"

#include <array>

namespace cicada {

namespace {

using nlohmann::json;

json callJson(const CallStatistics& call)
{
    return {{"calls", call.calls}, {"failures", call.failures},
        {"service_time", call.serviceTime.encode()}, {"first_byte", call.firstByte.encode()}};
}

json taskJson(const TaskStatistics& task)
{
    json commands = json::array();
    for (const CallStatistics& call : task.commands)
        commands.push_back(callJson(call));
    return {
        {"requests", task.requests},
        {"successes", task.successes},
        {"failures", task.failures},
        {"misses", task.misses},
        {"calls", task.calls},
        {"sent_bytes", task.sentBytes},
        {"received_bytes", task.receivedBytes},
        {"checked_values", task.checkedValues},
        {"latency", task.latency.encode()},
        {"service_time", task.serviceTime.encode()},
        {"connection_wait", task.connectionWait.encode()},
        {"commands", std::move(commands)},
    };
}

// Every member must be there: a journal is written by us, so what is not whole is damaged.
class LineReader
{
public:
    std::optional<Interval> read(const json& value, std::size_t tasks)
    {
        ObjectReader line(value, "", m_problems);
        Interval interval;
        line.require("phase");
        line.choice("phase", interval.phase, kPhases, phaseName);
        interval.start = time(line, "start_ns");
        interval.length = time(line, "length_ns");
        count(line, "users", interval.users);
        count(line, "connections", interval.connections);
        count(line, "in_flight", interval.inFlight);
        count(line, "backlog", interval.backlog);
        count(line, "dropped", interval.dropped);
        line.forEach("tasks", [&](const json& element, const std::string& path) {
            interval.tasks.push_back(task(element, path));
        });
        line.forEach("failures", [&](const json& element, const std::string& path) {
            failure(element, path, interval);
        });
        histogram(line, "loop_lag", interval.loopLag);
        counts(line, "calls_sent", interval.callsSent);
        counts(line, "calls_unanswered", interval.callsUnanswered);
        counts(line, "calls_discarded", interval.callsDiscarded);
        if (!m_problems.empty() || interval.tasks.size() > tasks)
            return std::nullopt;
        return interval;
    }

private:
    void count(ObjectReader& reader, std::string_view name, std::uint64_t& out)
    {
        if (reader.require(name) != nullptr)
            reader.whole(name, out, kAnyCount);
    }

    std::chrono::nanoseconds time(ObjectReader& reader, std::string_view name)
    {
        std::uint64_t nanoseconds = 0;
        if (reader.require(name) != nullptr)
            reader.whole(name, nanoseconds, {0, static_cast<std::uint64_t>(kLongestRun.count())});
        return std::chrono::nanoseconds(static_cast<std::int64_t>(nanoseconds));
    }

    void histogram(ObjectReader& reader, std::string_view name, Histogram& out)
    {
        const json* const value = reader.require(name);
        if (value != nullptr
            && !(
                value->is_string() && Histogram::decode(value->get_ref<const std::string&>(), out)))
            reader.problem(name, "is damaged");
    }

    void counts(
        ObjectReader& parent, std::string_view name, std::map<std::string, std::uint64_t>& out)
    {
        const json* const value = parent.require(name);
        if (value == nullptr)
            return;
        ObjectReader members(*value, parent.pathOf(name), m_problems);
        if (!value->is_object())
            return;
        for (const auto& member : value->items())
            count(members, member.key(), out[ObjectReader::oneLine(member.key())]);
    }

    TaskStatistics task(const json& value, const std::string& path)
    {
        ObjectReader row(value, path, m_problems);
        TaskStatistics task;
        count(row, "requests", task.requests);
        count(row, "successes", task.successes);
        count(row, "failures", task.failures);
        count(row, "misses", task.misses);
        count(row, "calls", task.calls);
        count(row, "sent_bytes", task.sentBytes);
        count(row, "received_bytes", task.receivedBytes);
        count(row, "checked_values", task.checkedValues);
        histogram(row, "latency", task.latency);
        histogram(row, "service_time", task.serviceTime);
        histogram(row, "connection_wait", task.connectionWait);
        row.forEach("commands", [&](const json& element, const std::string& elementPath) {
            ObjectReader call(element, elementPath, m_problems);
            CallStatistics& statistics = task.commands.emplace_back();
            count(call, "calls", statistics.calls);
            count(call, "failures", statistics.failures);
            histogram(call, "service_time", statistics.serviceTime);
            histogram(call, "first_byte", statistics.firstByte);
        });
        return task;
    }

    void failure(const json& value, const std::string& path, Interval& interval)
    {
        ObjectReader row(value, path, m_problems);
        FailureKey key;
        std::uint64_t times = 0;
        row.whole("task", key.task, {0, 1'000'000});
        row.line("kind", key.kind);
        row.line("message", key.message);
        count(row, "count", times);
        interval.addFailure(std::move(key), times);
    }

    std::vector<Problem> m_problems;
};

} // namespace

json intervalToJson(const Interval& interval)
{
    json tasks = json::array();
    for (const TaskStatistics& task : interval.tasks)
        tasks.push_back(taskJson(task));
    json failures = json::array();
    for (const auto& [key, count] : interval.failures)
        failures.push_back(
            {{"task", key.task}, {"kind", key.kind}, {"message", key.message}, {"count", count}});
    return {
        {"phase", phaseName(interval.phase)},
        {"start_ns", interval.start.count()},
        {"length_ns", interval.length.count()},
        {"users", interval.users},
        {"connections", interval.connections},
        {"in_flight", interval.inFlight},
        {"backlog", interval.backlog},
        {"dropped", interval.dropped},
        {"tasks", std::move(tasks)},
        {"failures", std::move(failures)},
        {"loop_lag", interval.loopLag.encode()},
        {"calls_sent", interval.callsSent},
        {"calls_unanswered", interval.callsUnanswered},
        {"calls_discarded", interval.callsDiscarded},
    };
}

std::optional<Interval> intervalFromJson(const json& value, std::size_t tasks)
{
    return LineReader().read(value, tasks);
}

} // namespace cicada
