#include "load_sentence.h"

#include "base/units.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace cicada {

namespace {

class LoadSentenceText
{
    Q_DECLARE_TR_FUNCTIONS(LoadSentence)
};

QString count(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString beginning(const Load& load)
{
    if (load.users == 1)
        return LoadSentenceText::tr("1 user at once");
    if (load.spawnRate <= 0)
        return LoadSentenceText::tr("%1 users at once").arg(count(load.users));
    const double ramp = static_cast<double>(load.users) / load.spawnRate;
    return LoadSentenceText::tr("%1 users in %2")
        .arg(count(load.users),
            spokenDuration(std::chrono::milliseconds(std::llround(ramp * 1000))));
}

QString shapeCourse(const Load& load)
{
    const LoadShape shape = isOpenLoop(load) ? rateShape(load) : usersShape(load);
    const QString peak = count(static_cast<std::uint64_t>(std::llround(shape.peak())));
    const QString top = isOpenLoop(load) ? LoadSentenceText::tr("up to %1 requests/s").arg(peak)
                                         : LoadSentenceText::tr("up to %1 users").arg(peak);
    if (load.requests > 0)
        return LoadSentenceText::tr("A shape of %1, until %2 requests are done")
            .arg(top, count(load.requests));
    const auto length = load.duration.count() > 0 ? load.warmup + load.duration : shape.length();
    return length < shape.length()
        ? LoadSentenceText::tr("The first %1 of a shape of %2").arg(spokenDuration(length), top)
        : LoadSentenceText::tr("A shape of %1, over %2").arg(top, spokenDuration(length));
}

QString course(const Load& load)
{
    if (load.shape)
        return shapeCourse(load);
    QStringList parts{beginning(load)};
    if (load.warmup.count() > 0)
        parts.append(LoadSentenceText::tr("then %1 of warm-up").arg(spokenDuration(load.warmup)));
    if (load.requests > 0)
        parts.append(LoadSentenceText::tr("then measured until %1 requests are done")
                .arg(count(load.requests)));
    else
        parts.append(LoadSentenceText::tr("then %1 measured").arg(spokenDuration(load.duration)));
    return parts.join(QStringLiteral(", "));
}

QString pace(const Load& load)
{
    if (isOpenLoop(load)) {
        const QString users = count(mostUsers(load));
        const QString due = load.shape ? LoadSentenceText::tr("Requests come by the clock")
                                       : LoadSentenceText::tr("%1 requests/s come by the clock")
                                             .arg(QString::fromStdString(formatRate(load.rate)));
        return load.arrivals == Arrivals::Poisson
            ? LoadSentenceText::tr("%1, at random; at most %2 are under way, others wait")
                  .arg(due, users)
            : LoadSentenceText::tr("%1; at most %2 are under way, others wait").arg(due, users);
    }
    const double most = mostTasksPerSecond(load);
    if (most <= 0)
        return LoadSentenceText::tr("Nobody waits: as many tasks/s as the target answers");
    return LoadSentenceText::tr("The users' waiting allows at most %1 tasks/s")
        .arg(QString::fromStdString(formatRate(most)));
}

QString connections(const Load& load, bool serverOnThisMachine)
{
    const ResolvedLoad resolved = resolve(load, serverOnThisMachine);
    const QString lines = resolved.connections == 1
        ? LoadSentenceText::tr("1 connection")
        : LoadSentenceText::tr("%1 connections").arg(count(resolved.connections));
    const QString kind = load.connectionMode == ConnectionMode::Exclusive
        ? LoadSentenceText::tr("each for one user at a time")
        : LoadSentenceText::tr("shared by all users");
    const QString threads = resolved.threads == 1
        ? LoadSentenceText::tr("1 thread")
        : LoadSentenceText::tr("%1 threads").arg(count(resolved.threads));
    const QString renewal = load.reconnectEvery == 0 ? QString()
        : load.reconnectEvery == 1
        ? LoadSentenceText::tr(", opened anew for every call")
        : LoadSentenceText::tr(", opened anew after %1 calls").arg(count(load.reconnectEvery));
    return LoadSentenceText::tr("%1, %2%3, on %4", "connections, their use, renewal, threads")
        .arg(lines, kind, renewal, threads);
}

} // namespace

QString spokenDuration(std::chrono::nanoseconds duration)
{
    using namespace std::chrono;
    const QLocale locale;
    if (duration < 1ms)
        return LoadSentenceText::tr("%1 µs").arg(
            locale.toString(secondsOf(duration) * 1e6, 'g', 3));
    if (duration < 1s)
        return LoadSentenceText::tr("%1 ms").arg(
            locale.toString(secondsOf(duration) * 1e3, 'g', 3));
    const auto whole = round<seconds>(duration);
    if (whole < 2min)
        return LoadSentenceText::tr("%1 s").arg(locale.toString(secondsOf(duration), 'g', 3));
    const auto minutesPart = duration_cast<minutes>(whole);
    const auto secondsPart = whole - minutesPart;
    const QString spoken
        = LoadSentenceText::tr("%1 min").arg(locale.toString(qlonglong{minutesPart.count()}));
    return secondsPart.count() == 0 ? spoken
                                    : spoken
            + LoadSentenceText::tr(" %1 s").arg(locale.toString(qlonglong{secondsPart.count()}));
}

double mostTasksPerSecond(const Load& load)
{
    const auto users = static_cast<double>(load.users);
    const double low = secondsOf(load.wait.low);
    switch (load.wait.kind) {
    case WaitTime::Kind::None:
        return 0;
    case WaitTime::Kind::Constant:
    case WaitTime::Kind::Pacing:
        return low > 0 ? users / low : 0;
    case WaitTime::Kind::Between: {
        const double mean = (low + secondsOf(load.wait.high)) / 2;
        return mean > 0 ? users / mean : 0;
    }
    case WaitTime::Kind::Rate:
        return users * load.wait.perSecond;
    }
    return 0;
}

QString loadSentence(const Load& load, bool serverOnThisMachine)
{
    return QStringList{course(load), pace(load), connections(load, serverOnThisMachine)}.join(
               QStringLiteral(". "))
        + QLatin1Char('.');
}

} // namespace cicada
