#include "widgets/menu_button.h"

#include <QStyleOptionToolButton>

namespace cicada {

MenuButton::MenuButton(const QString& text, QWidget* parent)
    : QToolButton(parent)
{
    setText(text + QStringLiteral(" ▾"));
    setPopupMode(QToolButton::InstantPopup);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
}

void MenuButton::initStyleOption(QStyleOptionToolButton* option) const
{
    QToolButton::initStyleOption(option);
    option->features
        &= ~QStyleOptionToolButton::ToolButtonFeatures(QStyleOptionToolButton::HasMenu);
}

} // namespace cicada
