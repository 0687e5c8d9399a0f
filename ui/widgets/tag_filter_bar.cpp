#include "widgets/tag_filter_bar.h"

#include "widgets/color_roles.h"
#include "widgets/flow_layout.h"
#include "widgets/fonts.h"

#include <QPainter>
#include <QToolButton>

namespace cicada {

namespace {

constexpr int kTagPadding = 9;

} // namespace

TagChip::TagChip(const QString& tag, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(tag);
    setFocusPolicy(Qt::TabFocus);
    setFont(smallFont(font()));
    setToolTip(tr("Show tasks with this tag; once more: hide them"));
    connect(this, &QAbstractButton::clicked, this,
        [this] { setState(static_cast<State>((static_cast<int>(m_state) + 1) % 3)); });
    setState(State::Off);
}

void TagChip::setState(State state)
{
    const bool changed = state != m_state;
    m_state = state;
    setAccessibleName(state == State::Included ? tr("Tag %1: shown").arg(text())
            : state == State::Excluded         ? tr("Tag %1: hidden").arg(text())
                                               : tr("Tag %1: not filtered by").arg(text()));
    update();
    if (changed)
        Q_EMIT stateChanged();
}

// The mark, not the colour alone, tells what it does; its room is kept so that chips stand still.
QString TagChip::shownText() const
{
    return m_state == State::Included ? QStringLiteral("+ ") + text()
        : m_state == State::Excluded  ? QStringLiteral("− ") + text()
                                      : text();
}

QSize TagChip::sizeHint() const
{
    const int mark = fontMetrics().horizontalAdvance(QStringLiteral("− "));
    return {fontMetrics().horizontalAdvance(text()) + mark + 2 * kTagPadding,
        fontMetrics().height() + 6};
}

void TagChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor surface = roleColor(ColorRole::CardSurface, palette());
    const QColor accent = roleColor(ColorRole::Accent, palette());
    const QColor line = roleColor(ColorRole::Line, palette());
    const bool included = m_state == State::Included;
    painter.setBrush(included ? mixed(accent, surface, 0.16)
            : underMouse()    ? mixed(line, surface, 0.5)
                              : surface);
    painter.setPen(included || hasFocus() ? accent : line);
    const double radius = height() / 2.0 - 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(
        included ? palette().color(QPalette::Text) : roleColor(ColorRole::Muted, palette()));
    QFont font = painter.font();
    font.setStrikeOut(m_state == State::Excluded);
    painter.setFont(font);
    painter.drawText(rect(), Qt::AlignCenter, shownText());
}

TagFilterBar::TagFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_run(new QToolButton(this))
{
    setLayout(new FlowLayout(5));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_run->setAutoRaise(true);
    m_run->setFocusPolicy(Qt::TabFocus);
    m_run->setFont(smallFont(m_run->font()));
    connect(m_run, &QToolButton::clicked, this, &TagFilterBar::runRequested);
    layout()->addWidget(m_run);
    followChips();
    hide();
}

void TagFilterBar::setTags(const QStringList& tags)
{
    if (tags == m_tags)
        return;
    const QSet<QString> includedBefore = included();
    const QSet<QString> excludedBefore = excluded();
    m_tags = tags;
    qDeleteAll(m_chips);
    m_chips.clear();
    layout()->removeWidget(m_run);
    for (const QString& tag : tags) {
        auto* chip = new TagChip(tag, this);
        if (includedBefore.contains(tag))
            chip->setState(TagChip::State::Included);
        else if (excludedBefore.contains(tag))
            chip->setState(TagChip::State::Excluded);
        connect(chip, &TagChip::stateChanged, this, [this] {
            followChips();
            Q_EMIT chosenChanged();
        });
        layout()->addWidget(chip);
        chip->show();
        m_chips.push_back(chip);
    }
    layout()->addWidget(m_run);
    setVisible(!tags.isEmpty());
    followChips();
    if (included() != includedBefore || excluded() != excludedBefore)
        Q_EMIT chosenChanged();
}

void TagFilterBar::clear()
{
    for (TagChip* chip : m_chips)
        chip->setState(TagChip::State::Off);
}

void TagFilterBar::setSomeOff(bool someOff)
{
    m_someOff = someOff;
    followChips();
}

void TagFilterBar::followChips()
{
    const bool filtered = !included().isEmpty() || !excluded().isEmpty();
    m_run->setText(filtered ? tr("Run onl&y these") : tr("Run all tasks"));
    m_run->setToolTip(
        filtered ? tr("Switches these tasks on and all others off") : tr("Switches all tasks on"));
    m_run->setVisible(filtered || m_someOff);
}

QSet<QString> TagFilterBar::tagsIn(TagChip::State state) const
{
    QSet<QString> tags;
    for (const TagChip* chip : m_chips) {
        if (chip->state() == state)
            tags.insert(chip->text());
    }
    return tags;
}

} // namespace cicada
