// A run file from somebody else, made into what is shown.
#include "fuzz_input.h"
#include "report/run_file.h"
#include "report/statistics_table.h"
#include "report/twin_text.h"

#include <nlohmann/json.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    const auto json = nlohmann::json::parse(fuzzText(data, size), nullptr, false);
    if (json.is_discarded())
        return 0;
    const auto record = runRecordFromJson(json);
    if (!record)
        return 0;
    const std::string table = statisticsTable(*record) + twinText(*record);
    require(table.find('\x1b') == std::string::npos, "a table steers no terminal");
    const auto again = runRecordFromJson(runFileJson(*record));
    require(again.ok(), "what was written can be read");
    return 0;
}
