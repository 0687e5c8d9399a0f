#include "models/document_outline.h"

#include "models/document_content.h"

#include <QCoreApplication>
#include <QLocale>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace cicada {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kOpenItems = 5; // longer arrays start closed
constexpr qsizetype kLongText = 120;

QString itemsText(const OrderedJson& value)
{
    const int count = static_cast<int>(value.size());
    QString text = value.is_array()
        ? QCoreApplication::translate("DocumentOutline", "%n items", nullptr, count)
        : QCoreApplication::translate("DocumentOutline", "%n members", nullptr, count);
    // Without a translation file, %n has no plural and no separators.
    if (count == 1 && text.endsWith(QLatin1Char('s')))
        text.chop(1);
    return text.replace(QString::number(count), QLocale().toString(count));
}

QString scalarText(const OrderedJson& value, qsizetype limit)
{
    QString text
        = QString::fromStdString(value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace));
    if (text.size() > limit)
        text = text.first(std::max<qsizetype>(limit - 2, 1))
            + (value.is_string() ? QStringLiteral("…\"") : QStringLiteral("…"));
    return text;
}

DocumentSpan::Kind scalarKind(const OrderedJson& value)
{
    if (value.is_string())
        return DocumentSpan::Kind::String;
    return value.is_number() ? DocumentSpan::Kind::Number : DocumentSpan::Kind::Literal;
}

class Layouter
{
public:
    Layouter(const FoldState& folds, int columns)
        : m_folds(folds)
        , m_columns(std::max(columns, 20))
    {
    }

    std::vector<DocumentLine> run(const OrderedJson& document)
    {
        beginLine(0);
        place(document, QStringLiteral("$"), 0, QString());
        return std::move(m_lines);
    }

private:
    // Writes `value` at the end of the current line, and on further lines where it does not fit.
    void place(const OrderedJson& value, const QString& path, int depth, const QString& after)
    {
        if (!value.is_structured()) {
            const qsizetype room
                = std::max<qsizetype>(m_columns - line().text.size() - after.size(), 16);
            span(scalarText(value, std::min(room, kLongText)), scalarKind(value), path);
            line().text += after;
            return;
        }
        DocumentLine inlined;
        const qsizetype room = m_columns - line().text.size() - after.size();
        if (inlineText(value, path, room, inlined)) {
            append(inlined);
            line().text += after;
            return;
        }
        placeOpen(value, path, depth, after);
    }

    void placeOpen(const OrderedJson& value, const QString& path, int depth, const QString& after)
    {
        span(value.is_array() ? QStringLiteral("[ ▾") : QStringLiteral("{"),
            DocumentSpan::Kind::Closer, path);
        const std::size_t shown = shownItems(value, path);
        std::size_t number = 0;
        for (const auto& [name, member] : value.items()) {
            if (number == shown)
                break;
            const QString comma = ++number < value.size() ? QStringLiteral(",") : QString();
            beginLine(depth + 1);
            if (value.is_array()) {
                place(member, itemPath(path, static_cast<qsizetype>(number) - 1), depth + 1, comma);
            } else {
                const QString memberAt = memberPath(path, QString::fromStdString(name));
                memberName(name, memberAt);
                place(member, memberAt, depth + 1, comma);
            }
        }
        if (shown < value.size()) {
            beginLine(depth + 1);
            const auto rest = static_cast<qlonglong>(value.size() - shown);
            span(QCoreApplication::translate("DocumentOutline", "%1 more ▸")
                     .arg(QLocale().toString(rest)),
                DocumentSpan::Kind::More, path);
        }
        beginLine(depth);
        line().text += (value.is_array() ? QLatin1Char(']') : QLatin1Char('}')) + after;
    }

