#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// A cell's content, not yet formatted: numbers of one column share their decimals.
struct HtmlCell
{
    std::string text = {};
    std::optional<double> number = std::nullopt;
    bool noData = false; ///< says "no data"
    bool alert = false;  ///< a number above 0 is bad news

    static HtmlCell words(std::string text) { return {.text = std::move(text)}; }

    /// Empty where there is no value.
    static HtmlCell value(std::optional<double> number) { return {.number = number}; }

    /// "no data" where there is no value.
    static HtmlCell measured(std::optional<double> number)
    {
        return {.number = number, .noData = !number};
    }

    static HtmlCell bad(std::optional<double> number) { return {.number = number, .alert = true}; }
};

/// A static table that the page's script makes sortable: right-aligned numbers, each with its raw
/// value for sorting; child rows stay under their row; total rows stay below. Not shared.
class HtmlTable
{
public:
    enum class Row : std::uint8_t
    {
        Plain,
        Child, ///< belongs to the plain row above it
        Total,
    };

    struct Column
    {
        std::string title; ///< with its unit: no cell repeats it
        bool numeric = false;
        std::string group = {}; ///< a second header line over neighbours of one group
    };

    explicit HtmlTable(std::vector<Column> columns);

    /// Missing cells are empty, superfluous ones are dropped.
    void add(Row kind, std::vector<HtmlCell> cells);

    bool empty() const { return m_rows.empty(); }

    /// Needs `id` from us (not escaped). Every text is escaped; long ones are cut.
    std::string html(const char* id) const;

private:
    struct StoredRow
    {
        Row kind;
        std::vector<HtmlCell> cells;
    };

    std::string headHtml() const;
    std::string rowHtml(const StoredRow& row, const std::vector<int>& decimals) const;
    std::vector<int> decimalsOfColumns() const;

    const std::vector<Column> m_columns;
    std::vector<StoredRow> m_rows;
};

} // namespace cicada
