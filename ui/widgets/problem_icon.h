#pragma once

#include <QIcon>
#include <QPalette>

namespace cicada {

/// The mark of a row or field with a problem, in the palette's error colour.
QIcon problemIcon(const QPalette& palette);

} // namespace cicada
