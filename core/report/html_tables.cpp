#include "report/html_tables.h"

#include "report/html_table.h"
#include "report/html_text.h"
#include "report/json_fields.h"

#include <cmath>
#include <set>

namespace cicada {

namespace {

using nlohmann::json;
using Row = HtmlTable::Row;
using Cells = std::vector<HtmlCell>;

// A mean of bytes has no use for decimals.
std::optional<double> wholeAt(const json& object, std::string_view member)
{
    const auto quantity = quantityAt(object, member);
    return quantity ? std::optional(std::round(*quantity)) : std::nullopt;
}

void appendLatencies(
    Cells& cells, const json& latency, std::initializer_list<std::string_view> members)
{
    for (const std::string_view member : members)
        cells.push_back(HtmlCell::measured(millisecondsAt(latency, member)));
}

Cells statisticsOf(const json& task, std::string type, std::string name)
{
    Cells cells{HtmlCell::words(std::move(type)), HtmlCell::words(std::move(name)),
        HtmlCell::value(quantityAt(task, "requests")), HtmlCell::bad(quantityAt(task, "failures")),
        HtmlCell::value(quantityAt(task, "misses"))};
    appendLatencies(
        cells, fieldAt(task, "latency_us"), {"p50", "p90", "p99", "mean", "min", "max"});
    cells.push_back(HtmlCell::measured(wholeAt(task, "mean_reply_bytes")));
    cells.push_back(HtmlCell::value(quantityAt(task, "throughput_per_s")));
    cells.push_back(HtmlCell::bad(quantityAt(task, "failures_per_s")));
    return cells;
}

Cells statisticsOfCall(const json& command, const std::string& name, const json& time)
{
    Cells cells{HtmlCell::words({}), HtmlCell::words(name),
        HtmlCell::value(quantityAt(command, "calls")),
        HtmlCell::bad(quantityAt(command, "failures")), HtmlCell::words({})};
    appendLatencies(cells, time, {"p50", "p90", "p99", "mean", "min", "max"});
    return cells;
}

std::string rampNote(const json& run)
{
    const json& included = fieldAt(run, "totals_include_ramp");
    if (!included.is_boolean())
        return {};
    return included.get<bool>() ? " Spawning and warm-up are included."
                                : " Spawning and warm-up are left out; the charts show them.";
}

Cells percentilesOf(std::string name, std::string_view measure, const json& latency)
{
    Cells cells{HtmlCell::words(std::move(name)), HtmlCell::words(std::string(measure))};
    appendLatencies(cells, latency, {"p50", "p75", "p90", "p95", "p99", "p99_9", "p99_99", "max"});
    return cells;
}

void addPercentiles(HtmlTable& table, Row kind, const json& task, const std::string& name)
{
    table.add(kind, percentilesOf(name, "latency", fieldAt(task, "latency_us")));
    const json& serviceTime = fieldAt(task, "service_time_us");
    if (quantityAt(serviceTime, "p50"))
        table.add(
            kind == Row::Plain ? Row::Child : kind, percentilesOf({}, "service time", serviceTime));
}

std::string section(const char* title, const std::string& html)
{
    return wrap("section", element("h2", title) + html) + '\n';
}

} // namespace

std::string statisticsHtml(const json& run)
{
    const char* const latency = "latency, ms";
    HtmlTable table({{"type"}, {"name"}, {"# requests", true}, {"# fails", true},
        {"# misses", true}, {"median", true, latency}, {"90 %", true, latency},
        {"99 %", true, latency}, {"average", true, latency}, {"min", true, latency},
        {"max", true, latency}, {"average size, B", true}, {"req/s", true}, {"failures/s", true}});
    bool calls = false;
    for (const json& task : arrayAt(run, "tasks")) {
        table.add(Row::Plain, statisticsOf(task, textAt(task, "type"), textAt(task, "name")));
        for (const json& command : arrayAt(task, "commands")) {
            const std::string name = textAt(command, "command");
            table.add(
                Row::Child, statisticsOfCall(command, name, fieldAt(command, "service_time_us")));
            const json& firstByte = fieldAt(command, "first_byte_us");
            if (quantityAt(firstByte, "p50"))
                table.add(
                    Row::Child, statisticsOfCall(command, name + ", to the first byte", firstByte));
            calls = true;
        }
    }
    table.add(Row::Total, statisticsOf(fieldAt(run, "totals"), {}, "All tasks"));

    std::string note = "Latency is from when a task was due to its last byte received.";
    if (calls)
        note += " Rows of calls show service time: from written to received.";
    return section(
        "Statistics", table.html("statistics") + element("p class=\"note\"", note + rampNote(run)));
}

std::string percentilesHtml(const json& run)
{
    const char* const group = "percentile, ms";
    HtmlTable table({{"name"}, {"measure"}, {"50 %", true, group}, {"75 %", true, group},
        {"90 %", true, group}, {"95 %", true, group}, {"99 %", true, group},
        {"99.9 %", true, group}, {"99.99 %", true, group}, {"max", true, group}});
    for (const json& task : arrayAt(run, "tasks"))
        addPercentiles(table, Row::Plain, task, textAt(task, "name"));
    addPercentiles(table, Row::Total, fieldAt(run, "totals"), "All tasks");
    return section("Percentiles", "<div id=\"curve\"></div>" + table.html("percentiles"));
}

std::string twinsHtml(const json& run)
{
    const char* const latency = "latency, ms";
    const char* const request = "per request";
    HtmlTable table(
        {{"twins"}, {"stored as"}, {"task"}, {"median", true, latency}, {"99 %", true, latency},
            {"sent, B", true, request}, {"received, B", true, request}, {"calls", true, request},
            {"# requests", true}, {"req/s", true}, {"a document in Redis, B", true}});
    const json& twins = fieldAt(run, "twins");
    std::string sentences;
    for (const json& group : arrayAt(twins, "groups")) {
        for (const json& row : arrayAt(group, "rows")) {
            Cells cells{HtmlCell::words(plainName(textAt(group, "name"))),
                HtmlCell::words(textAt(row, "stored_as")), HtmlCell::words(textAt(row, "task"))};
            appendLatencies(cells, fieldAt(row, "latency_us"), {"p50", "p99"});
            cells.push_back(HtmlCell::value(wholeAt(row, "sent_bytes_per_request")));
            cells.push_back(HtmlCell::value(wholeAt(row, "received_bytes_per_request")));
            for (const char* member : {"calls_per_request", "requests", "throughput_per_s"})
                cells.push_back(HtmlCell::value(quantityAt(row, member)));
            cells.push_back(HtmlCell::measured(wholeAt(row, "document_bytes")));
            table.add(Row::Plain, cells);
        }
        sentences += element("p", shortened(textAt(group, "sentence"), 800));
    }
    if (table.empty())
        return {};
    for (const json& sentence : arrayAt(twins, "memory"))
        sentences += element("p", shortened(plainText(sentence), 800));
    return section("Twins side by side",
        sentences + table.html("twins")
            + element("p class=\"note\"",
                "Twins of one run share its users and the server: requests per second follow the "
                "weights of the tasks, so compare times, bytes and calls."));
}

std::string failuresHtml(const json& run)
{
    HtmlTable table(
        {{"task"}, {"kind"}, {"message"}, {"count", true}, {"first, s", true}, {"last, s", true}});
    for (const json& failure : arrayAt(run, "failures"))
        table.add(Row::Plain,
            {HtmlCell::words(textAt(failure, "task")),
                HtmlCell::words(plainName(textAt(failure, "kind"))),
                HtmlCell::words(textAt(failure, "message")),
                HtmlCell::bad(quantityAt(failure, "count")),
                HtmlCell::value(quantityAt(failure, "first_s")),
                HtmlCell::value(quantityAt(failure, "last_s"))});
    return section(
        "Failures", table.empty() ? element("p", "Nothing failed.") : table.html("failures"));
}

std::string eventsHtml(const json& run)
{
    HtmlTable table({{"at, s", true}, {"kind"}, {"what"}});
    for (const json& event : arrayAt(run, "events"))
        table.add(Row::Plain,
            {HtmlCell::value(quantityAt(event, "t_s")),
                HtmlCell::words(plainName(textAt(event, "kind"))),
                HtmlCell::words(textAt(event, "text"))});
    return table.empty() ? std::string() : section("Events", table.html("events"));
}

std::string integrityHtml(const json& run)
{
    const json& integrity = fieldAt(run, "integrity");
    const json& sent = fieldAt(integrity, "calls_sent");
    const json& counted = fieldAt(integrity, "calls_counted_by_server");

    std::set<std::string> commands;
    for (const json* side : {&sent, &counted})
        if (side->is_object())
            for (const auto& entry : side->items())
                commands.insert(entry.key());
    HtmlTable table(
        {{"what"}, {"ours", true}, {"counted by the server", true}, {"difference", true}});
    const auto add = [&table](std::string what, const std::optional<double>& ours,
                         const std::optional<double>& theirs) {
        Cells cells{
            HtmlCell::words(std::move(what)), HtmlCell::value(ours), HtmlCell::measured(theirs)};
        if (ours && theirs)
            cells.push_back(HtmlCell::bad(std::abs(*ours - *theirs)));
        table.add(Row::Plain, cells);
    };
    for (const std::string& command : commands)
        add("calls of " + command, quantityAt(sent, command), quantityAt(counted, command));
    const json& bytes = fieldAt(integrity, "bytes");
    const json& ourBytes = fieldAt(bytes, "calls");
    const json& theirBytes = fieldAt(bytes, "counted_by_server");
    if (theirBytes.is_object())
        for (const auto& [key, name] :
            {std::pair("sent", "bytes sent"), std::pair("received", "bytes received")})
            add(name, quantityAt(ourBytes, key), quantityAt(theirBytes, key));

    std::string html;
    const json& agrees = fieldAt(integrity, "agrees");
    if (agrees.is_boolean())
        html += element(agrees.get<bool>() ? "p" : "p class=\"bad\"",
            agrees.get<bool>() ? "The server counted as many calls as were sent."
                               : "The server did not count as many calls as were sent.");
    if (!table.empty())
        html += table.html("integrity");
    for (const json& note : arrayAt(integrity, "notes"))
        html += element("p class=\"note\"", shortened(plainText(note), 400));
    return html.empty() ? html : section("Integrity", html);
}

} // namespace cicada
