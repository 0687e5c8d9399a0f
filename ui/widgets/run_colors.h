#pragma once

#include <QColor>

class QPainter;
class QPalette;
class QRect;

namespace cicada {

/// The colour roles of a run, the same in every chart, table and report, and safe for colour-blind
/// readers; on a dark palette the same hues lighter. Surfaces and dim text follow the palette.
struct RunColors
{
    QColor median, p95, p99, throughput, failures, server, users;
    QColor card, border, grid, text, dimText;
    QColor phase; ///< tint behind the parts of a run that are not measured

    static RunColors of(const QPalette& palette);

    /// The surface on which a chart or figures stand, with its border.
    void drawCard(QPainter& painter, const QRect& area) const;
};

} // namespace cicada
