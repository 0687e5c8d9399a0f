// The files that a command leaves behind: whether they can be written, and writing them.
#include "cli_results.h"

#include "cli_errors.h"
#include "profile/text_file.h"
#include "report/html_report.h"
#include "report/run_file.h"
#include "report/table_export.h"

#include <QSaveFile>
#include <QTemporaryFile>

#include <cstdio>
#include <filesystem>
#include <map>

namespace cicada {

namespace {

namespace fs = std::filesystem;

Error cannotWrite(const char* option, const std::string& path, const std::string& reason)
{
    return {ErrorKind::Invalid, std::string(option) + ": cannot write " + path + ": " + reason};
}

bool isDevice(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)
        && !fs::is_directory(path, ignored);
}

Result<Done> checkFile(const char* option, const std::string& name)
{
    const fs::path path(name);
    if (isDevice(path)) // opening a pipe would wait for its reader
        return Done{};
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        return cannotWrite(option, name, "it is a folder, not a file");
    const fs::path folder = fs::absolute(path, ignored).parent_path();
    if (!fs::is_directory(folder, ignored))
        return cannotWrite(option, name, "there is no folder " + pathText(folder));
    QSaveFile trial(qtPath(path));
    if (!trial.open(QIODevice::WriteOnly))
        return cannotWrite(option, name, trial.errorString().toStdString());
    trial.cancelWriting();
    return Done{};
}

Result<Done> checkFolder(const char* option, const std::string& name)
{
    const fs::path path(name);
    std::error_code failed;
    if (fs::exists(path, failed) && !fs::is_directory(path, failed))
        return cannotWrite(option, name, "it is a file, not a folder");
    fs::create_directories(path, failed);
    if (failed)
        return cannotWrite(option, name, failed.message());
    QTemporaryFile trial(qtPath(path / "XXXXXX"));
    if (!trial.open())
        return cannotWrite(option, name, trial.errorString().toStdString());
    return Done{};
}

void keepElsewhere(const RunRecord& record)
{
    if (const auto kept = keepRunFile(record))
        std::fprintf(stderr, "The run is kept in %s.\n", pathText(*kept).c_str());
    else
        reportError(kept.error());
}

} // namespace

Result<Done> checkResultPlaces(const CliOptions& options)
{
    std::map<fs::path, const char*> taken;
    for (const auto& [option, name] :
        {std::pair("--json", &options.json), std::pair("--html", &options.html)}) {
        if (name->empty())
            continue;
        if (const auto checked = checkFile(option, *name); !checked)
            return checked.error();
        std::error_code ignored;
        const auto [entry, isNew]
            = taken.emplace(fs::weakly_canonical(fs::path(*name), ignored), option);
        if (!isNew && !isDevice(fs::path(*name)))
            return Error{ErrorKind::Invalid,
                std::string(entry->second) + " and " + option + " both name " + *name};
    }
    for (const auto& [option, name] :
        {std::pair("--csv", &options.csv), std::pair("--hdr", &options.hdr)}) {
        if (name->empty())
            continue;
        if (const auto checked = checkFolder(option, *name); !checked)
            return checked.error();
    }
    return Done{};
}

bool writeResults(const CliOptions& options, const RunRecord& record, const HdrLogs* logs)
{
    bool all = true;
    bool kept = false;
    const auto note = [&](const Result<Done>& saved) {
        if (!saved)
            reportError(saved.error());
        all = all && saved.ok();
        return saved.ok();
    };
    if (!options.json.empty())
        kept = note(saveRunFile(record, options.json));
    if (!options.html.empty()) // a report holds its run file
        kept = note(saveHtmlReport(record, options.html)) || kept;
    if (!options.csv.empty())
        note(saveTables(record, options.csv));
    if (logs != nullptr)
        note(logs->save(options.hdr));
    if (!all && !kept)
        keepElsewhere(record);
    return all;
}

std::string journalPath(const CliOptions& options)
{
    return options.json.empty() || isDevice(options.json) ? "" : options.json + ".journal";
}

} // namespace cicada
