#include "report/html_text.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

// The Unicode picture of a control character, so that it is seen instead of doing something.
void appendControlPicture(std::string& out, unsigned char control)
{
    const unsigned char picture = control == 0x7F ? 0x21 : control;
    out += "\xE2\x90";
    out += static_cast<char>(0x80 + picture);
}

void appendEscaped(std::string& out, char c)
{
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
    case '<':
        out += "&lt;";
        break;
    case '>':
        out += "&gt;";
        break;
    case '&':
        out += "&amp;";
        break;
    case '"':
        out += "&quot;";
        break;
    case '\'':
        out += "&#39;";
        break;
    case '\n':
    case '\t':
        out += c;
        break;
    default:
        if (byte < 0x20 || byte == 0x7F)
            appendControlPicture(out, byte);
        else
            out += c;
    }
}

QString fromBytes(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

std::string escapeHtml(std::string_view text)
{
    const QByteArray valid = fromBytes(text).toUtf8();
    std::string escaped;
    escaped.reserve(static_cast<std::size_t>(valid.size()));
    for (const char c : valid)
        appendEscaped(escaped, c);
    return escaped;
}

std::string escapeForScript(std::string_view json)
{
    std::string escaped;
    escaped.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string_view rest = json.substr(i, 3);
        if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") {
            escaped += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else if (json[i] == '<') {
            escaped += "\\u003c";
        } else if (json[i] == '>') {
            escaped += "\\u003e";
        } else if (json[i] == '&') {
            escaped += "\\u0026";
        } else {
            escaped += json[i];
        }
    }
    return escaped;
}

std::string shortened(std::string_view text, std::size_t characters)
{
    // A UTF-16 unit takes at most 3 bytes of UTF-8, so the rest of a huge text is never converted.
    QString units = fromBytes(text.substr(0, characters * 3 + 3));
    if (static_cast<std::size_t>(units.size()) <= characters)
        return units.toStdString();
    auto kept = static_cast<qsizetype>(characters);
    if (kept > 0 && units.at(kept - 1).isHighSurrogate())
        --kept;
    units.truncate(kept);
    return units.toStdString() + "\xE2\x80\xA6 ("
        + groupedNumber(static_cast<double>(text.size()), 0) + " bytes)";
}

std::string element(std::string_view tag, std::string_view text)
{
    return wrap(tag, escapeHtml(text));
}

std::string wrap(std::string_view tag, std::string_view html)
{
    const std::string_view name = tag.substr(0, tag.find(' '));
    std::string out;
    out.reserve(html.size() + tag.size() + name.size() + 5);
    out.append("<").append(tag).append(">").append(html);
    return out.append("</").append(name).append(">");
}

std::string groupedNumber(double value, int decimals)
{
    // QByteArray and not printf, which follows the user's locale.
    std::string text = QByteArray::number(value, 'f', decimals).toStdString();
    const std::size_t whole = std::min(text.find('.'), text.size());
    for (std::size_t place = whole; place > 3; place -= 3)
        text.insert(place - 3, ",");
    return text;
}

std::string countOf(double count, std::string_view one, std::string_view many)
{
    return groupedNumber(count, 0) + ' ' + std::string(count == 1 ? one : many);
}

std::string spanText(double seconds)
{
    if (seconds < 99.95)
        return groupedNumber(seconds, 1) + " s";
    const double whole = std::round(seconds);
    const auto part = [](double n, const char* unit) { return groupedNumber(n, 0) + unit; };
    if (whole < 3600)
        return part(std::floor(whole / 60), " min ") + part(std::fmod(whole, 60), " s");
    return part(std::floor(whole / 3600), " h ")
        + part(std::floor(std::fmod(whole, 3600) / 60), " min");
}

} // namespace cicada
