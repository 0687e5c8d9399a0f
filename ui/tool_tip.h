#pragma once

#include <QString>

namespace cicada {

/// A tooltip that shows `text` as it is, wrapped where it is long. Qt takes a plain text that looks
/// like markup for markup; names, paths and a server's words may look like anything.
inline QString plainToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QStringLiteral("<qt>%1</qt>").arg(escaped);
}

} // namespace cicada
