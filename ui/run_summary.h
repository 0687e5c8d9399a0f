#pragma once

#include <QString>

#include <cstdint>

namespace cicada {

/// One kept run as the list shows it.
struct RunSummary
{
    QString path;
    QString name, target, state, note;
    QString startedAt; ///< RFC 3339, UTC; of an unreadable file, when it was last changed
    double durationSeconds = 0;
    double throughputPerSecond = 0;
    double p99Microseconds = -1; ///< below 0: no data
    std::uint64_t requests = 0, failures = 0, misses = 0;
    QString problem;            ///< why the file cannot be read; empty: it can
    std::int64_t fileSize = -1; ///< with fileTime: whether it must be read again
    std::int64_t fileTime = 0;  ///< last change, milliseconds since the epoch
};

/// Reads what the list needs of a run file, without keeping its timeline. Any thread. Never fails:
/// a file that is broken, hostile or too large says so in `problem`.
RunSummary readRunSummary(const QString& path);

/// Sets one text member of a run file ("name", "note") and leaves all others as they are; the old
/// file stays whole if anything fails. An empty result is success, else one sentence.
QString writeRunText(const QString& path, const char* member, const QString& text);

} // namespace cicada
