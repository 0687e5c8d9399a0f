#include "widgets/message_bar.h"

#include "widgets/roomy_button.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace cicada {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel)
    , m_buttons(new QHBoxLayout)
    , m_close(new QToolButton)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // a server's words may be in it
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setAutoRaise(true);
    m_close->setText(QStringLiteral("✕"));
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 10, 6);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    m_buttons->setSpacing(8);
    layout->addWidget(m_close);
    hide();
}

void MessageBar::showMessage(ColorRole role, const QString& text, std::vector<Action> actions)
{
    m_role = role;
    m_text->setText(text);
    for (QPushButton* button : m_actions)
        button->deleteLater();
    m_actions.clear();
    for (Action& action : actions) {
        auto* button = new RoomyButton(action.text);
        connect(button, &QPushButton::clicked, this, [this, run = std::move(action.run)] {
            hide();
            if (run)
                run();
        });
        m_buttons->addWidget(button);
        m_actions.push_back(button);
    }
    setAccessibleName(text);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    update();
}

void MessageBar::ask(const QString& text, std::vector<Action> actions)
{
    showMessage(ColorRole::Warning, text, std::move(actions));
    if (!m_actions.empty())
        m_actions.front()->setFocus();
}

QString MessageBar::text() const
{
    return m_text->text();
}

QPushButton* MessageBar::button(const QString& text) const
{
    for (QPushButton* button : m_actions) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor role = roleColor(m_role, palette());
    painter.fillRect(rect(), roleTint(m_role, palette()));
    painter.fillRect(QRect(0, 0, 4, height()), role);
    painter.fillRect(QRect(0, height() - 1, width(), 1), roleColor(ColorRole::Line, palette()));
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace cicada
