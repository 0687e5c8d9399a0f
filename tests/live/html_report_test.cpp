#include "report/html_report.h"

#include "support/folders.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

namespace cicada {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kLongestVisit = 60s;

// What a browser made of a page.
struct Visit
{
    std::string page = {};    ///< the document after its script ran
    std::string console = {}; ///< lines of the console: errors, and what the policy blocked
    std::vector<std::string> requests = {}; ///< addresses the page asked the network for
    std::string problem = {};               ///< why there was no visit
};

json loadFixture()
{
    std::ifstream file(sourceFolder() / "tests/support/run_file.json");
    return json::parse(file);
}

QString browserPath()
{
    for (const char* name : {"chromium", "chromium-browser", "google-chrome", "chrome"}) {
        const QString path = QStandardPaths::findExecutable(QString::fromLatin1(name));
        if (!path.isEmpty())
            return path;
    }
    return {};
}

// The browser asks for things of its own as well: those have "not an origin" as their initiator.
std::vector<std::string> requestsOfPage(const QString& netLog)
{
    QFile file(netLog);
    if (!file.open(QIODevice::ReadOnly))
        return {"the browser wrote no log of the network"};
    const json log = json::parse(file.readAll().toStdString(), nullptr, false);
    if (log.is_discarded())
        return {"the browser's log of the network is damaged"};
    const int start = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
    std::vector<std::string> requests;
    for (const json& event : log["events"]) {
        const json parameters = event.value("params", json::object());
        if (event["type"] == start && parameters.contains("url")
            && parameters.value("initiator", "") != "not an origin")
            requests.push_back(parameters["url"]);
    }
    return requests;
}

std::string consoleLines(const std::string& log)
{
    std::string lines;
    for (std::size_t at = 0; at < log.size();) {
        const std::size_t end = std::min(log.find('\n', at), log.size());
        const std::string line = log.substr(at, end - at);
        if (line.find("CONSOLE") != line.npos)
            lines += line + '\n';
        at = end + 1;
    }
    return lines;
}

Visit visit(const std::string& html)
{
    const QString browser = browserPath();
    if (browser.isEmpty())
        return {.problem = "Chromium is not installed: `./dev setup` installs it"};
    const QTemporaryDir folder;
    const QDir here(folder.path());
    QFile page(here.filePath(QStringLiteral("report.html")));
    if (!page.open(QIODevice::WriteOnly)
        || page.write(html.data(), static_cast<qint64>(html.size())) < 0)
        return {.problem = "the report could not be written to a temporary folder"};
    page.close();

    const QString netLog = here.filePath(QStringLiteral("net.json"));
    QStringList arguments;
    for (const char* option : {"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1280,1600",
             "--virtual-time-budget=3000", "--enable-logging=stderr", "--v=0", "--dump-dom"})
        arguments << QString::fromLatin1(option);
    arguments << QStringLiteral("--user-data-dir=") + here.filePath(QStringLiteral("user"))
              << QStringLiteral("--log-net-log=") + netLog
              << QStringLiteral("file://") + page.fileName();

    QProcess process;
    process.start(browser, arguments);
    if (!process.waitForFinished(std::chrono::milliseconds(kLongestVisit).count())) {
        process.kill();
        process.waitForFinished(5000);
        return {.problem
            = "Chromium did not end within a minute: " + process.errorString().toStdString()};
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {.problem = "Chromium failed: " + process.readAllStandardError().toStdString()};
    return {.page = process.readAllStandardOutput().toStdString(),
        .console = consoleLines(process.readAllStandardError().toStdString()),
        .requests = requestsOfPage(netLog)};
}

std::string render(const json& runFile)
{
    auto html = renderHtmlReport(runFile);
    EXPECT_TRUE(html) << html.error().text;
    return html ? *std::move(html) : std::string();
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return at == text.npos ? text : text.replace(at, from.size(), to);
}

std::string withoutPolicy(const std::string& html)
{
    const auto policy = html.find("<meta http-equiv=");
    return html.substr(0, policy) + html.substr(html.find('\n', policy));
}

std::size_t pointsOf(const std::string& page, const std::string& series)
{
    const auto path = page.find("data-series=\"" + series + "\" d=\"");
    if (path == page.npos)
        return 0;
    const auto start = page.find(" d=\"", path) + 4;
    const auto end = page.find('"', start);
    const auto isPoint = [](char c) { return c == 'M' || c == 'L'; };
    return static_cast<std::size_t>(std::count_if(page.begin() + static_cast<std::ptrdiff_t>(start),
        page.begin() + static_cast<std::ptrdiff_t>(end), isPoint));
}

// One visit serves all claims about the page as it is.
class HtmlReportInBrowser : public testing::Test
{
protected:
    static void SetUpTestSuite() { s_visit = visit(render(loadFixture())); }

    void SetUp() override { ASSERT_THAT(s_visit.problem, IsEmpty()); }

    static Visit s_visit;
};

Visit HtmlReportInBrowser::s_visit;

} // namespace

TEST_F(HtmlReportInBrowser, OpensWithoutAWordOnTheConsole)
{
    EXPECT_THAT(s_visit.console, IsEmpty());
}

TEST_F(HtmlReportInBrowser, AsksTheNetworkForNothing)
{
    EXPECT_THAT(s_visit.requests, IsEmpty());
}

TEST_F(HtmlReportInBrowser, ShowsTheFiguresOfTheRunFile)
{
    for (const char* figure : {"62,836 tasks/s at a median of 0.31 ms", ">3,770,263<", ">0.920<",
             ">43.0<", "Bound by the server", "cicada-cli run catalogue.cicada.json"})
        EXPECT_THAT(s_visit.page, HasSubstr(figure));
}

TEST_F(HtmlReportInBrowser, DrawsAPointForEachRowOfTheTimeline)
{
    const std::size_t rows = loadFixture()["timeline"].size();
    for (const char* series :
        {"tasks/s", "failures/s", "median", "95 %", "99 %", "users", "in flight"})
        EXPECT_EQ(pointsOf(s_visit.page, series), rows) << series;
}

TEST_F(HtmlReportInBrowser, DrawsAPointForEachSampleOfTheServer)
{
    const std::size_t samples = loadFixture()["server"]["samples"].size();
    for (const char* series : {"CPU", "commands/s", "memory"})
        EXPECT_EQ(pointsOf(s_visit.page, series), samples) << series;
}

TEST_F(HtmlReportInBrowser, MarksEventsAndPhases)
{
    EXPECT_THAT(s_visit.page, HasSubstr(">connection lost 1.2 s</text>"));
    for (const char* phase : {"band spawn", "band warm-up", "band stop"})
        EXPECT_THAT(s_visit.page, HasSubstr(phase));
}

TEST_F(HtmlReportInBrowser, KeepsARunFileThatTheAppCanOpenWhenSavedAgain)
{
    const auto extracted = extractRunFile(s_visit.page);
    ASSERT_TRUE(extracted) << extracted.error().text;
    EXPECT_EQ(*extracted, loadFixture());
}

TEST_F(HtmlReportInBrowser, DrawsTheSameAgainWhenSavedByTheBrowserAndReopened)
{
    const Visit again = visit(s_visit.page);
    ASSERT_THAT(again.problem, IsEmpty());
    EXPECT_THAT(again.console, IsEmpty());
    const auto body
        = [](const std::string& page) { return page.substr(0, page.rfind("</script>")); };
    EXPECT_TRUE(body(again.page) == body(s_visit.page));
}

TEST(HtmlReportPolicy, BlocksAScriptAndAnAddressThatAreNotItsOwn)
{
    const std::string foreign = "<script>document.title = 'taken'</script>"
                                "<img src=\"http://127.0.0.1:9/spy.png\"></body>";
    const std::string html = replaced(render(loadFixture()), "</body>", foreign);

    const Visit guarded = visit(html);
    ASSERT_THAT(guarded.problem, IsEmpty());
    EXPECT_THAT(guarded.page, Not(HasSubstr("<title>taken</title>")));
    EXPECT_THAT(guarded.requests, IsEmpty());
    EXPECT_THAT(guarded.console, HasSubstr("Content Security Policy"));

    // Without the policy both happen, and are seen: these checks can fail.
    const Visit open = visit(withoutPolicy(html));
    EXPECT_THAT(open.page, HasSubstr("<title>taken</title>"));
    EXPECT_THAT(open.requests, testing::ElementsAre("http://127.0.0.1:9/spy.png"));
}

TEST(HtmlReportScript, NeverTurnsTextOfTheRunFileIntoMarkup)
{
    const std::string attack = "<img src=x onerror=\"document.title='taken'\">";
    json run = loadFixture();
    run["name"] = attack;
    run["events"] = {{{"t_s", 20.0}, {"kind", attack}, {"text", attack}}};
    for (json& task : run["tasks"])
        task["name"] = attack;
    for (json& row : run["timeline"])
        row["phase"] = attack;

    // Without the policy, so that only the script's own care stands in the way.
    const Visit page = visit(withoutPolicy(render(run)));
    ASSERT_THAT(page.problem, IsEmpty());
    EXPECT_THAT(page.page, Not(HasSubstr("<img")));
    EXPECT_THAT(page.page, HasSubstr("&lt;img src=x onerror"));
    EXPECT_THAT(page.console, IsEmpty());
}

TEST(HtmlReportScript, DrawsNothingAndSaysNothingForARunFileOfWrongTypes)
{
    json run = {{"format", "cicada-run"}, {"version", 1}, {"tasks", {1, "a", nullptr}},
        {"totals", "none"}, {"events", {nullptr, {{"t_s", "soon"}}}},
        {"server", {{"samples", {{{"t_s", 1}, {"cpu_share", "much"}}, 7}}}}};
    run["timeline"] = {nullptr, 3, {{"t_s", 0}, {"latency_us", "low"}}, {{"t_s", nullptr}}};
    const Visit page = visit(render(run));
    ASSERT_THAT(page.problem, IsEmpty());
    EXPECT_THAT(page.console, IsEmpty());
    EXPECT_THAT(page.page, Not(HasSubstr("NaN")));
}

TEST(HtmlReportScript, LeavesAGapWhereThereIsNoLatency)
{
    json run = loadFixture();
    for (int row = 30; row < 33; ++row)
        run["timeline"][static_cast<std::size_t>(row)]["latency_us"] = json::object();
    const Visit page = visit(render(run));
    ASSERT_THAT(page.problem, IsEmpty());
    EXPECT_EQ(pointsOf(page.page, "median"), run["timeline"].size() - 3);
    EXPECT_EQ(pointsOf(page.page, "users"), run["timeline"].size());
}

TEST(HtmlReportScript, AnswersToClicksAndKeys)
{
    const std::string actions = R"(<script>
        const seen = {};
        const click = (where, text) => [...document.querySelectorAll(where + ' button')]
            .find(button => button.textContent === text).click();
        const names = () => [...document.querySelectorAll('#statistics tbody')]
            .map(body => body.rows[0].cells[1].textContent);
        click('#statistics', '99 %');
        seen.slowestFirst = names()[0];
        seen.callsFollowTheirTask = document.querySelector('#statistics tbody').rows.length;
        click('#statistics', '99 %');
        seen.slowestLast = names()[3];
        click('#chart-latency', '99 %');
        seen.hidden = document.querySelector('#chart-latency [data-series="99 %"]') === null;
        const before = document.querySelector('#chart-latency svg').textContent;
        click('#chart-latency', 'log');
        seen.axisChanges = document.querySelector('#chart-latency svg').textContent !== before;
        const svg = document.querySelector('#chart-users svg');
        for (let i = 0; i < 3; ++i)
            svg.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}));
        seen.tips = [...document.querySelectorAll('#charts .tip')]
            .filter(tip => !tip.hidden).length;
        seen.tip = [...document.querySelectorAll('#chart-users .tip td')].map(td => td.textContent);
        click('#chart-percentiles', 'One field');
        seen.curve = document.querySelector('.knot-value').textContent;
        click('section', 'Hide calls');
        seen.calls = getComputedStyle(document.querySelector('#statistics .call')).display;
        const out = document.createElement('pre');
        out.textContent = 'SEEN' + JSON.stringify(seen) + 'SEEN';
        document.body.append(out);
    </script></body>)";
    const Visit page = visit(withoutPolicy(replaced(render(loadFixture()), "</body>", actions)));
    ASSERT_THAT(page.problem, IsEmpty());
    EXPECT_THAT(page.console, IsEmpty());
    const auto start = page.page.find("<pre>SEEN");
    ASSERT_NE(start, page.page.npos);
    const auto end = page.page.find("SEEN</pre>", start);
    const json seen = json::parse(page.page.substr(start + 9, end - start - 9));

    const std::string slowest = "Update as string: GET, edit, SET";
    EXPECT_EQ(seen["slowestFirst"], slowest);
    EXPECT_EQ(seen["callsFollowTheirTask"], 3);
    EXPECT_EQ(seen["slowestLast"], slowest);
    EXPECT_EQ(seen["hidden"], true);
    EXPECT_EQ(seen["axisChanges"], true);
    EXPECT_EQ(seen["tips"], 6) << "one cursor on all charts";
    EXPECT_EQ(seen["tip"],
        json({"2 s", "users", "600", "in flight",
            loadFixture()["timeline"][2]["in_flight"].dump()}));
    EXPECT_EQ(seen["curve"], "0.270");
    EXPECT_EQ(seen["calls"], "none");
}

} // namespace cicada
