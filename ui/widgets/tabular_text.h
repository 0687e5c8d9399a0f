#pragma once

#include <QRectF>
#include <QString>

class QFontMetricsF;
class QPainter;

/// Numbers whose digits are all equally wide, so that columns line up and a counting figure does
/// not shiver. Many interface fonts have narrow ones and Qt 6.4 cannot ask a font for its tabular
/// digits.
namespace cicada {

double tabularWidth(const QFontMetricsF& metrics, const QString& text);

/// Draws one line in the painter's font and pen, vertically centred in `box`; left, right or
/// horizontally centred.
void drawTabular(
    QPainter& painter, const QRectF& box, Qt::Alignment alignment, const QString& text);

} // namespace cicada
