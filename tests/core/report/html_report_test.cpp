#include "report/html_report.h"

#include "report/run_file.h"
#include "sample_run.h"
#include "support/folders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace cicada {

namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

json loadFixture()
{
    std::ifstream file(sourceFolder() / "tests/support/run_file.json");
    return json::parse(file);
}

json emptyRun()
{
    return {{"format", "cicada-run"}, {"version", 1}};
}

std::string render(const json& runFile)
{
    auto html = renderHtmlReport(runFile);
    EXPECT_TRUE(html) << html.error().text;
    return html ? *std::move(html) : std::string();
}

// The page without its embedded run file, script and style: what is markup.
std::string staticPart(const std::string& html)
{
    const auto body = html.find("<body>");
    const auto data = html.find("<script type=\"application/json\"");
    EXPECT_NE(body, std::string::npos);
    EXPECT_NE(data, std::string::npos);
    return html.substr(0, html.find("<style>")) + html.substr(body, data - body);
}

std::size_t countOf(const std::string& text, std::string_view part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

// What stands in each element `tag` of `html`.
std::vector<std::string> textsOf(const std::string& html, const std::string& tag)
{
    std::vector<std::string> texts;
    const std::string open = '<' + tag + '>';
    for (auto at = html.find(open); at != html.npos; at = html.find(open, at)) {
        at += open.size();
        texts.push_back(html.substr(at, html.find('<', at) - at));
    }
    return texts;
}

// Puts `text` wherever a run file holds a text, but for what names the format; then as the name
// of members whose names come from outside.
void fillTexts(json& value, const std::string& text)
{
    if (value.is_string())
        value = text;
    else if (value.is_structured())
        for (auto& [key, member] : value.items())
            if (key != "format")
                fillTexts(member, text);
}

json hostileRun(const std::string& text)
{
    json run = loadFixture();
    fillTexts(run, text);
    run["format"] = "cicada-run";
    run["verdict"]["thresholds"] = {{{"name", text}, {text, text}}};
    run["profile"]["load"][text] = {{text, text}};
    run["server"][text] = text;
    run["integrity"]["calls_sent"][text] = 3;
    run["integrity"]["calls_counted_by_server"][text] = 2;
    return run;
}

std::string hostileStatic(const std::string& text)
{
    return staticPart(render(hostileRun(text)));
}

std::string staticOf(const json& run)
{
    return staticPart(render(run));
}

} // namespace

TEST(HtmlReport, SaysTheResultInOneSentence)
{
    EXPECT_THAT(staticOf(loadFixture()),
        HasSubstr("62,836 tasks/s at a median of 0.31 ms and a 99th percentile of 0.92 ms; "
                  "64 failures, 12 misses."));
}

TEST(HtmlReport, CountsOneFailureAndOneMissInTheSingular)
{
    json run = loadFixture();
    run["totals"]["failures"] = 1;
    run["totals"]["misses"] = 1;
    EXPECT_THAT(staticOf(run), HasSubstr("; 1 failure, 1 miss."));
}

TEST(HtmlReport, ReadsWithoutJavaScript)
{
    const std::string page = staticOf(loadFixture());
    EXPECT_THAT(page, HasSubstr(">1,508,105<")) << "statistics";
    EXPECT_THAT(page, HasSubstr(">12.84<")) << "percentiles";
    EXPECT_THAT(page, HasSubstr("connection reset by peer")) << "failures";
    EXPECT_THAT(page, HasSubstr("cicada:catalogue:")) << "data sets";
    EXPECT_THAT(page, HasSubstr("cicada-cli run catalogue.cicada.json")) << "repeat command";
    EXPECT_THAT(page, HasSubstr("2026-11-23 02:08:35 UTC")) << "date";
}

