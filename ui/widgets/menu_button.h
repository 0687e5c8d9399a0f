#pragma once

#include <QToolButton>

namespace cicada {

/// A flat button that opens a menu. Styles draw their arrow into its text: it brings its own.
class MenuButton : public QToolButton
{
    Q_OBJECT

public:
    explicit MenuButton(const QString& text, QWidget* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionToolButton* option) const override;
};

} // namespace cicada
