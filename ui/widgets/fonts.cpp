#include "widgets/fonts.h"

#include <QFontDatabase>

#include <cmath>

namespace cicada {

namespace {

QFont resized(QFont font, const QFont& like, double factor)
{
    if (like.pointSizeF() > 0)
        font.setPointSizeF(like.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(std::lround(like.pixelSize() * factor)));
    return font;
}

} // namespace

QFont smallFont(const QFont& text)
{
    return resized(text, text, 0.9);
}

QFont fixedFont(const QFont& text)
{
    return resized(QFontDatabase::systemFont(QFontDatabase::FixedFont), text, 0.92);
}

} // namespace cicada
