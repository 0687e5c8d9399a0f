#include "widgets/color_roles.h"

#include <cmath>

namespace cicada {

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QColor mixed(const QColor& top, const QColor& base, double part)
{
    const auto channel
        = [part](int a, int b) { return static_cast<int>(std::lround(a * part + b * (1 - part))); };
    return QColor(channel(top.red(), base.red()), channel(top.green(), base.green()),
        channel(top.blue(), base.blue()));
}

QColor roleColor(ColorRole role, const QPalette& palette)
{
    const bool dark = isDark(palette);
    const QColor window = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    switch (role) {
    case ColorRole::Accent:
        return dark ? QColor(0x3D, 0xA3, 0xDC) : QColor(0x00, 0x72, 0xB2);
    case ColorRole::Stop:
        return dark ? QColor(0xC2, 0x34, 0x2A) : QColor(0xB3, 0x26, 0x1E);
    case ColorRole::Error:
        return dark ? QColor(0xFF, 0x8A, 0x73) : QColor(0xB8, 0x2A, 0x0B);
    case ColorRole::Warning:
        return dark ? QColor(0xF2, 0xBE, 0x4B) : QColor(0x8A, 0x5A, 0x00);
    case ColorRole::Good:
        return dark ? QColor(0x2F, 0xC4, 0x97) : QColor(0x00, 0x8A, 0x64);
    case ColorRole::Muted:
        return mixed(text, window, 0.66);
    case ColorRole::Line:
        return mixed(text, window, dark ? 0.20 : 0.15);
    case ColorRole::CardSurface:
        return palette.color(QPalette::Base);
    }
    return text;
}

QColor roleTint(ColorRole role, const QPalette& palette)
{
    const bool dark = isDark(palette);
    // The text's amber is brown on white, which would make a dirty surface.
    const QColor color
        = role == ColorRole::Warning && !dark ? QColor(0xF0, 0xA8, 0x00) : roleColor(role, palette);
    return mixed(color, palette.color(QPalette::Base), dark ? 0.20 : 0.13);
}

} // namespace cicada
