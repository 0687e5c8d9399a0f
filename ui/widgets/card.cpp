#include "widgets/card.h"

#include "widgets/color_roles.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace cicada {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(title))
    , m_titleRow(new QHBoxLayout)
    , m_content(new QVBoxLayout)
{
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setVisible(!title.isEmpty());
    m_titleRow->addWidget(m_title);
    m_titleRow->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(m_titleRow);
    layout->addLayout(m_content, 1);
    m_content->setSpacing(8);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(roleColor(ColorRole::Line, palette()));
    painter.setBrush(roleColor(ColorRole::CardSurface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace cicada
