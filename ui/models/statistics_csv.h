#pragma once

#include "stats/run_record.h"

#include <QByteArray>

namespace cicada {

/// The statistics table as CSV (RFC 4180, UTF-8, numbers with a decimal point, times in ms): a row
/// per task, below it its calls, and the total last. What is "no data" is empty. Any thread.
QByteArray statisticsCsv(const RunRecord& record);

} // namespace cicada
