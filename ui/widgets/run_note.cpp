#include "widgets/run_note.h"

#include "widgets/color_roles.h"
#include "widgets/run_colors.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace cicada {

RunNote::RunNote(QWidget* parent)
    : QFrame(parent)
    , m_label(new QLabel)
{
    setAccessibleName(tr("Verdict"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(11, 5, 11, 5);
    layout->addWidget(m_label);
    hide();
}

void RunNote::setNote(Kind kind, const QString& text, qsizetype boldLength)
{
    setVisible(!text.isEmpty());
    if (text == m_text && kind == m_kind)
        return;
    m_text = text;
    m_kind = kind;
    setAccessibleDescription(text);
    QString html = text.mid(boldLength).toHtmlEscaped();
    if (boldLength > 0)
        html = QStringLiteral("<b>%1</b>").arg(text.left(boldLength).toHtmlEscaped()) + html;
    m_label->setText(html.replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    update();
}

void RunNote::paintEvent(QPaintEvent*)
{
    const RunColors colors = RunColors::of(palette());
    const QColor& role = m_kind == Kind::Abort ? colors.failures : colors.p95;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mixed(role, colors.card, m_kind == Kind::Abort ? 0.6 : 0.45));
    painter.setBrush(mixed(role, colors.card, 0.1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace cicada
