#pragma once

#include <QString>

namespace cicada {

/// JSON of an object or array laid out for people: what is short stays on one line. Every token is
/// spelled as it came. Anything else, or what is cut off, comes back as it is.
QString indentedJson(const QString& text);

} // namespace cicada
