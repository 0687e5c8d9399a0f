#pragma once

#include "widgets/color_roles.h"

#include <QLabel>

namespace cicada {

/// A label in a colour role of the palette, whatever the palette becomes.
class RoleLabel : public QLabel
{
    Q_OBJECT

public:
    explicit RoleLabel(ColorRole role, const QString& text = {}, QWidget* parent = nullptr);

    void setRole(ColorRole role);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColor();

    ColorRole m_role;
};

} // namespace cicada
