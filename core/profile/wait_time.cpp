#include "base/units.h"
#include "profile/test_profile.h"

#include <QByteArrayView>
#include <QString>

#include <array>
#include <charconv>
#include <cmath>

namespace cicada {

namespace {

using WaitKind = WaitTime::Kind;

Error notAWaitTime(std::string reason)
{
    return Error{ErrorKind::Invalid,
        "must be \"none\", \"1s\", \"between:1s:3s\", \"pacing:1s\" or \"rate:2\": "
            + std::move(reason)};
}

// "between:1s:3s" into "between" and "1s:3s"; a bare duration is "constant".
std::pair<std::string_view, std::string_view> kindAndTimes(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return text == "none" ? std::pair(text, std::string_view())
                              : std::pair(std::string_view("constant"), text);
    return {text.substr(0, colon), text.substr(colon + 1)};
}

Result<WaitTime> withOneDuration(WaitKind kind, std::string_view text)
{
    const auto duration = parseDuration(text);
    if (!duration)
        return notAWaitTime(duration.error().text);
    if (kind == WaitKind::Pacing && duration->count() == 0)
        return notAWaitTime("a pacing must be above 0s");
    return WaitTime{.kind = kind, .low = *duration};
}

Result<WaitTime> between(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return notAWaitTime("\"between\" needs two durations");
    const auto low = parseDuration(text.substr(0, colon));
    const auto high = parseDuration(text.substr(colon + 1));
    if (!low || !high)
        return notAWaitTime(low ? high.error().text : low.error().text);
    if (*low > *high)
        return notAWaitTime("the first duration must not be the longer one");
    return WaitTime{.kind = WaitKind::Between, .low = *low, .high = *high};
}

Result<WaitTime> rate(std::string_view text)
{
    bool ok = false;
    // Qt's, for it never follows the user's locale.
    const double perSecond
        = QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).toDouble(&ok);
    if (!ok || !std::isfinite(perSecond) || perSecond <= 0 || perSecond > 1e6)
        return notAWaitTime("a rate must be a number above 0, at most 1,000,000");
    return WaitTime{.kind = WaitKind::Rate, .perSecond = perSecond};
}

// The shortest digits that read back as the same number.
std::string exactNumber(double number)
{
    std::array<char, 32> buffer{};
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr};
}

} // namespace

Result<WaitTime> WaitTime::parse(std::string_view text)
{
    const auto [name, rest] = kindAndTimes(text);
    if (name == "none" && rest.empty())
        return WaitTime{};
    if (name == "constant")
        return withOneDuration(WaitKind::Constant, rest);
    if (name == "pacing")
        return withOneDuration(WaitKind::Pacing, rest);
    if (name == "between")
        return between(rest);
    if (name == "rate")
        return rate(rest);
    return notAWaitTime("there is no such kind of wait");
}

std::string WaitTime::text() const
{
    switch (kind) {
    case WaitKind::None:
        break;
    case WaitKind::Constant:
        return formatDuration(low);
    case WaitKind::Between:
        return "between:" + formatDuration(low) + ':' + formatDuration(high);
    case WaitKind::Pacing:
        return "pacing:" + formatDuration(low);
    case WaitKind::Rate:
        return "rate:" + exactNumber(perSecond);
    }
    return "none";
}

} // namespace cicada
