#include "models/figure_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

class FigureText
{
    Q_DECLARE_TR_FUNCTIONS(FigureText)
};

QString fixed(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

QString noDataText()
{
    return QString(QChar(0x2013));
}

QString countText(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString wholeText(double value)
{
    return countText(static_cast<std::uint64_t>(std::llround(value)));
}

QString rateText(double perSecond)
{
    return fixed(perSecond, std::abs(perSecond) < 99.95 ? 1 : 0);
}

QString compactText(double value)
{
    const double size = std::abs(value);
    if (size < 1'000)
        return QLocale().toString(value, 'g', 4);
    if (size < 1'000'000)
        return QLocale().toString(value / 1'000, 'g', 4) + FigureText::tr("k");
    return QLocale().toString(value / 1'000'000, 'g', 4) + FigureText::tr("M");
}

QString millisecondsText(double microseconds)
{
    const double milliseconds = microseconds / 1'000;
    if (milliseconds < 0.0995)
        return fixed(milliseconds, 3);
    if (milliseconds < 9.995)
        return fixed(milliseconds, 2);
    return fixed(milliseconds, milliseconds < 99.95 ? 1 : 0);
}

QString latencyText(double microseconds)
{
    if (microseconds < 10'000'000)
        return FigureText::tr("%1 ms").arg(millisecondsText(microseconds));
    return FigureText::tr("%1 s").arg(millisecondsText(microseconds / 1'000));
}

QString percentText(double fraction)
{
    if (fraction > 0 && fraction < 0.0001)
        return FigureText::tr("< %1 %").arg(fixed(0.01, 2));
    // 99.997 % must not read as all of them.
    const double shown = fraction < 1 ? std::min(fraction * 100, 99.99) : 100;
    return FigureText::tr("%1 %").arg(fixed(shown, shown < 100 ? 2 : 0));
}

QString shareText(double share)
{
    return FigureText::tr("%1 %").arg(fixed(share * 100, 0));
}

QString startText(const std::string& startedAt)
{
    const QDateTime start
        = QDateTime::fromString(QString::fromStdString(startedAt), Qt::ISODateWithMs);
    return start.isValid() ? QLocale().toString(start.toLocalTime(), QLocale::ShortFormat)
                           : noDataText();
}

QString elapsedText(double seconds)
{
    const auto total = static_cast<qint64>(std::llround(std::max(0.0, seconds)));
    const auto two
        = [](qint64 number) { return QString::number(number).rightJustified(2, QLatin1Char('0')); };
    const QString tail = two(total / 60 % 60) + QLatin1Char(':') + two(total % 60);
    return total < 3'600 ? tail : QString::number(total / 3'600) + QLatin1Char(':') + tail;
}

QString secondsText(double seconds)
{
    return FigureText::tr("%1 s").arg(fixed(seconds, 1));
}

QString bytesText(double bytes)
{
    return QLocale().formattedDataSize(
        std::llround(bytes), bytes < 1'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

} // namespace cicada
