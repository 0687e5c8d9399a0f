// A test profile from a file: what is read is written and read back as the same.
#include "fuzz_input.h"
#include "profile/profile_json.h"

#include <algorithm>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    std::vector<Problem> problems;
    const auto profile = profileFromJson(fuzzText(data, size), &problems);
    if (!profile)
        return 0;
    const std::string text = profileToJson(*profile);
    const auto again = profileFromJson(text);
    require(again.ok(), "what was written can be read");
    require(profileToJson(*again) == text, "and is the same");
    // Whether it can run; what would read files of this machine is left out.
    constexpr std::uint64_t kFewDocuments = 10'000;
    const bool fits = std::ranges::all_of(profile->dataSets, [](const DataSet& dataSet) {
        return dataSet.file.empty() && dataSet.count < kFewDocuments;
    });
    if (fits)
        validate(*profile);
    return 0;
}
