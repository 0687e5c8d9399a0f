#include "widgets/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace cicada {

namespace {

double digitSlot(const QFontMetricsF& metrics)
{
    double widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
}

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

/// Calls `visit(part, width, slot)` for every digit alone and every stretch between digits.
template <typename Visit>
void forEachPart(const QFontMetricsF& metrics, const QString& text, Visit visit)
{
    const double slot = digitSlot(metrics);
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = begin + 1;
        const bool digit = isDigit(text[begin]);
        while (!digit && end < text.size() && !isDigit(text[end]))
            ++end;
        const QString part = text.mid(begin, end - begin);
        const double width = metrics.horizontalAdvance(part);
        visit(part, width, digit ? slot : width);
        begin = end;
    }
}

} // namespace

double tabularWidth(const QFontMetricsF& metrics, const QString& text)
{
    double total = 0;
    forEachPart(metrics, text, [&](const QString&, double, double slot) { total += slot; });
    return total;
}

void drawTabular(QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    double x = box.left();
    if (alignment & Qt::AlignRight)
        x = box.right() - tabularWidth(metrics, text);
    else if (alignment & Qt::AlignHCenter)
        x = box.center().x() - tabularWidth(metrics, text) / 2;
    const double baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    forEachPart(metrics, text, [&](const QString& part, double width, double slot) {
        painter.drawText(QPointF(x + (slot - width) / 2, baseline), part);
        x += slot;
    });
}

} // namespace cicada
