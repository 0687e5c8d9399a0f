#pragma once

#include "widgets/color_roles.h"

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace cicada {

/// One sentence across the window, with what can be done about it as buttons: in place of a modal
/// dialog. A newer message takes the place of an older one.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    struct Action
    {
        QString text;
        std::function<void()> run; ///< called after the bar has closed
    };

    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(ColorRole role, const QString& text, std::vector<Action> actions = {});

    /// The same, with the keyboard on its first action; Escape closes it and does nothing.
    void ask(const QString& text, std::vector<Action> actions);

    QString text() const;

    /// The button of an action that is shown; null where there is none.
    QPushButton* button(const QString& text) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    ColorRole m_role = ColorRole::Muted;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
    QToolButton* m_close;
    std::vector<QPushButton*> m_actions;
};

} // namespace cicada
