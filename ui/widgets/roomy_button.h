#pragma once

#include <QPushButton>

namespace cicada {

/// A push button with air around its words: styles leave next to none beside a long text.
class RoomyButton : public QPushButton
{
    Q_OBJECT

public:
    using QPushButton::QPushButton;

    QSize sizeHint() const override { return QPushButton::sizeHint() + QSize(16, 2); }

    QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace cicada
