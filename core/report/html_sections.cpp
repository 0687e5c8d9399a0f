#include "report/html_sections.h"

#include "base/units.h"
#include "report/generator_text.h"
#include "report/html_table.h"
#include "report/html_text.h"
#include "report/json_fields.h"

#include <algorithm>
#include <utility>

namespace cicada {

namespace {

using nlohmann::json;

constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestValue = 400;
constexpr std::size_t kLongestCommand = 4000;

using Facts = std::vector<std::pair<std::string, std::string>>;

// A list of name and value; facts without a value are left out.
std::string factsHtml(const char* title, const Facts& facts, bool wide = false)
{
    std::string rows;
    for (const auto& [name, value] : facts)
        if (!value.empty())
            rows += wrap("div",
                element("dt", shortened(name, kLongestTitle))
                    + element("dd", shortened(value, kLongestValue)));
    return rows.empty() ? rows
                        : wrap(wide ? "div class=\"facts wide\"" : "div class=\"facts\"",
                              element("h3", title) + wrap("dl", rows));
}

std::string percentText(double part, double whole)
{
    const double percent = whole > 0 ? 100 * part / whole : 0;
    return percent > 0 && percent < 0.01 ? "< 0.01 %" : groupedNumber(percent, 2) + " %";
}

std::string shareText(std::optional<double> share)
{
    return share ? groupedNumber(*share * 100, *share < 0.1 ? 1 : 0) + " % of a core" : "";
}

std::string latencyText(const json& latency, std::string_view member)
{
    const auto microseconds = quantityAt(latency, member);
    return microseconds ? formatMicroseconds(*microseconds) : "no data";
}

std::string countText(std::optional<double> count)
{
    return count ? groupedNumber(*count, 0) : "";
}

std::string figure(const std::string& value, const char* name, bool bad = false)
{
    return wrap(
        bad ? "div class=\"bad\"" : "div", element("strong", value) + element("span", name));
}

// "2026-11-23T02:08:35.120Z" for people; anything else stays as it is.
std::string dateText(std::string text)
{
    if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z')
        return text;
    text = text.substr(0, 19) + " UTC";
    text[10] = ' ';
    return text;
}

std::string resultSentence(const json& totals)
{
    const auto requests = quantityAt(totals, "requests");
    const double failures = quantityAt(totals, "failures").value_or(0);
    const double misses = quantityAt(totals, "misses").value_or(0);
    const std::string losses
        = countOf(failures, "failure", "failures") + ", " + countOf(misses, "miss", "misses");
    const json& latency = fieldAt(totals, "latency_us");
    const auto throughput = quantityAt(totals, "throughput_per_s");
    if (requests.value_or(0) == 0)
        return "No data: no task finished in the measured window.";
    if (!throughput || !quantityAt(latency, "p50"))
        return "No task succeeded: " + losses + ".";
    return formatRate(*throughput) + " tasks/s at a median of " + latencyText(latency, "p50")
        + " and a 99th percentile of " + latencyText(latency, "p99") + "; " + losses + ".";
}

std::optional<double> mostInTimeline(const json& run, std::string_view member)
{
    std::optional<double> most;
    for (const json& row : arrayAt(run, "timeline"))
        if (const auto value = quantityAt(row, member))
            most = std::max(most.value_or(0), *value);
    return most;
}

// The members of `object` that have no place of their own, by name.
Facts factsOf(const json& object, std::initializer_list<std::string_view> leftOut)
{
    Facts facts;
    if (!object.is_object())
        return facts;
    for (const auto& [key, value] : object.items())
        if (std::find(leftOut.begin(), leftOut.end(), key) == leftOut.end())
            facts.emplace_back(plainName(key), plainText(value));
    return facts;
}

// A run file names the server in `target` and again in `server`: each fact is said once.
Facts targetFacts(const json& run)
{
    const json& target = fieldAt(run, "target");
    const json& server = fieldAt(run, "server");
    const auto said = [&](std::string_view inTarget, std::string_view inServer) {
        const std::string text = textAt(target, inTarget);
        return text.empty() ? textAt(server, inServer) : text;
    };
    Facts facts{{"name", textAt(target, "name")}, {"address", textAt(target, "uri")},
        {"server", said("server", "name")}, {"server version", said("server_version", "version")},
        {"JSON version", said("json_version", "json_version")}, {"mode", said("mode", "mode")}};
    for (auto& fact : factsOf(server, {"name", "version", "json_version", "mode", "samples"}))
        facts.push_back(std::move(fact));
    return facts;
}

std::string dataSetsHtml(const json& profile)
{
    using Cell = HtmlCell;
    HtmlTable table(
        {{"name"}, {"kind"}, {"documents", true}, {"key prefix"}, {"stored as"}, {"seed"}});
    for (const json& set : arrayAt(profile, "data_sets"))
        table.add(HtmlTable::Row::Plain,
            {Cell::words(textAt(set, "name")), Cell::words(plainText(fieldAt(set, "kind"))),
                Cell::value(quantityAt(set, "count")), Cell::words(textAt(set, "prefix")),
                Cell::words(plainText(fieldAt(set, "stored_as"))),
                Cell::words(plainText(fieldAt(set, "seed")))});
    return table.empty() ? "" : element("h3", "Data sets") + table.html("data-sets");
}

std::string tasksHtml(const json& profile)
{
    using Cell = HtmlCell;
    HtmlTable table({{"name"}, {"type"}, {"data set"}, {"weight", true}, {"enabled"}, {"tags"}});
    for (const json& task : arrayAt(profile, "tasks"))
        table.add(HtmlTable::Row::Plain,
            {Cell::words(textAt(task, "name")), Cell::words(plainText(fieldAt(task, "type"))),
                Cell::words(plainText(fieldAt(task, "data_set"))),
                Cell::value(quantityAt(task, "weight")),
                Cell::words(plainText(fieldAt(task, "enabled"))),
                Cell::words(plainText(fieldAt(task, "tags")))});
    return table.empty() ? "" : element("h3", "Tasks") + table.html("tasks");
}

} // namespace

std::string headlineHtml(const json& run)
{
    const json& target = fieldAt(run, "target");
    std::string name = textAt(run, "name");
    if (name.empty())
        name = "Load test";

    std::string place;
    const auto add = [&place](const std::string& html) {
        place += (place.empty() || html.empty() ? "" : " \xC2\xB7 ") + html;
    };
    const std::string targetName = textAt(target, "name");
    const std::string where = targetName.empty() ? textAt(target, "uri") : targetName;
    add(escapeHtml(shortened(where, kLongestTitle)));
    const std::string module = textAt(target, "json_version");
    std::string server = textAt(target, "server");
    if (const std::string version = textAt(target, "server_version"); !version.empty())
        server += (server.empty() ? "server " : " ") + version;
    if (!module.empty())
        server += (server.empty() ? "JSON " : ", JSON ") + module;
    add(escapeHtml(shortened(server, kLongestTitle)));
    add(element("time", shortened(dateText(textAt(run, "started_at")), kLongestTitle)));
    if (const auto seconds = quantityAt(run, "duration_s"))
        add(escapeHtml(spanText(*seconds) + " measured"));
    if (textAt(run, "state") == "stopped")
        add("stopped by hand");

    return element("h1", shortened(name, kLongestTitle)) + wrap("p class=\"place\"", place)
        + element("p class=\"result\"", resultSentence(fieldAt(run, "totals")));
}

std::string warningsHtml(const json& run)
{
    std::string items;
    if (textAt(run, "state") == "aborted")
        items += element("li", "The run was aborted before its end: the results are incomplete.");
    const json& agrees = fieldAt(fieldAt(run, "integrity"), "agrees");
    if (agrees.is_boolean() && !agrees.get<bool>())
        items
            += element("li", "The server did not count as many calls as were sent; see Integrity.");
    for (const json& warning : arrayAt(fieldAt(run, "generator"), "warnings"))
        items += element("li", shortened(plainText(warning), kLongestValue));
    if (items.empty())
        return items;
    return wrap("section class=\"warnings\"",
        element("h2", "Before you trust these numbers") + wrap("ul", items));
}

std::string figuresHtml(const json& run)
{
    const json& totals = fieldAt(run, "totals");
    const json& latency = fieldAt(totals, "latency_us");
    const auto throughput = quantityAt(totals, "throughput_per_s");
    const double requests = quantityAt(totals, "requests").value_or(0);
    const double failures = quantityAt(totals, "failures").value_or(0);

    std::string html = figure(throughput ? formatRate(*throughput) : "no data", "tasks/s");
    html += figure(latencyText(latency, "p50"), "median");
    html += figure(latencyText(latency, "p99"), "99 %");
    html += figure(
        requests > 0 ? percentText(failures, requests) : "no data", "failures", failures > 0);
    html += figure(groupedNumber(quantityAt(totals, "misses").value_or(0), 0), "misses");
    if (const auto users = mostInTimeline(run, "users"))
        html += figure(countText(users), "users");
    if (const auto connections = mostInTimeline(run, "connections"))
        html += figure(countText(connections), "connections");
    const json& arrivals = fieldAt(run, "arrivals");
    if (const auto backlog = quantityAt(arrivals, "largest_backlog"); backlog.value_or(0) > 0)
        html += figure(countText(backlog), "largest backlog");
    if (const auto dropped = quantityAt(arrivals, "dropped"); dropped.value_or(0) > 0)
        html += figure(countText(dropped), "dropped", true);
    if (const auto seconds = quantityAt(run, "duration_s"))
        html += figure(spanText(*seconds), "measured");
    return wrap("section class=\"figures\" aria-label=\"Figures\"", html);
}

std::string verdictHtml(const json& run)
{
    const json& verdict = fieldAt(run, "verdict");
    std::string html;
    if (const std::string text = textAt(verdict, "text"); !text.empty())
        html += element("p", shortened(text, 2 * kLongestValue));
    std::string items;
    for (const json& threshold : arrayAt(verdict, "thresholds"))
        items += element("li", shortened(plainText(threshold), kLongestValue));
    if (!items.empty())
        html += wrap("ul", items);
    return html.empty() ? html : wrap("section class=\"verdict\"", element("h2", "Verdict") + html);
}

std::string chartsHtml(const json& run)
{
    if (arrayAt(run, "timeline").empty())
        return wrap("section",
            element("h2", "Over time") + element("p", "No data over time was recorded."));
    return wrap("section",
        element("h2", "Over time") + "<div id=\"charts\"></div>"
            + wrap("noscript", element("p", "The charts need JavaScript; the tables do not.")));
}

// Empty where the run's file does not tell.
std::string machineText(const json& machine)
{
    if (!quantityAt(machine, "cores"))
        return {};
    MachineFigures figures;
    for (const MachinePart& part : kMachineParts)
        figures.*part.cores = quantityAt(machine, part.name).value_or(0);
    return machineUseText(figures);
}

std::string environmentHtml(const json& run)
{
    const json& generator = fieldAt(run, "generator");
    const json& tool = fieldAt(run, "tool");
    const json& lag = fieldAt(generator, "loop_lag_us");
    const auto lagText = [&lag](std::string_view member) {
        return quantityAt(lag, member) ? latencyText(lag, member) : std::string();
    };
    const auto cpu = quantityAt(generator, "cpu_s");

    std::string lags;
    for (const json& worker : arrayAt(generator, "workers"))
        lags += (lags.empty() ? "" : ", ") + latencyText(fieldAt(worker, "loop_lag_us"), "p99");
    const json& ping = fieldAt(generator, "ping_us");
    const auto engine = quantityAt(ping, "engine");
    const auto blocking = quantityAt(ping, "blocking");

    const json& wait = fieldAt(fieldAt(run, "totals"), "connection_wait_us");
    LatencyFigures waited;
    waited.p50 = quantityAt(wait, "p50").value_or(0);
    waited.p99 = quantityAt(wait, "p99").value_or(0);
    waited.max = quantityAt(wait, "max").value_or(0);
    const json& tls = fieldAt(generator, "tls");
    const auto wholeAt = [&](const char* name) {
        return static_cast<std::uint64_t>(quantityAt(tls, name).value_or(0));
    };

    std::string html = factsHtml("Target and server", targetFacts(run));
    html += factsHtml("Load generator",
        {{"threads", countText(quantityAt(generator, "threads"))},
            {"CPU used", cpu ? groupedNumber(*cpu, 1) + " s" : ""},
            {"CPU share", shareText(quantityAt(generator, "cpu_share"))},
            {"loop lag, 99 %", lagText("p99")}, {"loop lag, max", lagText("max")},
            {"loop lag by thread, 99 %", lags},
            {"timing floor",
                engine && blocking ? timingFloorSentence({*engine, *blocking}) : std::string()},
            {"connections", wait.is_object() ? connectionWaitSentence(waited) : std::string()},
            {"TLS",
                tls.is_object() ? tlsSentence({wholeAt("handshakes"), wholeAt("resumptions")})
                                : std::string()},
            {"system", textAt(tool, "os")}, {"CPU cores", countText(quantityAt(tool, "cpu_cores"))},
            {"use of them", machineText(fieldAt(generator, "machine_cores"))},
            {"Cicada", textAt(tool, "version")}});
    return html.empty()
        ? html
        : wrap("section", element("h2", "Where it ran") + wrap("div class=\"pair\"", html));
}

std::string settingsHtml(const json& run)
{
    const json& profile = fieldAt(run, "profile");
    std::string html;
    if (const std::string command = textAt(run, "repeat_command"); !command.empty())
        html += element("h3", "To repeat this run")
            + wrap("pre", element("code", shortened(command, kLongestCommand)));
    Facts about{
        {"test profile", textAt(profile, "name")}, {"description", textAt(profile, "description")}};
    for (auto& fact : factsOf(fieldAt(profile, "load"), {}))
        about.push_back(std::move(fact));
    html += factsHtml("Load", about, true);
    html += dataSetsHtml(profile) + tasksHtml(profile);
    return html.empty() ? html : wrap("section", element("h2", "Settings") + html);
}

std::string footerHtml(const json& run)
{
    const std::string version = textAt(fieldAt(run, "tool"), "version");
    return element("p",
        "Measured with Cicada" + (version.empty() ? "" : ' ' + shortened(version, 40))
            + ". The run file is inside this page: open the page in Cicada to compare it with other"
              " runs.");
}

} // namespace cicada
