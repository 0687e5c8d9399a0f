#include "report/text_table.h"

#include "base/units.h"
#include "profile/object_reader.h"

#include <QString>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cicada {

namespace {

// A letter is what does not continue one in UTF-8.
std::size_t letters(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

} // namespace

std::string shortenedCell(const std::string& text, std::size_t most)
{
    if (letters(text) <= most)
        return text;
    std::size_t end = 0;
    for (std::size_t seen = 0; seen < most; ++seen) {
        ++end;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
            ++end;
    }
    return text.substr(0, end) + "…";
}

// QString and not printf: the decimal point must not follow the user's locale.
std::string fixedCell(double value, int decimals)
{
    return QString::number(value, 'f', decimals).toStdString();
}

std::string wholeCell(double value)
{
    return formatCount(static_cast<std::uint64_t>(std::llround(std::clamp(value, 0.0, 1e15))));
}

std::string millisecondsCell(double microseconds)
{
    const double value = microseconds / 1000;
    if (value >= 99.95)
        return formatCount(static_cast<std::uint64_t>(std::llround(std::min(value, 1e15))));
    return fixedCell(value, value < 0.0995 ? 3 : value < 9.995 ? 2 : 1);
}

std::string textTable(std::vector<TextRow> rows, std::size_t leftAligned)
{
    // It goes to terminals, which control characters would steer.
    for (TextRow& row : rows)
        std::ranges::transform(row, row.begin(), ObjectReader::oneLine);
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const TextRow& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], letters(row[i]));
    }
    std::string text;
    for (const TextRow& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - letters(row[i]), ' ');
            line += i == 0 ? "" : "  ";
            line += i < leftAligned ? row[i] + padding : padding + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace cicada
