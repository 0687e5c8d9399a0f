#include "widgets/target_chip.h"

#include "tool_tip.h"

#include <QPainter>

namespace cicada {

namespace {

constexpr int kChipPadding = 12;
constexpr int kDot = 8;
constexpr int kDotGap = 7;
constexpr int kMostCharacters = 64;

} // namespace

TargetChip::TargetChip(QWidget* parent)
    : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void TargetChip::show(const QString& name, const QString& details, ColorRole dot)
{
    m_name = name;
    m_details = details;
    m_dot = dot;
    setAccessibleName(tr("Target: %1").arg(fullText()));
    setToolTip(plainToolTip(fullText())); // a server's words
    updateGeometry();
    update();
}

QString TargetChip::fullText() const
{
    return m_details.isEmpty() ? m_name : m_name + QStringLiteral(" · ") + m_details;
}

QSize TargetChip::sizeHint() const
{
    const int text = std::min(fontMetrics().horizontalAdvance(fullText()),
        fontMetrics().averageCharWidth() * kMostCharacters);
    return QSize(text + 2 * kChipPadding + kDot + kDotGap + 2, fontMetrics().height() + 10);
}

QSize TargetChip::minimumSizeHint() const
{
    return QSize(
        std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 16), sizeHint().height());
}

void TargetChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(1, 1, -1, -1);
    const QColor line = roleColor(ColorRole::Line, palette());
    painter.setPen(hasFocus() ? QPen(roleColor(ColorRole::Accent, palette()), 2) : QPen(line, 1));
    painter.setBrush(underMouse() ? mixed(line, palette().color(QPalette::Base), 0.35)
                                  : palette().color(QPalette::Base));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    painter.setPen(Qt::NoPen);
    painter.setBrush(roleColor(m_dot, palette()));
    painter.drawEllipse(QRectF(kChipPadding, (height() - kDot) / 2.0, kDot, kDot));

    const QRect text(
        kChipPadding + kDot + kDotGap, 0, width() - 2 * kChipPadding - kDot - kDotGap, height());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
        fontMetrics().elidedText(fullText(), Qt::ElideRight, text.width()));
}

} // namespace cicada
