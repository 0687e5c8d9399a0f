#include "report/run_journal.h"

#include "profile/object_reader.h"
#include "profile/text_file.h"
#include "report/interval_json.h"
#include "report/run_file.h"

#include <QFile>

namespace cicada {

namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "cicada-journal";
constexpr qint64 kLongestLine = 64 * 1024 * 1024;

std::string lineOf(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

json headOf(const RunRecord& start, const std::vector<Summary::TaskName>& tasks)
{
    json names = json::array();
    for (const Summary::TaskName& task : tasks)
        names.push_back({{"name", task.name}, {"row", task.row}, {"commands", task.commands}});
    return {{"format", kFormat}, {"version", 1}, {"run", runFileJson(start)},
        {"tasks", std::move(names)}};
}

// The next line of a journal as JSON; discarded where it is broken.
json nextLine(QFile& file)
{
    const QByteArray line = file.readLine(kLongestLine);
    std::vector<Problem> ignored;
    return parseStrictJson({line.data(), static_cast<std::size_t>(line.size())}, ignored);
}

Error cannotKeep(const QString& path, const std::string& reason)
{
    return {ErrorKind::Io,
        "Cannot write the journal " + path.toStdString() + ": " + reason
            + ". The run goes on, in memory only."};
}

struct Head
{
    RunRecord run;
    std::vector<Summary::TaskName> tasks;
};

Result<Head> readHead(const json& value)
{
    std::vector<Problem> problems;
    ObjectReader reader(value, "", problems);
    if (const json* const format = reader.require("format");
        format == nullptr || *format != kFormat)
        return Error{ErrorKind::Invalid, "it is no journal of a run"};
    if (const json* const version = reader.require("version"); version == nullptr || *version != 1)
        return Error{ErrorKind::Invalid, "its version is not 1: a newer Cicada may read it"};
    Head head;
    reader.forEach("tasks", [&](const json& element, const std::string& path) {
        ObjectReader task(element, path, problems);
        Summary::TaskName name;
        task.line("name", name.name);
        task.line("row", name.row);
        task.lines("commands", name.commands);
        head.tasks.push_back(std::move(name));
    });
    const json* const run = reader.require("run");
    if (!problems.empty())
        return Error{ErrorKind::Invalid, problemsText({problems.front()})};
    auto record = runRecordFromJson(*run);
    if (!record)
        return record.error();
    head.run = std::move(*record);
    return head;
}

// Adds up what can be read; true where that is all but a torn last line.
bool replay(QFile& file, std::size_t tasks, Summary& summary)
{
    std::chrono::nanoseconds total{0};
    while (!file.atEnd()) {
        const json line = nextLine(file);
        const auto interval = line.is_discarded() ? std::nullopt : intervalFromJson(line, tasks);
        if (!interval)
            return file.atEnd();
        total += interval->length;
        if (total > kLongestRun)
            return false;
        summary.add(*interval);
    }
    return true;
}

} // namespace

struct RunJournal::Impl
{
    explicit Impl(const QString& path)
        : file(path)
    {
    }

    // False where the system took less than all; what it took is removed again, for a torn line
    // would hide what comes after it.
    bool write(const std::string& line)
    {
        const qint64 before = file.pos();
        const auto size = static_cast<qint64>(line.size());
        if (file.write(line.data(), size) == size)
            return true;
        error = file.errorString().toStdString();
        file.resize(before);
        return false;
    }

    QFile file;
    std::string error;
    bool failed = false;
};

RunJournal::RunJournal(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RunJournal::RunJournal(RunJournal&&) noexcept = default;
RunJournal& RunJournal::operator=(RunJournal&&) noexcept = default;
RunJournal::~RunJournal() = default;

Result<RunJournal> RunJournal::create(const std::filesystem::path& path, const RunRecord& start,
    const std::vector<Summary::TaskName>& tasks)
{
    auto impl = std::make_unique<Impl>(qtPath(path));
    // Unbuffered: each line is the system's as soon as it is written, whatever happens to us.
    if (!impl->file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        return cannotKeep(impl->file.fileName(), impl->file.errorString().toStdString());
    if (!impl->write(lineOf(headOf(start, tasks))))
        return cannotKeep(impl->file.fileName(), impl->error);
    return RunJournal(std::move(impl));
}

Result<Done> RunJournal::append(const Interval& interval)
{
    Impl& journal = *m_impl;
    if (journal.failed || journal.write(lineOf(intervalToJson(interval))))
        return Done{};
    journal.failed = true;
    return cannotKeep(journal.file.fileName(), journal.error);
}

void RunJournal::remove()
{
    m_impl->failed = true; // nothing more is to be written
    m_impl->file.remove();
}

bool RunJournal::isJournal(const std::filesystem::path& path)
{
    constexpr qint64 kEnough = 64; // members are written in alphabetical order
    QFile file(qtPath(path));
    return file.open(QIODevice::ReadOnly)
        && file.read(kEnough).startsWith(QByteArrayLiteral("{\"format\":\"cicada-journal\""));
}

Result<RunRecord> RunJournal::recover(const std::filesystem::path& path)
{
    const auto failed = [&](const std::string& reason) {
        return Error{ErrorKind::Invalid, "Cannot recover " + pathText(path) + ": " + reason};
    };
    QFile file(qtPath(path));
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString().toStdString());
    const json first = nextLine(file);
    auto head = first.is_discarded()
        ? Result<Head>(Error{ErrorKind::Invalid, "it is no journal of a run"})
        : readHead(first);
    if (!head)
        return failed(head.error().text);
    Summary summary(head->tasks, head->run.totalsIncludeRamp);
    const bool whole = replay(file, head->tasks.size(), summary);
    RunRecord record = std::move(head->run);
    summary.fill(record);
    record.histograms = summary.histograms();
    record.state = "aborted";
    record.abortReason
        = std::string("Recovered from the journal: the program ended before the run did")
        + (whole ? "" : "; the journal is damaged, what follows the damage is missing");
    record.verdict = record.abortReason;
    return record;
}

} // namespace cicada
