#include "widgets/header_bar.h"

#include "tool_tip.h"
#include "widgets/elided_label.h"
#include "widgets/role_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cicada {

HeaderBar::HeaderBar(QWidget* parent)
    : QWidget(parent)
    , m_name(new ElidedLabel)
    , m_unsaved(new RoleLabel(ColorRole::Muted, QStringLiteral("●")))
    , m_chip(new TargetChip)
    , m_state(new RoleLabel(ColorRole::Muted))
    , m_start(new StartButton)
{
    QFont title = font();
    title.setWeight(QFont::DemiBold);
    title.setPointSizeF(title.pointSizeF() * 1.15);
    m_name->setFont(title);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_unsaved->setToolTip(tr("Not saved yet"));
    m_unsaved->setAccessibleName(tr("Not saved yet"));
    m_state->setWordWrap(false);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 9);
    layout->setSpacing(6);
    layout->addWidget(m_name, 2);
    layout->addWidget(m_unsaved);
    layout->addSpacing(10);
    layout->addWidget(m_chip, 3);
    layout->addStretch(1);
    layout->addWidget(m_state);
    layout->addSpacing(10);
    layout->addWidget(m_start);
}

void HeaderBar::setProfileName(const QString& name, bool modified)
{
    m_name->setText(name);
    m_name->setToolTip(plainToolTip(name));
    m_unsaved->setVisible(modified);
}

void HeaderBar::setStateText(const QString& text)
{
    m_state->setText(text);
}

QString HeaderBar::stateText() const
{
    return m_state->text();
}

void HeaderBar::setProgress(double fraction)
{
    if (fraction == m_progress)
        return;
    m_progress = fraction;
    update(0, height() - 2, width(), 2);
}

void HeaderBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), roleColor(ColorRole::Line, palette()));
    if (m_progress >= 0)
        painter.fillRect(QRectF(0, height() - 2, width() * std::min(m_progress, 1.0), 2),
            roleColor(ColorRole::Accent, palette()));
}

} // namespace cicada
