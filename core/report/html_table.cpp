#include "report/html_table.h"

#include "report/html_text.h"

#include <QByteArray>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cicada {

namespace {

constexpr std::size_t kLongestText = 400;

// As many as the smallest number needs for 3 digits, at most 3 (1 us in ms), and fewer where the
// largest would then have more than 6 digits: the points of a column stand below each other.
int decimalsFor(double smallest, double largest)
{
    const auto wholeDigits
        = [](double value) { return static_cast<int>(std::floor(std::log10(value))) + 1; };
    const int wanted = 3 - wholeDigits(std::max(smallest, 0.001));
    return std::clamp(std::min(wanted, 6 - wholeDigits(std::max(largest, 1.0))), 0, 3);
}

} // namespace

HtmlTable::HtmlTable(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
}

void HtmlTable::add(Row kind, std::vector<HtmlCell> cells)
{
    cells.resize(m_columns.size());
    m_rows.push_back({kind, std::move(cells)});
}

std::vector<int> HtmlTable::decimalsOfColumns() const
{
    std::vector<int> decimals;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        double smallest = 0;
        double largest = 0;
        bool whole = true;
        for (const StoredRow& row : m_rows) {
            const double number = row.cells[column].number.value_or(0);
            if (number > 0 && (smallest == 0 || number < smallest))
                smallest = number;
            largest = std::max(largest, number);
            whole = whole && number == std::floor(number);
        }
        decimals.push_back(whole ? 0 : decimalsFor(smallest, largest));
    }
    return decimals;
}

std::string HtmlTable::headHtml() const
{
    std::string groups;
    std::string titles;
    bool grouped = false;
    for (std::size_t i = 0; i < m_columns.size();) {
        std::size_t end = i + 1;
        while (end < m_columns.size() && m_columns[end].group == m_columns[i].group)
            ++end;
        const std::string& group = m_columns[i].group;
        grouped = grouped || !group.empty();
        const std::string span = " colspan=\"" + std::to_string(end - i) + '"';
        groups += group.empty() ? wrap("td" + span, "")
                                : element("th class=\"group\" scope=\"colgroup\"" + span, group);
        for (; i < end; ++i)
            titles += element(
                m_columns[i].numeric ? "th class=\"n\" scope=\"col\"" : "th scope=\"col\"",
                m_columns[i].title);
    }
    return wrap("thead", (grouped ? wrap("tr", groups) : "") + wrap("tr class=\"titles\"", titles));
}

std::string HtmlTable::rowHtml(const StoredRow& row, const std::vector<int>& decimals) const
{
    std::string cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const HtmlCell& cell = row.cells[i];
        if (cell.noData) {
            cells += "<td class=\"n none\">no data</td>";
        } else if (cell.number) {
            const std::string raw = QByteArray::number(*cell.number, 'g', 12).toStdString();
            const bool bad = cell.alert && *cell.number > 0;
            cells += element(
                (bad ? "td class=\"n bad\" data-v=\"" : "td class=\"n\" data-v=\"") + raw + '"',
                groupedNumber(*cell.number, decimals[i]));
        } else {
            cells += element(
                m_columns[i].numeric ? "td class=\"n\"" : "td", shortened(cell.text, kLongestText));
        }
    }
    return wrap(row.kind == Row::Child ? "tr class=\"call\"" : "tr", cells);
}

std::string HtmlTable::html(const char* id) const
{
    const std::vector<int> decimals = decimalsOfColumns();
    std::string bodies;
    std::string totals;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].kind == Row::Total) {
            totals += rowHtml(m_rows[i], decimals);
            continue;
        }
        std::string rows = rowHtml(m_rows[i], decimals);
        while (i + 1 < m_rows.size() && m_rows[i + 1].kind == Row::Child)
            rows += rowHtml(m_rows[++i], decimals);
        bodies += wrap("tbody", rows) + '\n';
    }
    if (!totals.empty())
        totals = wrap("tfoot", totals);
    const std::string name(id);
    return wrap("div class=\"scroll t-" + name + '"',
        wrap("table id=\"" + name + '"', headHtml() + bodies + totals));
}

} // namespace cicada
