#include "widgets/start_button.h"

#include "widgets/color_roles.h"

#include <QEvent>

namespace cicada {

StartButton::StartButton(QWidget* parent)
    : QPushButton(parent)
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFont(bold);
    setMode(Mode::Start);
    // As wide as its widest text, so that the header does not jump.
    const int widest = fontMetrics().horizontalAdvance(tr("Stop now"));
    setMinimumSize(widest + 36, fontMetrics().height() + 18);
    applyColors();
}

void StartButton::setMode(Mode mode)
{
    m_mode = mode;
    switch (mode) {
    case Mode::Start:
        setText(tr("Start"));
        setToolTip(tr("Start the test (F5)"));
        break;
    case Mode::Cancel:
        setText(tr("Cancel"));
        setToolTip(tr("Do not start"));
        break;
    case Mode::Stop:
        setText(tr("Stop"));
        setToolTip(tr("Finish what is in flight, then stop (Shift+F5)"));
        break;
    case Mode::StopNow:
        setText(tr("Stop now"));
        setToolTip(tr("Do not wait for what is in flight (Shift+F5)"));
        break;
    }
    setAccessibleName(text());
    setAccessibleDescription(toolTip());
    applyColors();
}

void StartButton::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ParentChange)
        applyColors();
    QPushButton::changeEvent(event);
}

void StartButton::applyColors()
{
    const QPalette system; // the application's: a style sheet changes this widget's own
    const bool stops = m_mode == Mode::Stop || m_mode == Mode::StopNow;
    const bool dark = isDark(system);
    const QColor fill = stops ? roleColor(ColorRole::Stop, system)
        : dark                ? QColor(0x1F, 0x86, 0xC4)
                              : roleColor(ColorRole::Accent, system);
    const QColor line = roleColor(ColorRole::Line, system);
    const QString sheet
        = QStringLiteral("QPushButton { background: %1; color: white; border: 1px solid %1;"
                         " border-radius: 5px; padding: 4px 16px; }"
                         "QPushButton:hover { background: %2; }"
                         "QPushButton:pressed { background: %3; }"
                         "QPushButton:focus { border: 2px solid %4; }"
                         "QPushButton:disabled { background: %5; border-color: %5; color: %6; }")
              .arg(fill.name(), fill.lighter(112).name(), fill.darker(115).name(),
                  system.color(QPalette::WindowText).name(), line.name(),
                  roleColor(ColorRole::Muted, system).name());
    if (sheet != styleSheet())
        setStyleSheet(sheet);
}

} // namespace cicada
