#pragma once

#include <QString>

#include <cstdint>
#include <string>

/// Figures of a run as people read them, in the user's locale. Where nothing was recorded the text
/// is noDataText(), never 0. Any thread.
namespace cicada {

QString noDataText();                   ///< "–"
QString countText(std::uint64_t count); ///< "1,204,112"
QString wholeText(double value);        ///< rounded, as countText()
QString rateText(double perSecond);     ///< "64,210"; one decimal below 100: "12.4"
QString compactText(double value);      ///< for narrow axes: "75k", "1.2M"
QString millisecondsText(
    double microseconds); ///< in ms without the unit: "0.085", "0.31", "41.2", "1,240"
QString latencyText(double microseconds);        ///< with its unit: "0.31 ms", "12.4 s" from 10 s
QString percentText(double fraction);            ///< "0.00 %"; more than none is never "0.00 %"
QString shareText(double share);                 ///< of one core, may be above one: "86 %"
QString elapsedText(double seconds);             ///< rounded: "00:48", "1:02:05"
QString secondsText(double seconds);             ///< since the start, for tables: "29.5 s"
QString bytesText(double bytes);                 ///< "13.8 KB"
QString startText(const std::string& startedAt); ///< of a run, in local time: "26.11.26 21:11"

} // namespace cicada
