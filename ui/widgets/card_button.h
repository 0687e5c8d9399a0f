#pragma once

class QString;
class QToolButton;

namespace cicada {

class Card;

/// Adds a flat button at the right end of the card's title.
QToolButton* addCardButton(Card* card, const QString& text, const QString& toolTip);

} // namespace cicada
