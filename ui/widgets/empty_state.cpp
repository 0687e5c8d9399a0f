#include "widgets/empty_state.h"

#include "widgets/role_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

EmptyState::EmptyState(
    const QString& title, const QString& text, const QString& action, QWidget* parent)
    : QWidget(parent)
    , m_button(new QPushButton(action, this))
{
    auto* heading = new QLabel(title, this);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    heading->setAlignment(Qt::AlignHCenter);
    auto* explanation = new RoleLabel(ColorRole::Muted, text, this);
    explanation->setAlignment(Qt::AlignHCenter);
    explanation->setMaximumWidth(fontMetrics().averageCharWidth() * 56);
    explanation->setMinimumWidth(
        std::min(explanation->maximumWidth(), fontMetrics().averageCharWidth() * 40));

    auto* layout = new QVBoxLayout(this);
    layout->addStretch();
    layout->addWidget(heading);
    auto* centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(explanation, 100);
    centred->addStretch();
    layout->addLayout(centred);
    layout->addSpacing(4);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
}

} // namespace cicada
