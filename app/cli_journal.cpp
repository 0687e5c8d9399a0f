#include "cli_journal.h"

#include "cli_errors.h"
#include "cli_results.h"

#include <cstdio>
#include <filesystem>

namespace cicada {

namespace {

void warn(const Error& error)
{
    std::fprintf(stderr, "\nwarning: %s\n", shown(error.text).c_str());
}

} // namespace

CliJournal::CliJournal(const CliOptions& options, LoadTest& test)
    : m_path(journalPath(options))
{
    if (m_path.empty())
        return;
    keepEarlier();
    QObject::connect(&test, &LoadTest::intervalFinished, &test,
        [this, &test](const Interval& interval) { append(test, interval); });
}

void CliJournal::remove()
{
    if (m_journal)
        m_journal->remove();
}

// A journal that is there already is all that is left of a run that was killed.
void CliJournal::keepEarlier() const
{
    namespace fs = std::filesystem;
    if (!RunJournal::isJournal(m_path))
        return;
    std::error_code failed;
    std::string aside;
    for (int number = 1; aside.empty() || fs::exists(aside, failed); ++number)
        aside = m_path + '.' + std::to_string(number);
    fs::rename(m_path, aside, failed);
    if (!failed)
        std::fprintf(stderr,
            "An earlier run was cut short. What it had measured is kept: cicada-cli report %s "
            "--json FILE\n",
            shown(aside).c_str());
}

void CliJournal::append(const LoadTest& test, const Interval& interval)
{
    if (!m_tried) {
        m_tried = true;
        auto created = RunJournal::create(m_path, test.record(), test.taskNames());
        created ? (void)m_journal.emplace(std::move(*created)) : warn(created.error());
    }
    if (!m_journal)
        return;
    if (const auto written = m_journal->append(interval); !written) {
        warn(written.error());
        m_journal.reset();
    }
}

} // namespace cicada
