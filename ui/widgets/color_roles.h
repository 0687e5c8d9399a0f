#pragma once

#include <QColor>
#include <QPalette>

namespace cicada {

/// The few colours the palette has no word for, each with a lighter twin for dark palettes.
enum class ColorRole
{
    Accent,      ///< Start, the current page
    Stop,        ///< the Stop button, nothing else
    Error,       ///< problems and failures
    Warning,     ///< something to know before going on
    Good,        ///< a target that answers, a passed check
    Muted,       ///< secondary text
    Line,        ///< borders of cards, separators
    CardSurface, ///< what fields and tables lie on
};

bool isDark(const QPalette& palette);
QColor roleColor(ColorRole role, const QPalette& palette);

/// A surface that says `role` before its text is read.
QColor roleTint(ColorRole role, const QPalette& palette);

/// `part` (0 to 1) of `top` laid over `base`.
QColor mixed(const QColor& top, const QColor& base, double part);

} // namespace cicada
