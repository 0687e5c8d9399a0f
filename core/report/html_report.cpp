#include "report/html_report.h"

#include "profile/text_file.h"
#include "report/html_sections.h"
#include "report/html_tables.h"
#include "report/html_text.h"
#include "report/json_fields.h"
#include "report/run_file.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>

#include <map>
#include <optional>

// Outside any namespace, as Q_INIT_RESOURCE demands; a static library drops its resources without.
static void registerCoreResources()
{
    Q_INIT_RESOURCE(core);
}

namespace cicada {

namespace {

constexpr std::string_view kDataOpen = R"(<script type="application/json" id="run-file">)";
constexpr std::string_view kDataClose = "</script>";
constexpr int kDeepest = 64;
constexpr std::size_t kMostTaskPoints = 10'000; // of some 45 B each

using Parts = std::map<std::string_view, std::string>;

std::string loadResource(const char* path)
{
    static const bool registered = (registerCoreResources(), true);
    (void)registered;
    QFile file(QString::fromLatin1(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray content = file.readAll();
    // Browsers hash scripts after turning CR LF into LF, so a checkout with CR LF would not match.
    content.replace("\r\n", "\n");
    return content.toStdString();
}

std::string sourceHash(std::string_view source)
{
    const QByteArray digest
        = QCryptographicHash::hash(QByteArray(source.data(), static_cast<qsizetype>(source.size())),
            QCryptographicHash::Sha256);
    return "'sha256-" + digest.toBase64().toStdString() + "'";
}

// One pass: a {{name}} inside a filled-in part (an error text, say) stays text.
std::string fillTemplate(std::string_view text, const Parts& parts)
{
    std::string filled;
    while (true) {
        const std::size_t open = text.find("{{");
        const std::size_t close = open == text.npos ? text.npos : text.find("}}", open);
        if (close == text.npos)
            return filled.append(text);
        filled += text.substr(0, open);
        const auto part = parts.find(text.substr(open + 2, close - open - 2));
        if (part != parts.end())
            filled += part->second;
        text.remove_prefix(close + 2);
    }
}

std::optional<Error> whyUnreadable(const nlohmann::json& runFile)
{
    const auto error = [](std::string text) { return Error{ErrorKind::Invalid, std::move(text)}; };
    if (!runFile.is_object())
        return error("This is not a run file: it must be a JSON object.");
    const std::string format = plainText(fieldAt(runFile, "format"));
    if (format != "cicada-run")
        return error("This is not a run file: format must be \"cicada-run\", is "
            + (format.empty() ? "missing" : shortened(format, 40)) + ".");
    const auto& version = fieldAt(runFile, "version");
    if (!version.is_number())
        return error("This is not a run file: it has no version number.");
    if (version.get<double>() != 1.0)
        return error("This run file has version " + shortened(plainText(version), 40)
            + ", but this program reads version 1; open it with a newer Cicada.");
    if (!isNestedAtMost(runFile, kDeepest))
        return error("This is not a run file of Cicada: its values are nested too deeply.");
    return std::nullopt;
}

} // namespace

Result<std::string> renderHtmlReport(const nlohmann::json& runFile)
{
    if (auto error = whyUnreadable(runFile))
        return *std::move(error);

    Parts parts;
    parts["style"] = loadResource(":/cicada/report/report.css");
    parts["script"] = loadResource(":/cicada/report/report.js");
    parts["policy"] = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
        + sourceHash(parts["style"]) + "; script-src " + sourceHash(parts["script"]);
    parts["title"] = escapeHtml(shortened(textAt(runFile, "name"), 200));
    parts["headline"] = headlineHtml(runFile);
    parts["warnings"] = warningsHtml(runFile);
    parts["figures"] = figuresHtml(runFile);
    parts["verdict"] = verdictHtml(runFile);
    parts["charts"] = chartsHtml(runFile);
    parts["statistics"] = statisticsHtml(runFile);
    parts["percentiles"] = percentilesHtml(runFile);
    parts["twins"] = twinsHtml(runFile);
    parts["failures"] = failuresHtml(runFile);
    parts["events"] = eventsHtml(runFile);
    parts["integrity"] = integrityHtml(runFile);
    parts["environment"] = environmentHtml(runFile);
    parts["settings"] = settingsHtml(runFile);
    parts["footer"] = footerHtml(runFile);
    parts["run_file"]
        = escapeForScript(runFile.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return fillTemplate(loadResource(":/cicada/report/report.html"), parts);
}

Result<nlohmann::json> extractRunFile(std::string_view html)
{
    const auto error = [](std::string text) { return Error{ErrorKind::Invalid, std::move(text)}; };
    const std::size_t open = html.find(kDataOpen);
    if (open == html.npos)
        return error("This page is not a report of Cicada: there is no run file in it.");
    html.remove_prefix(open + kDataOpen.size());
    const std::size_t close = html.find(kDataClose);
    if (close == html.npos)
        return error("This report is cut off in the middle of its run file; ask for it again.");

    auto runFile = nlohmann::json::parse(html.substr(0, close), nullptr, false);
    if (runFile.is_discarded())
        return error("The run file in this report is damaged; ask for the report again.");
    if (auto unreadable = whyUnreadable(runFile))
        return *std::move(unreadable);
    return runFile;
}

Result<Done> saveHtmlReport(const RunRecord& record, const std::filesystem::path& path)
{
    nlohmann::json runFile = runFileJson(record);
    // For the size of the page; the run file itself keeps them.
    if (record.timeline.size() * record.tasks.size() > kMostTaskPoints)
        runFile["task_timelines"] = nullptr;
    const auto html = renderHtmlReport(runFile);
    if (!html)
        return html.error();
    return writeTextFile(path, *html);
}

} // namespace cicada
