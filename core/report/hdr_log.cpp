#include "report/hdr_log.h"

#include "base/units.h"
#include "profile/text_file.h"
#include "report/hdr_encoding.h"

#include <QDateTime>
#include <QString>

namespace cicada {

namespace {

std::string fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals).toStdString();
}

std::string secondsText(std::chrono::nanoseconds time)
{
    return fixed(secondsOf(time), 3);
}

std::string headOf(const std::string& startedAt, const std::string& title)
{
    const QDateTime start
        = QDateTime::fromString(QString::fromStdString(startedAt), Qt::ISODateWithMs).toUTC();
    const std::string epoch
        = fixed(static_cast<double>(start.isValid() ? start.toMSecsSinceEpoch() : 0) / 1000, 3);
    return "#[Histogram log format version 1.3]\n#[" + title
        + ", microseconds]\n#[StartTime: " + epoch + " (seconds since epoch), " + startedAt
        + "]\n\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\","
          "\"Interval_Compressed_Histogram\"\n";
}

// Short, and fit for every file system.
std::string fileWord(const std::string& name)
{
    constexpr std::size_t kLongest = 40;
    std::string word;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool upper = c >= 'A' && c <= 'Z';
        if (plain || upper)
            word += static_cast<char>(upper ? c - 'A' + 'a' : c);
        else if (!word.empty() && word.back() != '-')
            word += '-';
        if (word.size() == kLongest)
            break;
    }
    while (word.ends_with('-'))
        word.pop_back();
    return word;
}

std::string numbered(std::size_t number)
{
    const std::string digits = std::to_string(number);
    return digits.size() < 2 ? '0' + digits : digits;
}

// A line of its own may not end in it.
std::string oneLine(std::string text)
{
    for (char& c : text) {
        if (c == '\n' || c == '\r')
            c = ' ';
    }
    return text;
}

} // namespace

HdrLogs::HdrLogs(const std::string& startedAt, const std::vector<std::string>& tasks)
    : m_tasks(tasks.size())
{
    for (const auto& [what, title] :
        {std::pair("latency", "Latency"), std::pair("service-time", "Service time")}) {
        m_files.push_back({std::string(what) + "-all-tasks.hlog",
            headOf(startedAt, std::string(title) + " of all tasks")});
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const std::string word = fileWord(tasks[i]);
            m_files.push_back({std::string(what) + '-' + numbered(i + 1)
                    + (word.empty() ? "" : '-' + word) + ".hlog",
                headOf(startedAt, std::string(title) + " of " + oneLine(tasks[i]))});
        }
    }
}

Result<HdrLogs> HdrLogs::of(const RunRecord& record)
{
    if (!record.histograms)
        return Error{ErrorKind::Invalid,
            "This run keeps no histograms (it was made by an older Cicada), so there is nothing "
            "to write HDR logs from."};
    std::vector<std::string> names;
    Interval whole;
    whole.length = std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double>(record.durationSeconds));
    if (!record.totalsIncludeRamp) {
        for (const TimelinePoint& point : record.timeline) {
            if (point.phase == Phase::Measure) {
                whole.start = std::chrono::duration_cast<std::chrono::nanoseconds>(
                    std::chrono::duration<double>(point.second));
                break;
            }
        }
    }
    for (std::size_t i = 0; i < record.tasks.size(); ++i) {
        names.push_back(record.tasks[i].name);
        TaskStatistics& task = whole.tasks.emplace_back();
        task.latency = record.histograms->tasks[i].latency;
        task.serviceTime = record.histograms->tasks[i].serviceTime;
    }
    HdrLogs logs(record.startedAt, names);
    logs.add(whole);
    return logs;
}

void HdrLogs::add(const Interval& interval)
{
    Histogram latencies;
    Histogram serviceTimes;
    for (std::size_t i = 0; i < std::min(m_tasks, interval.tasks.size()); ++i) {
        const TaskStatistics& task = interval.tasks[i];
        latencies.merge(task.latency);
        serviceTimes.merge(task.serviceTime);
        append(m_files[1 + i], interval, task.latency);
        append(m_files[2 + m_tasks + i], interval, task.serviceTime);
    }
    append(m_files[0], interval, latencies);
    append(m_files[1 + m_tasks], interval, serviceTimes);
}

void HdrLogs::append(File& file, const Interval& interval, const Histogram& histogram)
{
    // Said, since the format has no place for them.
    if (histogram.overRange() > 0)
        file.text += "#[" + std::to_string(histogram.overRange())
            + " values above 1 h are not in the next interval]\n";
    file.text += secondsText(interval.start) + ',' + secondsText(interval.length) + ','
        + fixed(static_cast<double>(histogram.max()) / 1000, 3) + ',' + hdrText(histogram) + '\n';
}

Result<Done> HdrLogs::save(const std::filesystem::path& folder) const
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return Error{
            ErrorKind::Io, "Cannot make the folder " + pathText(folder) + ": " + failed.message()};
    for (const File& file : m_files) {
        if (const auto written = writeTextFile(folder / file.name, file.text); !written)
            return written.error();
    }
    return Done{};
}

} // namespace cicada
