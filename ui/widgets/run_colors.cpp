#include "widgets/run_colors.h"

#include "widgets/color_roles.h"

#include <QPainter>
#include <QPalette>

namespace cicada {

RunColors RunColors::of(const QPalette& palette)
{
    RunColors colors;
    colors.card = palette.color(QPalette::Active, QPalette::Base);
    colors.text = palette.color(QPalette::Active, QPalette::Text);
    const bool dark = isDark(palette);
    const auto role = [dark](QRgb light, QRgb lighter) { return QColor(dark ? lighter : light); };
    colors.median = role(0x0072B2, 0x4DA9E2);
    colors.p95 = role(0xE69F00, 0xF4BC4E);
    colors.p99 = role(0xD55E00, 0xF78C48);
    colors.throughput = role(0x009E73, 0x3DC79C);
    colors.failures = role(0xCC3311, 0xF4745C);
    colors.server = role(0x56B4E9, 0x8ECDF4);
    colors.users = role(0x7A7A7A, 0xA8A8A8);
    colors.border = mixed(colors.text, colors.card, dark ? 0.22 : 0.15);
    colors.grid = mixed(colors.text, colors.card, dark ? 0.12 : 0.08);
    colors.dimText = mixed(colors.text, colors.card, 0.62);
    colors.phase = mixed(colors.text, colors.card, dark ? 0.07 : 0.04);
    return colors;
}

void RunColors::drawCard(QPainter& painter, const QRect& area) const
{
    painter.setPen(border);
    painter.setBrush(card);
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace cicada
