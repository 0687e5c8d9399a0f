#pragma once

#include <QFont>

/// Sizes follow the interface's font, whether that is given in points or in pixels.
namespace cicada {

/// For headings of columns and other small print.
QFont smallFont(const QFont& text);

/// The system's fixed font, as big as it looks beside `text`.
QFont fixedFont(const QFont& text);

} // namespace cicada