    // All of `value` on one line; false where it needs more than `room`.
    bool inlineText(
        const OrderedJson& value, const QString& path, qsizetype room, DocumentLine& out) const
    {
        if (out.text.size() > room)
            return false;
        if (!value.is_structured()) {
            add(out, scalarText(value, kLongText), scalarKind(value), path);
            return out.text.size() <= room;
        }
        const QChar opening = value.is_array() ? QLatin1Char('[') : QLatin1Char('{');
        const QChar closing = value.is_array() ? QLatin1Char(']') : QLatin1Char('}');
        if (value.empty()) {
            out.text += QString(opening) + QLatin1Char(' ') + closing;
            return out.text.size() <= room;
        }
        if (!isOpen(value, path, m_folds)) {
            // Closed ones are never broken up: however narrow, there is no shorter form.
            out.text += QString(opening) + QLatin1Char(' ');
            add(out, itemsText(value) + QStringLiteral(" ▸"), DocumentSpan::Kind::Opener, path);
            out.text += QLatin1Char(' ') + QString(closing);
            return true;
        }
        return !openedByHand(path) && inlineMembers(value, path, room, out);
    }

    bool inlineMembers(
        const OrderedJson& value, const QString& path, qsizetype room, DocumentLine& out) const
    {
        out.text += value.is_array() ? QLatin1String("[ ") : QLatin1String("{ ");
        std::size_t number = 0;
        for (const auto& [name, member] : value.items()) {
            QString memberAt;
            if (value.is_array()) {
                memberAt = itemPath(path, static_cast<qsizetype>(number));
            } else {
                memberAt = memberPath(path, QString::fromStdString(name));
                add(out, scalarText(OrderedJson(name), kLongText), DocumentSpan::Kind::Member,
                    memberAt);
                out.text += QLatin1String(": ");
            }
            if (!inlineText(member, memberAt, room, out))
                return false;
            out.text += ++number < value.size() ? QLatin1String(", ") : QLatin1String(" ");
        }
        out.text += value.is_array() ? QLatin1Char(']') : QLatin1Char('}');
        return out.text.size() <= room;
    }

    std::size_t shownItems(const OrderedJson& value, const QString& path) const
    {
        if (!value.is_array())
            return value.size();
        const auto asked = m_folds.shown.find(path);
        return std::min(value.size(), asked == m_folds.shown.end() ? kItemsAtOnce : asked->second);
    }

    bool openedByHand(const QString& path) const
    {
        const auto choice = m_folds.open.find(path);
        return choice != m_folds.open.end() && choice->second;
    }

    void memberName(const std::string& name, const QString& path)
    {
        span(scalarText(OrderedJson(name), kLongText), DocumentSpan::Kind::Member, path);
        line().text += QLatin1String(": ");
    }

    void beginLine(int depth)
    {
        m_lines.push_back({QString(2 * qsizetype{depth}, QLatin1Char(' ')), {}});
    }

    DocumentLine& line() { return m_lines.back(); }

    void span(const QString& text, DocumentSpan::Kind kind, const QString& path)
    {
        add(line(), text, kind, path);
    }

    static void add(
        DocumentLine& out, const QString& text, DocumentSpan::Kind kind, const QString& path)
    {
        out.spans.push_back({out.text.size(), text.size(), kind, path});
        out.text += text;
    }

    void append(const DocumentLine& inlined)
    {
        for (DocumentSpan moved : inlined.spans) {
            moved.start += line().text.size();
            line().spans.push_back(std::move(moved));
        }
        line().text += inlined.text;
    }

    const FoldState& m_folds;
    const int m_columns;
    std::vector<DocumentLine> m_lines;
};

} // namespace

bool isOpen(const OrderedJson& value, const QString& path, const FoldState& folds)
{
    if (const auto choice = folds.open.find(path); choice != folds.open.end())
        return choice->second;
    return !value.is_array() || value.size() <= kOpenItems;
}

std::vector<DocumentLine> layOutDocument(
    const OrderedJson& document, const FoldState& folds, int columns)
{
    return Layouter(folds, columns).run(document);
}

QString shortValue(const OrderedJson& value, qsizetype limit)
{
    if (!value.is_structured())
        return scalarText(value, limit);
    return (value.is_array() ? QStringLiteral("[ %1 ]") : QStringLiteral("{ %1 }"))
        .arg(itemsText(value));
}

} // namespace cicada