TEST(HtmlReport, SaysEachFactOfTargetAndServerOnce)
{
    const std::string page = staticOf(runFileJson(sampleRun()));
    const auto begin = page.find(">Target and server<");
    ASSERT_NE(begin, page.npos);
    const std::string section = page.substr(begin, page.find("</dl>", begin) - begin);
    std::set<std::string> labels;
    for (std::string label : textsOf(section, "dt")) {
        std::transform(label.begin(), label.end(), label.begin(),
            [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        EXPECT_TRUE(labels.insert(label).second) << label;
    }
    EXPECT_EQ(labels.size(), 6u);
    for (const char* value : {"staging", "redis", "7.0.15", "2.8.3", "standalone"})
        EXPECT_EQ(countOf(section, std::string(">") + value + "<"), 1u) << value;
}

TEST(HtmlReport, AlignsTheDecimalsOfAColumn)
{
    json run = emptyRun();
    run["tasks"] = {{{"name", "a"}, {"latency_us", {{"p50", 380}}}},
        {{"name", "b"}, {"latency_us", {{"p50", 4100}}}}};
    const std::string page = staticOf(run);
    EXPECT_THAT(page, HasSubstr(">0.380<"));
    EXPECT_THAT(page, HasSubstr(">4.100<"));
}

TEST(HtmlReport, WarnsAboveTheFiguresWhereTheServerCountedOtherwise)
{
    json run = loadFixture();
    const auto warning = staticOf(run).find("did not count as many calls as were sent; see");
    EXPECT_LT(warning, staticOf(run).find("class=\"figures\""));
    run["integrity"]["agrees"] = true;
    EXPECT_THAT(staticOf(run), Not(HasSubstr("did not count")));
}

TEST(HtmlReport, SaysThatAnAbortedRunIsIncomplete)
{
    json run = loadFixture();
    EXPECT_THAT(staticOf(run), Not(HasSubstr("incomplete")));
    run["state"] = "aborted";
    EXPECT_THAT(staticOf(run), HasSubstr("incomplete"));
}

TEST(HtmlReport, HasNoWarningBoxWithoutAWarning)
{
    EXPECT_THAT(staticOf(emptyRun()), Not(HasSubstr("class=\"warnings\"")));
}

TEST(HtmlReport, SaysNoDataForPercentilesOfNothing)
{
    json run = emptyRun();
    run["tasks"] = {{{"name", "idle"}, {"requests", 0}, {"latency_us", {{"p50", nullptr}}}}};
    run["totals"] = {{"requests", 0}, {"failures", 0}, {"latency_us", json::object()}};
    const std::string page = staticOf(run);
    EXPECT_THAT(page, HasSubstr("No data: no task finished"));
    EXPECT_THAT(page, HasSubstr("<td class=\"n none\">no data</td>"));
    EXPECT_THAT(page, Not(HasSubstr("0.00 ms")));
}

TEST(HtmlReport, RendersARunFileThatHoldsNothingButItsFormat)
{
    EXPECT_THAT(staticOf(emptyRun()), HasSubstr("no data"));
}

TEST(HtmlReport, SaysThatNothingSucceededWhereOnlyFailuresCame)
{
    json run = emptyRun();
    run["totals"] = {{"requests", 7}, {"failures", 7}, {"throughput_per_s", 0.0}};
    EXPECT_THAT(staticOf(run), HasSubstr("No task succeeded: 7 failures, 0 misses."));
}

class HtmlReportMarkup : public testing::TestWithParam<const char*>
{
};

// Whatever a name or an error text holds, the page has the tags it has with a harmless one.
TEST_P(HtmlReportMarkup, TextFromOutsideAddsNoTag)
{
    const std::string page = hostileStatic(GetParam());
    EXPECT_EQ(countOf(page, "<"), countOf(hostileStatic("harmless"), "<"));
    EXPECT_EQ(countOf(page, "\""), countOf(hostileStatic("harmless"), "\""));
    EXPECT_EQ(countOf(page, "'"), countOf(hostileStatic("harmless"), "'"));
}

TEST_P(HtmlReportMarkup, TextFromOutsideAddsNoScriptElement)
{
    const std::string html = render(hostileRun(GetParam()));
    EXPECT_EQ(countOf(html, "<script"), 2u);
    EXPECT_EQ(countOf(html, "</script"), 2u);
    EXPECT_EQ(countOf(html, "<!--"), 0u);
}

TEST_P(HtmlReportMarkup, TextFromOutsideComesBackUnchanged)
{
    const json run = hostileRun(GetParam());
    const auto extracted = extractRunFile(render(run));
    ASSERT_TRUE(extracted) << extracted.error().text;
    EXPECT_EQ(*extracted, run);
}

INSTANTIATE_TEST_SUITE_P(Hostile, HtmlReportMarkup,
    testing::Values("<script>alert(1)</script>", "</script><script>alert(1)</script>",
        "</ScRiPt ><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)", "<!-- <script>", "]]>", "&lt;b&gt; &amp;",
        "</title></style></pre></noscript>", "{{run_file}} {{script}}",
        "line\u2028separator\u2029end", "\x01\x02\x1b[31m\x7f", "$& $1 \\u003c \\"));

TEST(HtmlReport, ShowsControlCharactersInsteadOfObeyingThem)
{
    const std::string page = hostileStatic(std::string("a\0b\x1b[2Jc", 8));
    EXPECT_EQ(page.find('\0'), page.npos);
    EXPECT_EQ(page.find('\x1b'), page.npos);
    EXPECT_THAT(page, HasSubstr("a\u2400b\u241b[2Jc"));
}

TEST(HtmlReport, ReplacesBytesThatAreNoText)
{
    json run = loadFixture();
    run["failures"][0]["message"] = "bad \xC3\x28 \xFF bytes";
    EXPECT_THAT(staticOf(run), HasSubstr("bad \uFFFD( \uFFFD bytes"));
    EXPECT_TRUE(extractRunFile(render(run)));
}

TEST(HtmlReport, CutsAMessageOfAMegabyteAndSaysSo)
{
    json run = loadFixture();
    run["failures"][0]["message"] = std::string(1'000'000, 'x');
    const std::string page = staticOf(run);
    EXPECT_LT(page.size(), staticOf(loadFixture()).size() + 1000);
    EXPECT_THAT(page, HasSubstr("xxx\u2026 (1,000,000 bytes)"));
}

TEST(HtmlReport, CutsBetweenCharactersAndNotWithinOne)
{
    json run = loadFixture();
    std::string message(399, 'x');
    for (int i = 0; i < 100; ++i)
        message += "\U0001F600";
    run["failures"][0]["message"] = message;
    EXPECT_THAT(staticOf(run), Not(HasSubstr("\uFFFD")));
}

TEST(HtmlReport, TakesMembersOfAnotherTypeAsNotThere)
{
    const json wrong[] = {nullptr, true, -1, 1e300, "text", json::array({1, "a", nullptr}),
        json::object({{"p50", "soon"}})};
    const json fixture = loadFixture();
    for (const auto& member : fixture.items()) {
        if (member.key() == "format" || member.key() == "version")
            continue;
        for (const json& value : wrong) {
            json run = fixture;
            run[member.key()] = value;
            EXPECT_TRUE(renderHtmlReport(run)) << member.key() << " is " << value;
            if (!member.value().is_structured())
                continue;
            for (auto& inner : run[member.key()] = member.value())
                inner = value;
            EXPECT_TRUE(renderHtmlReport(run)) << "members of " << member.key() << " are " << value;
        }
    }
}

TEST(HtmlReport, StaysUnderAMegabyteForATimelineOf1500Rows)
{
    json run = loadFixture();
    const json row = run["timeline"][20];
    const json sample = run["server"]["samples"][20];
    while (run["timeline"].size() < 1500) {
        run["timeline"].push_back(row);
        run["timeline"].back()["t_s"] = static_cast<double>(run["timeline"].size()) * 2.4;
        run["server"]["samples"].push_back(sample);
    }
    EXPECT_LT(render(run).size(), 1'000'000u);
}

TEST(HtmlReport, AllowsItsOwnScriptAndStyleAndNothingElse)
{
    const std::string html = render(loadFixture());
    EXPECT_THAT(html,
        testing::ContainsRegex("default-src 'none'; base-uri 'none'; form-action 'none'; "
                               "style-src 'sha256-[^']+'; script-src 'sha256-[^']+'\""));
    EXPECT_THAT(html, Not(HasSubstr("{{")));
}

TEST(HtmlReport, PointsToNothingOutsideItself)
{
    const std::string html = render(loadFixture());
    for (const char* reference : {"https:", "src=", "href=", "url(", "@import", "fetch("})
        EXPECT_EQ(countOf(html, reference), 0u) << reference;
    // The one address is the name of SVG's namespace, which no browser opens.
    EXPECT_EQ(countOf(html, "http:"), countOf(html, "'http://www.w3.org/2000/svg'"));
}

TEST(HtmlReport, RefusesWhatIsNoRunFileInOneSentence)
{
    const struct
    {
        json value;
        const char* sentence;
    } rows[] = {
        {json::array(), "must be a JSON object"},
        {json::object(), "format must be \"cicada-run\", is"},
        {{{"format", "cicada-test"}, {"version", 1}}, "is cicada-test."},
        {{{"format", 3}, {"version", 1}}, "is 3."},
        {{{"format", "cicada-run"}, {"version", 2}}, "has version 2"},
        {{{"format", "cicada-run"}}, "no version number"},
    };

    for (const auto& row : rows) {
        const auto html = renderHtmlReport(row.value);
        ASSERT_FALSE(html) << row.value;
        EXPECT_EQ(html.error().kind, ErrorKind::Invalid);
        EXPECT_THAT(html.error().text, HasSubstr(row.sentence));
    }
}

TEST(HtmlReport, RefusesARunFileNestedTooDeeply)
{
    json run = emptyRun();
    json* place = &run["profile"];
    for (int i = 0; i < 100'000; ++i)
        place = &(*place)["a"];
    EXPECT_FALSE(renderHtmlReport(run));
}

TEST(ExtractRunFile, GivesBackExactlyWhatWasRendered)
{
    json run = loadFixture();
    run["exact"] = {0.1, 1e-9, 18446744073709551615U, -9223372036854775807, 1.0, 1, ""};
    const auto extracted = extractRunFile(render(run));
    ASSERT_TRUE(extracted) << extracted.error().text;
    EXPECT_EQ(extracted->dump(), run.dump());
}

TEST(ExtractRunFile, RefusesAPageWithoutARunFile)
{
    const auto extracted = extractRunFile("<html><body>hello</body></html>");
    ASSERT_FALSE(extracted);
    EXPECT_THAT(extracted.error().text, HasSubstr("not a report of Cicada"));
}

TEST(ExtractRunFile, RefusesADamagedReportWhereverItIsCut)
{
    const std::string html = render(loadFixture());
    const auto data = html.find("id=\"run-file\"");
    for (std::size_t cut = 0; cut < 2000; cut += 97)
        EXPECT_FALSE(extractRunFile(html.substr(0, data + cut))) << cut;
}

TEST(ExtractRunFile, RefusesAPageWhoseRunFileIsNoJson)
{
    const auto extracted
        = extractRunFile(R"(<script type="application/json" id="run-file">{"a":</script>)");
    ASSERT_FALSE(extracted);
    EXPECT_THAT(extracted.error().text, HasSubstr("damaged"));
}

} // namespace cicada
