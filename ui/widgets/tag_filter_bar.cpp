#include "widgets/tag_filter_bar.h"

#include "widgets/color_roles.h"
#include "widgets/flow_layout.h"
#include "widgets/fonts.h"

#include <QPainter>

namespace cicada {

namespace {

constexpr int kPadding = 9;

} // namespace

TagChip::TagChip(const QString& tag, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(tag);
    setCheckable(true);
    setAccessibleName(tr("Show tasks with tag %1").arg(tag));
    setFocusPolicy(Qt::TabFocus);
    setFont(smallFont(font()));
}

QSize TagChip::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * kPadding, fontMetrics().height() + 6};
}

void TagChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor surface = roleColor(ColorRole::CardSurface, palette());
    const QColor accent = roleColor(ColorRole::Accent, palette());
    const QColor line = roleColor(ColorRole::Line, palette());
    painter.setBrush(isChecked() ? mixed(accent, surface, 0.16)
            : underMouse()       ? mixed(line, surface, 0.5)
                                 : surface);
    painter.setPen(isChecked() || hasFocus() ? accent : line);
    const double radius = height() / 2.0 - 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(
        isChecked() ? palette().color(QPalette::Text) : roleColor(ColorRole::Muted, palette()));
    painter.drawText(rect(), Qt::AlignCenter, text());
}

TagFilterBar::TagFilterBar(QWidget* parent)
    : QWidget(parent)
{
    setLayout(new FlowLayout(5));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void TagFilterBar::setTags(const QStringList& tags)
{
    if (tags == m_tags)
        return;
    const QSet<QString> before = chosen();
    m_tags = tags;
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const QString& tag : tags) {
        auto* chip = new TagChip(tag, this);
        chip->setChecked(before.contains(tag));
        connect(chip, &TagChip::toggled, this, &TagFilterBar::chosenChanged);
        layout()->addWidget(chip);
        chip->show();
        m_chips.push_back(chip);
    }
    setVisible(!tags.isEmpty());
    if (chosen() != before)
        Q_EMIT chosenChanged();
}

void TagFilterBar::clear()
{
    for (TagChip* chip : m_chips)
        chip->setChecked(false);
}

QSet<QString> TagFilterBar::chosen() const
{
    QSet<QString> tags;
    for (const TagChip* chip : m_chips) {
        if (chip->isChecked())
            tags.insert(chip->text());
    }
    return tags;
}

} // namespace cicada
