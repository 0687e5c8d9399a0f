#pragma once

#include "stats/histogram.h"

#include <optional>
#include <string>
#include <string_view>

/// Histograms as other programs read them: HdrHistogram's V2 compressed encoding, base64, with 3
/// significant digits and a range of 1 us to 1 h. Its steps are those of Histogram, so no count is
/// moved. Pure functions; any thread. Source: HdrHistogram's AbstractHistogram.encodeIntoByteBuffer
/// (cookies 0x1c849313 and 0x1c849314, counts as zigzag LEB128, runs of zeros as negative numbers).
namespace cicada {

/// "HISTFAAAA...". What is over range is not in it (the format has no place for that), nor are the
/// exact sum, minimum and maximum.
std::string hdrText(const Histogram& histogram);

/// The counts of an encoding with our digits and range, together with what it does not hold;
/// nothing where it is none, is damaged, or the figures cannot belong to the counts.
std::optional<Histogram> histogramOfHdrText(
    std::string_view text, const Histogram::ExactFigures& exact);

} // namespace cicada
