#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// A table as CSV text (RFC 4180: CRLF, quoted texts, UTF-8), the same in every locale. Texts come
/// from other people's servers and files, so none is left that a spreadsheet would run as a
/// formula: such a one gets an apostrophe in front. Not shared between threads.
class CsvTable
{
public:
    /// `columns` are ours: lower case, each with its unit.
    explicit CsvTable(const std::vector<std::string>& columns);

    /// The fields of one row, in the order of the columns.
    CsvTable& text(std::string_view value);
    CsvTable& count(std::uint64_t value);
    /// `decimals` digits after the point; empty where there is no value or it is not finite.
    CsvTable& number(std::optional<double> value, int decimals);
    CsvTable& noValue(std::size_t fields = 1);

    /// Ends the row. It must have as many fields as there are columns (asserted).
    void endRow();

    const std::string& csv() const { return m_csv; }

private:
    void field(std::string_view text);

    const std::size_t m_columns;
    std::size_t m_fields = 0; ///< of the row under way
    std::string m_csv;
};

} // namespace cicada
