#include "engine/outage_watch.h"

#include "base/units.h"
#include "redis/failure.h"

#include <algorithm>
#include <array>

namespace cicada {

namespace {

/// Fewer failures may be a coincidence of a slow run.
constexpr std::uint64_t kFewestFailures = 3;

/// Failures that come with the loss of their connection.
bool isOfConnection(const std::string& kind)
{
    constexpr std::array kKinds{FailureKind::Dns, FailureKind::Refused, FailureKind::Unreachable,
        FailureKind::Timeout, FailureKind::Reset, FailureKind::Tls, FailureKind::Auth};
    return std::ranges::any_of(
        kKinds, [&](FailureKind known) { return failureKindName(known) == kind; });
}

/// The most frequent failure; null where there is none.
const FailureKey* mainFailure(const Interval& interval)
{
    const auto most = std::ranges::max_element(
        interval.failures, {}, [](const auto& failure) { return failure.second; });
    return most == interval.failures.end() ? nullptr : &most->first;
}

} // namespace

bool OutageWatch::Stretch::add(const Interval& interval)
{
    if (!begun)
        *this = {true, false, interval.start, {}, 0};
    length = interval.start + interval.length - start;
    failures += interval.failureCount();
    return !told && length >= kShortest;
}

bool OutageWatch::Stretch::end()
{
    const bool wasTold = told;
    begun = told = false;
    return wasTold;
}

std::vector<OutageWatch::Note> OutageWatch::take(const Interval& interval)
{
    std::vector<Note> notes;
    const double end = secondsOf(interval.start + interval.length);
    if (interval.requests() == 0) {
        const bool waits = interval.inFlight > 0 && interval.connections > 0;
        if (!waits) {
            m_silence.end();
        } else if (m_silence.add(interval)) {
            m_silence.told = true;
            notes.push_back({secondsOf(m_silence.start), "silent",
                "no request ended for a second and more, " + formatCount(interval.inFlight)
                    + " under way"});
        }
        return notes;
    }
    if (const auto length = m_silence.length; m_silence.end())
        notes.push_back({end, "answers",
            "requests end again after " + formatMicroseconds(length) + " or more"});

    const FailureKey* const failure = mainFailure(interval);
    // Not all: an interval is a second, and an outage begins within one.
    const bool mostFailed = 2 * interval.failureCount() > interval.requests();
    if (!mostFailed || failure == nullptr || isOfConnection(failure->kind)) {
        if (const auto length = m_failing.length; m_failing.end() && !mostFailed)
            notes.push_back({end, "works",
                "requests succeed again after " + formatMicroseconds(length) + " or more"});
    } else if (m_failing.add(interval) && m_failing.failures >= kFewestFailures) {
        m_failing.told = true;
        notes.push_back(
            {secondsOf(m_failing.start), "failing", "most requests fail: " + failure->message});
    }
    return notes;
}

} // namespace cicada
