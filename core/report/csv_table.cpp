#include "report/csv_table.h"

#include <QString>

#include <cassert>
#include <cmath>

namespace cicada {

namespace {

// Spreadsheets skip blanks before a formula, and take the full-width signs of Asian keyboards too.
bool looksLikeFormula(const QString& text)
{
    static const QString signs = QStringLiteral(u"=+-@\uFF1D\uFF0B\uFF0D\uFF20");
    for (const QChar character : text) {
        if (signs.contains(character))
            return true;
        if (!character.isSpace())
            return false;
    }
    return false;
}

} // namespace

CsvTable::CsvTable(const std::vector<std::string>& columns)
    : m_columns(columns.size())
{
    for (const std::string& column : columns)
        field(column);
    endRow();
}

CsvTable& CsvTable::text(std::string_view value)
{
    QString text
        = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); // mends bad UTF-8
    if (looksLikeFormula(text))
        text.prepend(QLatin1Char('\''));
    for (QChar& character : text) {
        if (character < QLatin1Char(' ') && !QStringLiteral("\t\r\n").contains(character))
            character = QChar::ReplacementCharacter; // RFC 4180 knows no control characters
    }
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    field('"' + text.toStdString() + '"');
    return *this;
}

CsvTable& CsvTable::count(std::uint64_t value)
{
    field(std::to_string(value));
    return *this;
}

CsvTable& CsvTable::number(std::optional<double> value, int decimals)
{
    if (value && std::isfinite(*value))
        field(QString::number(*value, 'f', decimals).toStdString());
    else
        field({});
    return *this;
}

CsvTable& CsvTable::noValue(std::size_t fields)
{
    for (; fields > 0; --fields)
        field({});
    return *this;
}

void CsvTable::endRow()
{
    assert(m_fields == m_columns);
    m_csv += "\r\n";
    m_fields = 0;
}

void CsvTable::field(std::string_view text)
{
    if (m_fields++ > 0)
        m_csv += ',';
    m_csv += text;
}

} // namespace cicada
