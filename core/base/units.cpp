#include "base/units.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace cicada {

namespace {

struct Unit
{
    std::string_view name;
    std::uint64_t factor;
};

// Nanoseconds, big to small: several in a row must come in this order.
constexpr std::array kDurationUnits{
    Unit{"h", 3'600'000'000'000},
    Unit{"m", 60'000'000'000},
    Unit{"s", 1'000'000'000},
    Unit{"ms", 1'000'000},
    Unit{"us", 1'000},
    Unit{"µs", 1'000},
};

constexpr std::array kByteUnits{
    Unit{"", 1},
    Unit{"b", 1},
    Unit{"kb", 1'000},
    Unit{"mb", 1'000'000},
    Unit{"gb", 1'000'000'000},
    Unit{"tb", 1'000'000'000'000},
    Unit{"kib", 1ULL << 10},
    Unit{"mib", 1ULL << 20},
    Unit{"gib", 1ULL << 30},
    Unit{"tib", 1ULL << 40},
};

constexpr std::uint64_t kLongestDuration = 1000 * kDurationUnits[0].factor;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

// Only what is short and printable is repeated to the user.
std::string quoted(std::string_view text)
{
    const bool printable
        = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return printable && text.size() <= 40 ? '"' + std::string(text) + '"' : std::string("the text");
}

// An unsigned decimal number, kept exact: the fraction in billionths.
struct Decimal
{
    std::uint64_t whole = 0;
    std::uint64_t billionths = 0;
};

std::optional<Decimal> takeDecimal(std::string_view& rest)
{
    Decimal decimal;
    const auto [end, error]
        = std::from_chars(rest.data(), rest.data() + rest.size(), decimal.whole);
    if (error != std::errc{})
        return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty() || rest.front() != '.')
        return decimal;
    rest.remove_prefix(1);
    if (rest.empty() || !isDigit(rest.front()))
        return std::nullopt;
    for (std::uint64_t place = 100'000'000; !rest.empty() && isDigit(rest.front()); place /= 10) {
        decimal.billionths += place * static_cast<std::uint64_t>(rest.front() - '0');
        rest.remove_prefix(1);
    }
    return decimal;
}

// Rounded to a whole number; nothing where that does not fit.
std::optional<std::uint64_t> scaled(const Decimal& decimal, std::uint64_t factor)
{
    constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
    if (decimal.whole > kMax / factor)
        return std::nullopt;
    const std::uint64_t whole = decimal.whole * factor;
    // Factors stay below 2^42, so the double is exact enough to round right.
    const auto fraction = static_cast<std::uint64_t>(
        std::llround(static_cast<double>(decimal.billionths) / 1e9 * static_cast<double>(factor)));
    return fraction > kMax - whole ? std::nullopt : std::optional(whole + fraction);
}

std::string_view takeUnitName(std::string_view& rest)
{
    rest = trimmed(rest);
    std::size_t length = 0;
    while (length < rest.size() && !isDigit(rest[length]) && rest[length] != ' ')
        ++length;
    const std::string_view name = rest.substr(0, length);
    rest = trimmed(rest.substr(length));
    return name;
}

// One "<number><unit>" off the front of `rest`, in nanoseconds; its unit must be smaller than the
// last.
std::optional<std::uint64_t> takeDurationPart(std::string_view& rest, std::uint64_t& lastFactor)
{
    const std::optional<Decimal> number = takeDecimal(rest);
    if (!number)
        return std::nullopt;
    const std::string_view name = takeUnitName(rest);
    for (const Unit& unit : kDurationUnits) {
        if (unit.name == name && unit.factor < lastFactor) {
            lastFactor = unit.factor;
            return scaled(*number, unit.factor);
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> durationOf(std::string_view rest)
{
    if (std::string_view bare = rest; const auto seconds = takeDecimal(bare)) {
        if (bare.empty())
            return scaled(*seconds, 1'000'000'000);
    }
    if (rest.empty())
        return std::nullopt;
    std::uint64_t total = 0;
    std::uint64_t lastFactor = std::numeric_limits<std::uint64_t>::max();
    while (!rest.empty()) {
        const std::optional<std::uint64_t> part = takeDurationPart(rest, lastFactor);
        if (!part || *part > kLongestDuration)
            return part; // nothing, or too long already
        total += *part;
    }
    return total;
}

// std::to_chars and not printf: the decimal point must not follow the user's locale.
std::string fixedPoint(double value, int decimals)
{
    std::array<char, 400> buffer{}; // the longest double has 309 digits before its point
    const auto [end, error] = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return error == std::errc{} ? std::string(buffer.data(), end) : std::string("-");
}

void dropTrailingZeros(std::string& number)
{
    if (number.find('.') == std::string::npos)
        return;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.')
        number.pop_back();
}

// 3 significant digits at least; whole numbers stay whole.
std::string threeDigits(double value)
{
    int decimals = 2;
    for (double bound = 9.995; decimals > 0 && value >= bound; bound *= 10)
        --decimals;
    for (double bound = 0.9995; decimals < 5 && value > 0 && value < bound; bound /= 10)
        ++decimals;
    std::string number = fixedPoint(value, decimals);
    dropTrailingZeros(number);
    return number;
}

std::string withSeparators(std::string digits)
{
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string exactDecimal(std::uint64_t value, std::uint64_t factor)
{
    std::string text = std::to_string(value / factor);
    if (const std::uint64_t rest = value % factor) {
        std::string fraction = std::to_string(rest + factor);
        fraction.front() = '.'; // the factor is a power of ten: its 1 holds the leading zeros
        text += fraction;
        dropTrailingZeros(text);
    }
    return text;
}

} // namespace

Result<std::chrono::nanoseconds> parseDuration(std::string_view text)
{
    const std::optional<std::uint64_t> nanoseconds = durationOf(trimmed(text));
    if (!nanoseconds)
        return Error{ErrorKind::Invalid,
            quoted(text) + " is not a duration: write for example 250ms, 30s or 1m30s"};
    if (*nanoseconds > kLongestDuration)
        return Error{ErrorKind::Invalid, quoted(text) + " is too long: at most 1000h"};
    return std::chrono::nanoseconds(static_cast<std::int64_t>(*nanoseconds));
}

std::string formatDuration(std::chrono::nanoseconds duration)
{
    std::string text = duration.count() < 0 ? "-" : "";
    auto rest = static_cast<std::uint64_t>(duration.count());
    if (duration.count() < 0)
        rest = 0 - rest;
    for (const Unit& unit : {kDurationUnits[0], kDurationUnits[1]}) {
        if (rest >= unit.factor)
            text += std::to_string(rest / unit.factor).append(unit.name);
        rest %= unit.factor;
    }
    if (rest == 0)
        return duration.count() == 0 ? "0s" : text;
    const Unit& unit = rest >= 1'000'000'000 ? kDurationUnits[2]
        : rest >= 1'000'000                  ? kDurationUnits[3]
                                             : kDurationUnits[4];
    return text.append(exactDecimal(rest, unit.factor)).append(unit.name);
}

Result<std::uint64_t> parseBytes(std::string_view text)
{
    std::string_view rest = trimmed(text);
    const std::optional<Decimal> number = takeDecimal(rest);
    std::string name(number ? takeUnitName(rest) : std::string_view());
    for (char& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const Unit& unit : kByteUnits) {
        if (!number || !rest.empty() || name != unit.name
            || (unit.factor == 1 && number->billionths != 0))
            continue;
        if (const std::optional<std::uint64_t> bytes = scaled(*number, unit.factor))
            return *bytes;
    }
    return Error{ErrorKind::Invalid,
        quoted(text) + " is not a number of bytes: write for example 4096, 64KB or 1.5MB"};
}

std::string formatBytes(double bytes)
{
    constexpr std::array kNames{" B", " KB", " MB", " GB", " TB"};
    std::size_t unit = 0;
    for (; bytes >= 999.5 && unit + 1 < kNames.size(); bytes /= 1000)
        ++unit;
    return threeDigits(bytes) + kNames[unit];
}

std::string formatMicroseconds(double microseconds)
{
    if (microseconds < 99.95)
        return threeDigits(microseconds) + " us";
    if (microseconds < 999'500)
        return threeDigits(microseconds / 1e3) + " ms";
    return threeDigits(microseconds / 1e6) + " s";
}

std::string formatCount(std::uint64_t count)
{
    return withSeparators(std::to_string(count));
}

std::string formatRate(double perSecond)
{
    return perSecond < 99.95 ? threeDigits(perSecond) : withSeparators(fixedPoint(perSecond, 0));
}

std::string formatTimestamp(std::chrono::system_clock::time_point time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<milliseconds>(time - day));
    const auto padded = [](std::int64_t number, std::size_t width) {
        std::string digits = std::to_string(number);
        return digits.insert(0, width - std::min(width, digits.size()), '0');
    };
    return padded(int(date.year()), 4) + '-' + padded(unsigned(date.month()), 2) + '-'
        + padded(unsigned(date.day()), 2) + 'T' + padded(clock.hours().count(), 2) + ':'
        + padded(clock.minutes().count(), 2) + ':' + padded(clock.seconds().count(), 2) + '.'
        + padded(clock.subseconds().count(), 3) + 'Z';
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    constexpr std::size_t kLongestName
        = 200; // beyond it nothing is near, and the table would be big
    if (std::max(a.size(), b.size()) > kLongestName)
        return std::max(a.size(), b.size());
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

} // namespace cicada
