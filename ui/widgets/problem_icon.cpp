#include "widgets/problem_icon.h"

#include "widgets/color_roles.h"

#include <QPainter>
#include <QPixmap>

namespace cicada {

QIcon problemIcon(const QPalette& palette)
{
    constexpr int kSide = 64; // scaled down to the text's height at any pixel density
    QPixmap pixmap(kSide, kSide);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(roleColor(ColorRole::Error, palette));
    painter.drawEllipse(2, 2, kSide - 4, kSide - 4);
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawRoundedRect(QRectF(28, 14, 8, 24), 4, 4);
    painter.drawEllipse(QRectF(27, 42, 10, 10));
    painter.end();
    return QIcon(pixmap);
}

} // namespace cicada
