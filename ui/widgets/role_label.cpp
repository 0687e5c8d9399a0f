#include "widgets/role_label.h"

#include <QEvent>

namespace cicada {

RoleLabel::RoleLabel(ColorRole role, const QString& text, QWidget* parent)
    : QLabel(text, parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    applyColor();
}

void RoleLabel::setRole(ColorRole role)
{
    m_role = role;
    applyColor();
}

void RoleLabel::changeEvent(QEvent* event)
{
    // The parent's colours count: this label's own palette is the one that was changed here.
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        applyColor();
    QLabel::changeEvent(event);
}

void RoleLabel::applyColor()
{
    const QPalette surrounding = parentWidget() ? parentWidget()->palette() : QPalette();
    const QColor wanted = roleColor(m_role, surrounding);
    if (palette().color(QPalette::WindowText) == wanted)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, wanted);
    own.setColor(QPalette::Text, wanted); // on surfaces in the palette's Base
    setPalette(own);
}

} // namespace cicada
