#include "widgets/card_button.h"

#include "widgets/card.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace cicada {

QToolButton* addCardButton(Card* card, const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(card);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    card->titleRow()->addWidget(button);
    return button;
}

} // namespace cicada
