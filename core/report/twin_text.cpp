#include "report/twin_text.h"

#include "base/units.h"
#include "report/text_table.h"
#include "report/twin_comparison.h"

#include <cmath>

namespace cicada {

namespace {

constexpr std::size_t kLongestTwin = 40;

TextRow cellsOf(const TwinGroup& group, const TwinRow& row)
{
    return {shortenedCell(group.name, kLongestTwin), row.storedAs,
        shortenedCell(row.task, kLongestTwin),
        row.latency ? millisecondsCell(row.latency->p50) : kNoData,
        row.latency ? millisecondsCell(row.latency->p99) : kNoData, wholeCell(row.sentBytes),
        wholeCell(row.receivedBytes), fixedCell(row.calls, 1), formatRate(row.throughputPerSecond),
        row.documentBytes ? wholeCell(*row.documentBytes) : kNoData};
}

} // namespace

std::string twinText(const RunRecord& record)
{
    const std::vector<TwinGroup> groups = compareTwins(record);
    if (groups.empty())
        return {};
    std::vector<TextRow> rows{{"twins", "stored as", "task", "median ms", "99 %", "sent B",
        "received B", "calls", "req/s", "memory B"}};
    std::string sentences;
    for (const TwinGroup& group : groups) {
        for (const TwinRow& row : group.rows)
            rows.push_back(cellsOf(group, row));
        sentences += group.sentence + '\n';
    }
    for (const std::string& sentence : documentMemorySentences(record))
        sentences += sentence + '\n';
    return textTable(rows, 3) + '\n' + sentences;
}

} // namespace cicada
