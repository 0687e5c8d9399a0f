#include "widgets/elided_label.h"

#include <QPainter>
#include <QStyle>

namespace cicada {

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return QSize(std::min(whole.width(), fontMetrics().averageCharWidth() * 8), whole.height());
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    style()->drawItemText(&painter, contentsRect(), Qt::AlignVCenter | Qt::AlignLeft, palette(),
        isEnabled(), shown, foregroundRole());
}

} // namespace cicada
