#include "run_summary.h"

#include "file_path.h"
#include "profile/text_file.h"
#include "redis/failure.h"
#include "report/json_fields.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace cicada {

namespace {

using Json = nlohmann::json;

constexpr qint64 kMaxFileBytes = 256LL * 1024 * 1024;
constexpr int kDeepest = 100; ///< far more than a run file; dumping recurses
constexpr qsizetype kLongestText = 500;

class RunSummaryText
{
    Q_DECLARE_TR_FUNCTIONS(RunSummary)
};

/// What the list shows; the rest of a run file (its timeline) is dropped while it is read.
bool isListed(std::string_view member)
{
    static constexpr std::array<std::string_view, 9> kMembers{"format", "version", "name", "note",
        "state", "started_at", "duration_s", "target", "totals"};
    return std::find(kMembers.begin(), kMembers.end(), member) != kMembers.end();
}

QString readBytes(const QString& path, QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return RunSummaryText::tr("It cannot be opened: %1.").arg(file.errorString());
    if (file.size() > kMaxFileBytes)
        return RunSummaryText::tr("It is larger than 256 MiB.");
    bytes = file.readAll();
    return {};
}

/// A discarded value where it is no JSON or nested too deep.
Json parse(const QByteArray& bytes, bool listedOnly)
{
    bool tooDeep = false;
    const auto keep = [&](int depth, Json::parse_event_t event, Json& value) {
        tooDeep = tooDeep || depth > kDeepest;
        if (listedOnly && depth == 1 && event == Json::parse_event_t::key)
            return isListed(value.get_ref<const std::string&>());
        return !tooDeep;
    };
    Json json = Json::parse(bytes.begin(), bytes.end(), keep, false);
    return tooDeep ? Json(Json::value_t::discarded) : json;
}

QString problemOf(const Json& json)
{
    if (json.is_discarded())
        return RunSummaryText::tr("It is no JSON, or cut short.");
    if (textAt(json, "format") != "cicada-run")
        return RunSummaryText::tr("It is not a run file.");
    if (quantityAt(json, "version") != 1.0)
        return RunSummaryText::tr("It was written by a newer Cicada.");
    return {};
}

QString boundedText(const Json& json, std::string_view member)
{
    return QString::fromStdString(textAt(json, member)).left(kLongestText).simplified();
}

std::uint64_t count(const Json& json, std::string_view member)
{
    return static_cast<std::uint64_t>(quantityAt(json, member).value_or(0));
}

} // namespace

RunSummary readRunSummary(const QString& path)
{
    RunSummary run;
    run.path = path;
    const QFileInfo file(path);
    run.fileSize = file.size();
    run.fileTime = file.lastModified().toMSecsSinceEpoch();
    run.name = file.fileName();
    run.startedAt = file.lastModified().toUTC().toString(Qt::ISODateWithMs);

    QByteArray bytes;
    run.problem = readBytes(path, bytes);
    if (!run.problem.isEmpty())
        return run;
    const Json json = parse(bytes, true);
    run.problem = problemOf(json);
    if (!run.problem.isEmpty())
        return run;

    const Json& totals = fieldAt(json, "totals");
    const Json& target = fieldAt(json, "target");
    run.name = boundedText(json, "name");
    run.note = boundedText(json, "note");
    run.state = boundedText(json, "state");
    run.target = boundedText(target, textAt(target, "name").empty() ? "uri" : "name");
    if (const QString started = boundedText(json, "started_at"); !started.isEmpty())
        run.startedAt = started;
    run.durationSeconds = quantityAt(json, "duration_s").value_or(0);
    run.throughputPerSecond = quantityAt(totals, "throughput_per_s").value_or(0);
    run.p99Microseconds = quantityAt(fieldAt(totals, "latency_us"), "p99").value_or(-1);
    run.requests = count(totals, "requests");
    run.failures = count(totals, "failures");
    run.misses = count(totals, "misses");
    return run;
}

QString writeRunText(const QString& path, const char* member, const QString& text)
{
    QByteArray bytes;
    if (const QString problem = readBytes(path, bytes); !problem.isEmpty())
        return problem;
    Json json = parse(bytes, false);
    if (const QString problem = problemOf(json); !problem.isEmpty())
        return problem;
    json[member] = text.toStdString();
    const std::string edited = json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
    const auto written = writeTextFile(fileSystemPath(path), edited);
    return written ? QString() : QString::fromStdString(asSentence(written.error().text));
}

} // namespace cicada
